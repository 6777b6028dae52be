// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_solution.hpp"

namespace sidejump::impurity::potential {

/// The absolute phase shift of a partial wave: u ~ sin(k x - l pi/2 + eta) at large x, eta
/// continuous in the energy, and 0 at infinite energy if the potential is finite. The number of
/// nodes up to a radius beyond the potential is floor((beta + eta)/pi) with the phase beta of the
/// free solution there, which fixes eta beyond its value modulo pi.
/// @param energy     e > 0
/// @param tolerance  relative error of a step of the integration; that of eta is about tenfold
/// @throws std::domain_error unless e > 0, std::runtime_error as integrate_outward
double phase_shift(const RadialPotential& potential, PartialWave wave, double energy,
                   double tolerance);

/// The same and d eta/de, from the norm of the wave function.
struct PhaseShiftAndSlope {
    double phase_shift = 0.0;
    double slope = 0.0;
};
PhaseShiftAndSlope phase_shift_and_slope(const RadialPotential& potential, PartialWave wave,
                                         double energy, double tolerance);

/// The half width 1/(d eta/de) of a resonance at its energy, where u ~ yhat outside. It takes d
/// eta/de for the amplitude of yhat alone: that of jhat is zero at the resonance, but rounding of
/// the energy makes it the larger one where the resonance is narrow.
/// @throws as phase_shift
double half_width(const RadialPotential& potential, PartialWave wave, double resonance_energy,
                  double tolerance);

/// The T matrix of a partial wave close to the energy shell, k = sqrt(e).
struct OffShellElement {
    double phase_shift = 0.0;
    /// sin eta = -(1/k) int jhat(k x) U(x) u(x) dx with u ~ sin(k x - l pi/2 + eta): the phase
    /// shift by a second route.
    double sine = 0.0;
    /// dt(p, k; e)/d ln p at p = k for the half-off-shell element t(p, k; e) ~ int x j_l(p x) U(x)
    /// u(x), on the scale on which t is `sine`: finite where t = 0.
    double derivative = 0.0;
    /// alpha = d ln t/d ln p there, derivative/sine: it diverges where t = 0, and is not a number
    /// without a potential.
    double exponent = 0.0;
};
OffShellElement off_shell_element(const RadialPotential& potential, PartialWave wave, double energy,
                                  double tolerance);

} // namespace sidejump::impurity::potential
