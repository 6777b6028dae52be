// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::fit_models {

/// A strip with current across it at one place and the voltage across it read at another, both by
/// point contacts at the edges; SI units.
struct SpinHallStrip {
    double distance = 0.0;         ///< |x| between the two, m
    double width = 0.0;            ///< w, m
    double sheet_resistance = 0.0; ///< rho_sheet, ohm
    double spin_hall_angle = 0.0;
    double spin_diffusion_length = 0.0; ///< lambda, m
    double spin_lifetime = 0.0;         ///< s; does not matter without a field
    double g_factor = 2.0;
};

/// The non-local resistance by the direct and the inverse spin Hall effect, where lambda >> w, ohm:
/// (theta^2/2) rho_sheet (w/lambda) Re{q e^{-q|x|/lambda}}, q = sqrt(1 + i omega tau_s).
///
/// Source: D. A. Abanin, A. V. Shytov, L. S. Levitov, B. I. Halperin, Phys. Rev. B 79, 035304
/// (2009).
/// @param field  B in the plane of the strip, along the direction in which the voltage is read, T
double narrow_strip_resistance(const SpinHallStrip& strip, double field);

/// The same at finite width: theta^2 rho_sheet Re{(2 lambda/(q w)) tan^2(q w/2 lambda)
/// e^{-q|x|/lambda}}, the slowest spin mode of the strip. It needs |x| of some widths and
/// lambda > w/pi: the ohmic current itself decays as e^{-pi |x|/w}.
double wide_strip_resistance(const SpinHallStrip& strip, double field);

} // namespace sidejump::fit_models
