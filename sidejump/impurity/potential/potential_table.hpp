// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidejump::impurity::potential {

/// In m; beyond it a potential takes far more partial waves than there are.
inline constexpr double longest_radius = 1e-6;

/// A potential at a list of radii.
struct PotentialTable {
    std::vector<double> radii;      ///< m
    std::vector<double> central;    ///< V, eV
    std::vector<double> spin_orbit; ///< W, eV, which multiplies l.s; empty if not given

    /// The same with lengths and energies in other units.
    /// @param length, energy  the units, in m and eV
    [[nodiscard]] PotentialTable in_units_of(double length, double energy) const;
};

/// Reads a table of a potential: columns r, V and optionally W, as impurity::number_rows.
/// @param path         as impurity::table_text
/// @param length_unit  of r, in m
/// @param energy_unit  of V and W, in eV
/// @throws input::InputError with file and line: unreadable, fewer than four rows, not a number,
///         radii that are negative, too large or do not increase, V or W that do not fall to zero
PotentialTable read_potential_table(const std::string& path, double length_unit,
                                    double energy_unit);

} // namespace sidejump::impurity::potential
