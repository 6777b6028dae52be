// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <numbers>

/// Physical constants in SI units (CODATA 2018; the first three are exact by definition of the SI).
namespace sidejump::units {

inline constexpr double elementary_charge = 1.602176634e-19;                        // C
inline constexpr double planck_reduced = 6.62607015e-34 / (2.0 * std::numbers::pi); // J s
inline constexpr double boltzmann = 1.380649e-23;                                   // J/K
inline constexpr double electron_mass = 9.1093837015e-31;                           // kg
inline constexpr double boltzmann_in_ev = boltzmann / elementary_charge;            // eV/K
inline constexpr double bohr_magneton = 9.2740100783e-24;                           // J/T
inline constexpr double electron_g_factor = 2.00231930436256;                       // magnitude

} // namespace sidejump::units
