// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/kinetic_response.hpp"

#include <vector>

namespace sidejump::rashba {

/// An electron gas with its impurities, hbar = m = k_B = 1.
struct Gas {
    SpinOrbitField field;
    double chemical_potential = 0.0; ///< from the crossing of the bands at p = 0
    double temperature = 0.0;
    Impurities impurities;
};

/// Chemical potential for carriers per area at a temperature.
/// @throws NoFermiContour where a cubic term leaves no room for the carriers
double chemical_potential(const SpinOrbitField& field, double carriers, double temperature);

/// The response of a gas to an electric field along x.
struct GasResponse {
    std::vector<KineticResponse> at; ///< for each frequency
    double transport_rate = 0.0;     ///< 1/tau of the current, at the chemical potential, or one
                                     ///< temperature above the bottom of the band if that is higher
    int directions = 0;              ///< of the momentum, at most
    double angular_error = 0.0;      ///< change from half as many, relative; of the worst result
    std::size_t energies = 0;        ///< in the thermal average; 1 at zero temperature
};

/// Electrons of all energies, weighted with -df/d eps. Directions are doubled until the results of
/// the chemical potential do not change by more than 1e-11, or there are 4096 of them, 256 in a gas
/// that is not isotropic.
/// @param frequencies  omega of the field
/// @throws NoFermiContour if there is no contour at zero temperature, or if electrons that
///         matter at the temperature are at energies where some directions have no states
GasResponse gas_response(const Gas& gas, const std::vector<double>& frequencies);

} // namespace sidejump::rashba
