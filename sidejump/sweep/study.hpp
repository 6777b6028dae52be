// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/axis.hpp"
#include "sidejump/sweep/base.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// A direction of the grid of points: one axis, or several that go side by side.
struct Dimension {
    std::string name; ///< that of its axis if there is one, else "sample" or "point"
    std::uint64_t size = 0;
    std::vector<std::size_t> axes; ///< places in Study::axes
};

/// A study with everything it refers to, read and checked.
struct Study {
    std::string file;
    std::string text;
    std::shared_ptr<const Base> base;
    std::vector<std::filesystem::path> other_files; ///< that points read
    std::vector<Axis> axes;
    std::vector<Dimension> dimensions; ///< the last changes fastest
    std::vector<Output> outputs;
    std::uint64_t points = 0;
    std::string fingerprint; ///< of the study, the files it reads, and the version of the program

    /// Which value each axis takes at a point.
    void axis_indices(std::uint64_t point, std::span<std::uint64_t> indices) const;
};

/// Sets the axes to their values in a copy of the nodes of the base.
/// @param indices  the place of the value of each axis
void set_axes(const Study& study, std::span<const std::uint64_t> indices, input::Node& point);

/// The values of the axes at a point in words: `eta_0 = 3 deg, n = 0.1`.
std::string point_text(const Study& study, std::uint64_t point);

/// Reads a study and its base.
/// @param kinds  of bases there are beside alloys
/// @throws input::InputError at the first mistake
Study read_study(const std::string& path, const std::vector<BaseKind>& kinds = {});

/// The same from TOML text; `name` stands for the file in messages.
/// @param base  in place of the one that the study names; nothing for that
Study read_study_text(const std::string& text, const std::string& name,
                      const std::optional<BaseFile>& base, const std::vector<BaseKind>& kinds);

/// Reads the base of a study, or of another file that names one.
/// @param study  path of that file, in whose folder the base is looked for
/// @throws input::InputError at the first mistake
std::shared_ptr<const Base> read_base(const std::string& study, const PlacedText& base,
                                      const std::vector<BaseKind>& kinds);

/// Whether a file has the table of a study, [sweep].
/// @throws input::InputError if it cannot be read as TOML
bool is_study_file(const std::string& path);

/// The path of the base of a study, before the study is read.
/// @throws input::InputError if the study does not tell
std::string base_of_study(const std::string& path);

} // namespace sidejump::sweep
