// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/spin_orbit_field.hpp"

#include <vector>

namespace sidejump::rashba {

/// How far from the chemical potential electrons matter, in temperatures: e^-36 is rounding.
inline constexpr double thermal_reach = 36.0;

/// Energies and weights of an integral over -df/d eps.
struct ThermalRule {
    std::vector<double> energies;
    std::vector<double> weights;
};

/// Where there are contours, in pieces of a few temperatures; the crossing of the bands, at which
/// the states have a kink, is an end of one, and energies are denser at the bottom, where they
/// diverge. The chemical potential alone at zero temperature.
ThermalRule thermal_rule(const SpinOrbitField& field, double chemical_potential,
                         double temperature);

/// Carriers per area at a temperature; those of energies at which some directions have no states
/// are left out, -df/d eps being cut off at the bottom of the contours.
double thermal_carrier_density(const SpinOrbitField& field, double chemical_potential,
                               double temperature);

/// Chemical potential for carriers per area at a temperature, counted likewise.
/// @throws NoFermiContour where a cubic term leaves no room for the carriers
double chemical_potential(const SpinOrbitField& field, double carriers, double temperature);

} // namespace sidejump::rashba
