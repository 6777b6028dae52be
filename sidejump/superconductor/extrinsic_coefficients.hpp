// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/diffusion_coefficients.hpp"

#include <complex>

namespace sidejump::superconductor {

/// One impurity as paper U describes it: an s wave of scattering length a, with a spin-orbit
/// amplitude in first order. hbar = k_F = m = 1, so that N_F = 1/(2 pi^2).
struct WeakSpinOrbitImpurity {
    double concentration = 0.0;     ///< n_i/n_c
    double scattering_length = 0.0; ///< p_F a = -tan(phase shift)
    double spin_orbit = 0.0;        ///< lambda^2 p_F^2, of B = lambda^2 p_F^2 t_0
};

/// The kinetic coefficients of the generalised Usadel equation, with the signs of U.
struct ExtrinsicCoefficients {
    double scattering_rate = 0.0;    ///< 1/tau
    double spin_orbit_rate_1 = 0.0;  ///< omega_1 = 2 pi n_i N_F Re(t_F^* B)
    double spin_orbit_rate_2 = 0.0;  ///< omega_2 = 2 pi n_i N_F Im(t_F^* B)
    double spin_hall_angle = 0.0;    ///< theta
    double swapping = 0.0;           ///< kappa
    double spin_relaxation_rate = 0; ///< 1/tau_so
};

/// U-34, U-37, U-44, U-45, U-75, U-76 (kappa' less omega_2 tau/(p_F l)) and
/// 1/tau_so = (16 pi/9) n_i N_F |B|^2, which is U-56 times 1 + (p_F a)^2: U-56 has the scattering
/// time of the Born approximation.
/// @throws std::invalid_argument unless the concentration is positive and p_F a is not zero
ExtrinsicCoefficients extrinsic_coefficients(const WeakSpinOrbitImpurity& impurity);

/// What the generalised Usadel equation takes from an alloy, SI units.
struct AlloyCoefficients {
    double diffusion = 0.0;         ///< D, m^2/s
    double conductivity = 0.0;      ///< S/m
    double density_of_states = 0.0; ///< N_F, 1/(J m^3) per spin
    double spin_hall_angle = 0.0;   ///< theta of U, minus that of the coefficients
    double swapping = 0.0;          ///< kappa of U, -(D_2 - D_0)/(3 D)
    double spin_orbit_rate = 0.0;   ///< 1/tau_so, 1/s
    double mean_free_path = 0.0;    ///< m
    /// How far the alloy is from weak spin-orbit coupling, for which the equation is derived: the
    /// largest of |D_T/D - 1|, |Z - 1| and the difference of its two swapping constants over D.
    double departure = 0.0;
};

/// The equation in the normal state is the diffusion equation of the coefficients (U-79 to U-81):
/// their constants, to all orders in the scattering, take the place of U's closed forms
/// (docs/decisions/0024).
AlloyCoefficients alloy_coefficients(const coefficients::DiffusionCoefficients& alloy);

} // namespace sidejump::superconductor
