// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/phase_shift_type.hpp"
#include "sidejump/sweep/base.hpp"

#include <map>
#include <mutex>
#include <string>
#include <variant>

namespace sidejump::device_sweep {

/// The alloy files that a device file names. Each is read once. Safe to use from several threads.
class AlloyFiles {
  public:
    /// @param base  the device file, outlives this
    explicit AlloyFiles(const sweep::BaseFile& base);

    /// The tables of an alloy file, as they would stand in the device file: names of tables of
    /// phase shifts in them are taken from the folder of the device file.
    /// @param name  as the device file has it
    /// @throws input::InputError if it cannot be read or is no alloy file
    const input::Table& tables(const std::string& name);

    /// The file, as it was when it was first asked for.
    sweep::ReadFile file(const std::string& name);

    /// The tables of phase shifts of all alloys.
    impurity::TableFiles& phase_shifts() { return phase_shifts_; }

  private:
    struct Content {
        std::string text; ///< or why there is none
        std::variant<input::Table, input::InputError> tables;
    };
    const Content& content(const std::string& name);
    [[nodiscard]] Content read(const std::string& name);

    const sweep::BaseFile& base_;
    impurity::TableFiles phase_shifts_;
    std::mutex mutex_;
    std::map<std::string, Content> contents_; // nodes of a map stay where they are
};

} // namespace sidejump::device_sweep
