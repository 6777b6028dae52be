// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sidejump::impurity::potential {

/// In m; impurities are well below 1e-9 m, and beyond it a potential takes far more partial waves
/// than there are.
inline constexpr double longest_radius = 1e-8;

/// In eV, of a potential.
inline constexpr double strongest_potential = 1e6;

/// Of a table; more do not make it more accurate, but each is a step of the integration.
inline constexpr std::size_t most_rows = 5000;

/// A potential at a list of radii.
struct PotentialTable {
    std::vector<double> radii;      ///< m
    std::vector<double> central;    ///< V, eV
    std::vector<double> spin_orbit; ///< W, eV, which multiplies l.s; empty if not given

    /// The same with lengths and energies in other units.
    /// @param length, energy  the units, in m and eV
    [[nodiscard]] PotentialTable in_units_of(double length, double energy) const;

    bool operator==(const PotentialTable&) const = default;
};

/// Reads a table of a potential: columns r, V and optionally W, as impurity::number_rows.
/// @param path         as impurity::table_text
/// @param length_unit  of r, in m
/// @param energy_unit  of V and W, in eV
/// @throws input::InputError with file and line: unreadable, fewer than four rows or more than
///         most_rows, not a number, energies above strongest_potential,
///         radii that are negative, too large or do not increase, V or W that do not fall to zero
PotentialTable read_potential_table(const std::string& path, double length_unit,
                                    double energy_unit);

} // namespace sidejump::impurity::potential
