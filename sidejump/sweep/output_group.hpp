// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidejump::sweep {

/// One number that a sweep can ask for.
struct OutputDeclaration {
    std::string name;
    std::string unit;        ///< UDUNITS-2 syntax, "1" if there is none
    std::string description; ///< one line
};

/// Results that one computation gives together: those of a command of the program. Groups are
/// shared by all threads and hold no state that changes.
class OutputGroup {
  public:
    OutputGroup() = default;
    OutputGroup(const OutputGroup&) = delete;
    OutputGroup& operator=(const OutputGroup&) = delete;
    virtual ~OutputGroup() = default;

    /// The word before the dot in `thermal.resistivity`: the name of the command.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// All results of the group.
    [[nodiscard]] virtual std::vector<OutputDeclaration> declarations() const = 0;
};

} // namespace sidejump::sweep
