// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/sweep/axis.hpp"
#include "sidejump/sweep/output_group.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
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

/// A result that the study asks for.
struct Output {
    std::string name; ///< as it is written in the study
    const OutputGroup* group = nullptr;
    std::size_t place = 0; ///< in the declarations of the group
    OutputDeclaration declaration;
};

/// A study with everything it refers to, read and checked.
struct Study {
    std::string file;
    std::string text;
    std::string base_file; ///< its path
    std::string base_name; ///< as the study has it; for messages that are kept with the results
    std::string base_text;
    input::Node base;
    input::Json base_echo;                        ///< the base with its defaults
    std::shared_ptr<impurity::TableFiles> tables; ///< all points have them as they were once
    std::vector<std::filesystem::path> table_files;
    std::vector<Axis> axes;
    std::vector<Dimension> dimensions; ///< the last changes fastest
    std::vector<Output> outputs;
    std::uint64_t points = 0;
    std::string fingerprint; ///< of the study, the files it reads, and the version of the program

    /// Which value each axis takes at a point.
    void axis_indices(std::uint64_t point, std::span<std::uint64_t> indices) const;

    /// The alloy of nodes like those of the base.
    /// @throws input::InputError at the first mistake
    [[nodiscard]] coefficients::AlloyFile alloy(const input::Node& nodes) const;
};

/// Sets the axes to their values in a copy of the base.
/// @param indices  the place of the value of each axis
void set_axes(const Study& study, std::span<const std::uint64_t> indices, input::Node& alloy);

/// The values of the axes at a point in words: `eta_0 = 3 deg, n = 0.1`.
std::string point_text(const Study& study, std::uint64_t point);

/// Reads a study and its base.
/// @throws input::InputError at the first mistake
Study read_study(const std::string& path);

} // namespace sidejump::sweep
