// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::coefficients {

/// What the coupled diffusion equation of charge and spin (K-7..K-16) needs of an alloy, SI units.
/// Conductivities sum both spins: sigma = 2 e^2 N_F D.
struct DiffusionCoefficients {
    double states = 0.0;              ///< 2 e^2 N_F, A s/(V m^3)
    double charge_conductivity = 0.0; ///< S/m
    /// S/m, of the slow spin density: the torque on the eliminated moments is in it
    double spin_hall_conductivity_dressed = 0.0;
    std::array<double, 3> spin_conductivity{}; ///< 2 e^2 N_F D_m, m = 0, 1, 2, S/m
    double relaxation = 0.0;                   ///< 2 e^2 N_F R, S/m^3
    double weight = 1.0;                       ///< Z
    double precession = 1.0;                   ///< Y
    double mean_free_path = 0.0;               ///< 3 D_c/v_F, m
    std::vector<std::string> warnings;
};

/// The coefficients at the Fermi energy, or averaged over the energy shells at a temperature:
/// conductivities with the weight -f', R, Z, Y as averages with the density of states.
/// @param temperature  K
/// @throws std::domain_error as run_coefficients and thermal_coefficients
DiffusionCoefficients diffusion_coefficients(const AlloyFile& file,
                                             std::optional<double> temperature);

} // namespace sidejump::coefficients
