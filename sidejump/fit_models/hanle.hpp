// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

namespace sidejump::fit_models {

/// A wire or a sheet in which spin diffuses from an injector to a detector; SI units.
///
/// A contact of contact length r takes up spin: the gradient of the spin potential jumps there by
/// the potential over r. r = W sigma_sheet R_s for a wire of width W, with R_s the resistance of
/// the contact to spin current, R_i/(1 - P^2) + R_F/(1 - p^2). Infinity is a tunnelling contact.
struct HanleWire {
    double distance = 0.0;           ///< L, from injector to detector, m
    double width = 0.0;              ///< W, m
    double sheet_conductivity = 0.0; ///< S
    double spin_lifetime = 0.0;      ///< tau_s, s
    double diffusion_constant = 0.0; ///< D, m^2/s
    double injector_polarisation = 0.0;
    double detector_polarisation = 0.0;
    double injector_contact_length = std::numeric_limits<double>::infinity(); ///< r_0, m
    double detector_contact_length = std::numeric_limits<double>::infinity(); ///< r_L, m
    double g_factor = 2.0;
};

/// The non-local resistance in a field across the injected spin, parallel alignment, ohm:
/// p_1 p_2 R_N Re{[2 (q + (lambda/2)(1/r_0 + 1/r_L)) e^{lq} + (lambda^2/(r_0 r_L))
/// sinh(lq)/q]^{-1}}, R_N = lambda/(W sigma_sheet), l = L/lambda, lambda = sqrt(D tau_s), q =
/// sqrt(1 + i omega tau_s), omega = g mu_B B/hbar.
///
/// Source: E. Sosenko, H. Wei, V. Aji, Phys. Rev. B 89, 245436 (2014).
/// @param field  B, T
double hanle_resistance(const HanleWire& wire, double field);

} // namespace sidejump::fit_models
