// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/input/value_types.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sidejump::impurity {

/// A phase shift as it is written: a number of radians, an angle with a unit, a resonance
/// { position = "5 meV", width = "2 meV" }, or a file { table = "eta.tsv", energy_unit = "meV" }.
class PhaseShiftType {
  public:
    using value_type = PhaseShiftLaw;
    [[nodiscard]] static PhaseShiftLaw read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const PhaseShiftLaw& law);
};

/// Reads a phase shift table: columns energy, phase shift in radians, and optionally |s|, separated
/// by blanks, tabs or commas; lines that start with # are comments.
/// @param energy_unit  unit of the first column
/// @throws input::InputError with file and line: unreadable, not three rows, not a number, energies
///         that do not increase, |s| outside (0, 1]
std::shared_ptr<const PhaseShiftTable> read_phase_shift_table(const std::string& path,
                                                              const std::string& energy_unit);

/// Tables of phase shifts as they were when they were first asked for: each file is read once, and
/// what happens to it later changes nothing. Unreadable files stay unreadable. Safe to use from
/// several threads.
class TableFiles {
  public:
    /// @param folder  the one from which relative names are taken
    explicit TableFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// @throws input::InputError as read_phase_shift_table, with the name instead of the path
    std::string text(const std::string& name);
    std::shared_ptr<const PhaseShiftTable> table(const std::string& name,
                                                 const std::string& energy_unit);

    [[nodiscard]] std::filesystem::path path(const std::string& name) const {
        return folder_ / name;
    }

    /// As long as it lives, phase shifts that this thread reads have their tables from there. The
    /// reading of a value has no argument to say so.
    class Use {
      public:
        explicit Use(TableFiles* files); ///< null for the disk
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

      private:
        TableFiles* before_;
    };

  private:
    template <class T>
    using OrError = std::variant<T, input::InputError>;

    const OrError<std::string>& content(const std::string& name);

    std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, OrError<std::string>> texts_;
    std::map<std::pair<std::string, std::string>, OrError<std::shared_ptr<const PhaseShiftTable>>>
        tables_;
};

/// The text of a file of numbers, from the TableFiles in use on this thread or else from the disk.
/// @throws input::InputError with the path if it cannot be read
std::string table_text(const std::string& path);

/// The rows of numbers in a text, separated by blanks, tabs or commas; lines that start with # are
/// comments, empty ones are left out. Each row begins with its line.
struct NumberRow {
    int line = 0;
    std::vector<double> numbers;
};
/// @param path     stands for the file in messages
/// @param least    fewest numbers of a row
/// @param most     most numbers of a row; all rows have as many as the first
/// @throws input::InputError with file and line
std::vector<NumberRow> number_rows(const std::string& text, const std::string& path,
                                   std::size_t least, std::size_t most);

} // namespace sidejump::impurity
