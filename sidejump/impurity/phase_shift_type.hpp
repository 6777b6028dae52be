// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/input/value_types.hpp"

#include <string>

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

} // namespace sidejump::impurity
