// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/sweep/base.hpp"

#include <map>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace sidejump::sweep {

/// The alloy files that a base names, such as a device. Each is read once. Its tables count as if
/// they stood in the base beside the key `file` that names it, so that paths lead to them; the path
/// of that key stands for the whole alloy. Safe to use from several threads.
class AlloyFiles {
  public:
    /// @param base    outlives this
    /// @param tables  in which the key `file` may name an alloy file, those of the base that are
    ///                there: `alloy[0]`
    AlloyFiles(const BaseFile& base, std::vector<input::NodePath> tables);

    /// Puts the tables of all files beside their names.
    /// @throws input::InputError if one cannot be read or is no alloy file
    void put_in_base(input::Node& nodes);

    /// Takes the names of files away from a point, and puts the tables of other files in where the
    /// point has other names than the base.
    /// @throws input::InputError with the place in the base, likewise
    void put_in_point(input::Node& point);

    /// Whether two paths set the same thing.
    [[nodiscard]] bool overlap(const input::NodePath& one, const input::NodePath& other) const;

    /// The alloy files and tables of phase shifts that points of a study with these axes may read.
    /// @param nodes  the base with the tables of its files
    std::vector<ReadFile> files(const input::Node& nodes, const std::vector<Axis>& axes);

    /// The tables of phase shifts of all alloys.
    impurity::TableFiles& phase_shifts() { return phase_shifts_; }

  private:
    struct Content {
        std::string text; ///< or why there is none
        std::variant<input::Table, input::InputError> tables;
    };
    const Content& content(const std::string& name);
    [[nodiscard]] Content read(const std::string& name);
    /// The tables of an alloy file, as they would stand in the base: names of tables of phase
    /// shifts in them are taken from the folder of the base.
    /// @param name  as the base has it
    /// @throws input::InputError if it cannot be read or is no alloy file
    const input::Table& tables(const std::string& name);
    void append(input::Table& table, const std::string& name);

    const BaseFile& base_;
    std::vector<input::NodePath> places_;
    impurity::TableFiles phase_shifts_;
    std::mutex mutex_;
    std::map<std::string, Content> contents_; // nodes of a map stay where they are
};

/// The texts that a key has at the points of a study, each once.
std::vector<std::string> texts_at(const input::NodePath& key, const input::Node& base,
                                  const std::vector<Axis>& axes);

} // namespace sidejump::sweep
