// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/hanle.hpp"

#include "sidejump/units/constants.hpp"

#include <cmath>
#include <complex>

namespace sidejump::fit_models {

double hanle_resistance(const HanleWire& wire, double field) {
    const double lambda = std::sqrt(wire.diffusion_constant * wire.spin_lifetime);
    const double precession = wire.g_factor * units::bohr_magneton * field / units::planck_reduced;
    const std::complex<double> q =
        std::sqrt(std::complex<double>(1.0, precession * wire.spin_lifetime));
    const std::complex<double> decay = wire.distance / lambda * q;
    const double taken_0 = lambda / wire.injector_contact_length;
    const double taken_L = lambda / wire.detector_contact_length;
    // The exponential is taken out of the bracket, which stays finite at any distance.
    const std::complex<double> bracket =
        2.0 * q + taken_0 + taken_L + 0.5 * taken_0 * taken_L * (1.0 - std::exp(-2.0 * decay)) / q;
    const double resistance = lambda / (wire.width * wire.sheet_conductivity);
    return wire.injector_polarisation * wire.detector_polarisation * resistance *
           (std::exp(-decay) / bracket).real();
}

} // namespace sidejump::fit_models
