// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/kinetic_response.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace sidejump::rashba {

/// An electron gas with its impurities, hbar = m = k_B = 1.
struct Gas {
    SpinOrbitField field;
    double chemical_potential = 0.0; ///< from the crossing of the bands at p = 0
    double temperature = 0.0;
    Impurities impurities;
};

/// The response of a gas to an electric field along x.
struct GasResponse {
    std::vector<KineticResponse> at; ///< for each frequency
    double transport_rate = 0.0;     ///< 1/tau of the current, at the chemical potential, or one
                                     ///< temperature above the bottom of the band if that is higher
    int directions = 0;              ///< of the momentum, at most
    double angular_error = 0.0;      ///< change from half as many, relative; of the worst result
    std::size_t energies = 0;        ///< in the thermal average; 1 at zero temperature
    /// Of the electrons that carry current, by the weight -df/d eps, those that are left out: at
    /// energies at which some directions of the momentum have no states, at most 1e-3.
    double untreated_share = 0.0;
};

/// An energy at which there are electrons: the chemical potential, or one temperature above the
/// bottom of the contours if that is higher.
double typical_energy(const Gas& gas);

/// Electrons of all energies, weighted with -df/d eps. Directions are doubled until the results of
/// the chemical potential do not change by more than 1e-11, or there are 4096 of them, 256 in a gas
/// that is not isotropic.
/// @param frequencies  omega of the field
/// @param progress     called with the number of energies and frequencies that are done and of all,
///                     0 while the directions are chosen, by one thread at a time; what it throws
///                     ends the computation
/// @throws NoFermiContour if there is no contour at zero temperature, or if at the temperature a
///         share above 1e-3 is at energies where some directions have no states, or one above 1e-9
///         where a cubic term bends the lower band down
GasResponse
gas_response(const Gas& gas, const std::vector<double>& frequencies,
             const std::function<void(std::size_t done, std::size_t all)>& progress = {});

} // namespace sidejump::rashba
