// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/spin_hall_strip.hpp"

#include "sidejump/units/constants.hpp"

#include <cmath>
#include <complex>

namespace sidejump::fit_models {
namespace {

using Complex = std::complex<double>;

// 1 over the complex decay length.
Complex decay_constant(const SpinHallStrip& strip, double field) {
    const double precession = strip.g_factor * units::bohr_magneton * field / units::planck_reduced;
    return std::sqrt(Complex(1.0, precession * strip.spin_lifetime)) / strip.spin_diffusion_length;
}

double squared(double value) {
    return value * value;
}

} // namespace

double narrow_strip_resistance(const SpinHallStrip& strip, double field) {
    const Complex decay = decay_constant(strip, field);
    return 0.5 * squared(strip.spin_hall_angle) * strip.sheet_resistance * strip.width *
           (decay * std::exp(-decay * strip.distance)).real();
}

double wide_strip_resistance(const SpinHallStrip& strip, double field) {
    const Complex decay = decay_constant(strip, field);
    const Complex tangent = std::tan(0.5 * strip.width * decay);
    return squared(strip.spin_hall_angle) * strip.sheet_resistance *
           (2.0 / (decay * strip.width) * tangent * tangent * std::exp(-decay * strip.distance))
               .real();
}

} // namespace sidejump::fit_models
