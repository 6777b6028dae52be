// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::fit_models {

/// A lateral spin valve: a normal wire under two equal ferromagnetic wires; SI units.
struct LateralSpinValve {
    double distance = 0.0;               ///< L between the ferromagnets, m
    double spin_diffusion_length = 0.0;  ///< lambda of the wire, m
    double resistivity = 0.0;            ///< rho of the wire, ohm m
    double cross_section = 0.0;          ///< A of the wire, m^2
    double interface_resistance = 0.0;   ///< R_i of each contact, ohm
    double interface_polarisation = 0.0; ///< P
    double magnet_spin_resistance = 0.0; ///< R_F = rho_F lambda_F/A_J, ohm
    double magnet_polarisation = 0.0;    ///< p
};

/// The non-local resistance for parallel magnetisations, ohm:
/// 2 R_N e^{-l} [(P r + p f)/R_N]^2 / {[1 + 2 (r + f)/R_N]^2 - e^{-2l}}, R_N = rho lambda/A,
/// l = L/lambda, r = R_i/(1 - P^2), f = R_F/(1 - p^2). Tunnelling contacts give
/// P^2 R_N e^{-l}/2, transparent ones p^2 f^2/(R_N sinh l).
///
/// Source: S. Takahashi, S. Maekawa, Phys. Rev. B 67, 052409 (2003).
double spin_valve_resistance(const LateralSpinValve& valve);

} // namespace sidejump::fit_models
