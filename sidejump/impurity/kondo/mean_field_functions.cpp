// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/mean_field_functions.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
namespace {

using Complex = std::complex<double>;
using std::numbers::pi;

// Beyond this |x| the asymptotic series of psi and ln Gamma at 1/2 + x are exact to rounding, and
// do without the differences of large logarithms.
constexpr double asymptotic = 50.0;

Complex matsubara(Complex z, double temperature) {
    return z / Complex(0.0, 2.0 * pi * temperature);
}

Complex digamma(Complex argument) {
    math::use_gsl_status_codes();
    gsl_sf_result real;
    gsl_sf_result imaginary;
    const int status = gsl_sf_complex_psi_e(argument.real(), argument.imag(), &real, &imaginary);
    if (status != GSL_SUCCESS)
        throw std::runtime_error(fmt::format("digamma({:.6g} + {:.6g} i): {}", argument.real(),
                                             argument.imag(), gsl_strerror(status)));
    return {real.val, imaginary.val};
}

double log_modulus_of_gamma(Complex argument) {
    math::use_gsl_status_codes();
    gsl_sf_result modulus;
    gsl_sf_result phase;
    const int status = gsl_sf_lngamma_complex_e(argument.real(), argument.imag(), &modulus, &phase);
    if (status != GSL_SUCCESS)
        throw std::runtime_error(fmt::format("ln Gamma({:.6g} + {:.6g} i): {}", argument.real(),
                                             argument.imag(), gsl_strerror(status)));
    return modulus.val;
}

// psi(1/2 + x) - ln x.
Complex digamma_remainder(Complex x) {
    const Complex y = 1.0 / (x * x);
    return y * (1.0 / 24.0 - y * (7.0 / 960.0 - y * (31.0 / 8064.0 - y * 127.0 / 30720.0)));
}

// ln Gamma(1/2 + x) - x ln x + x - ln(2 pi)/2.
Complex gamma_remainder(Complex x) {
    const Complex y = 1.0 / (x * x);
    return -(1.0 / 24.0 - y * (7.0 / 2880.0 - y * (31.0 / 40320.0 - y * 127.0 / 215040.0))) / x;
}

Complex log_of_bottom(Complex z, const Band& band) {
    return band.edge == BandEdge::wide ? std::log(band.depth) : std::log(z + band.depth);
}

} // namespace

Complex level_integral(Complex z, double temperature, const Band& band) {
    if (temperature == 0.0)
        return log_of_bottom(z, band) - std::log(z);
    const Complex x = matsubara(z, temperature);
    if (std::abs(x) > asymptotic)
        return log_of_bottom(z, band) - std::log(z) - digamma_remainder(x);
    return log_of_bottom(z, band) - std::log(Complex(0.0, 2.0 * pi * temperature)) -
           digamma(0.5 + x);
}

double phase_integral(Complex z, double temperature, const Band& band) {
    // What the bottom gives: (z + D) ln(z + D) - (z + D), up to a real constant.
    const Complex bottom = band.edge == BandEdge::wide
                               ? z * std::log(band.depth)
                               : (z + band.depth) * std::log(z + band.depth) - z;
    if (temperature == 0.0)
        return (bottom - z * std::log(z) + z).imag();
    const Complex x = matsubara(z, temperature);
    const Complex unit(0.0, 2.0 * pi * temperature);
    if (std::abs(x) > asymptotic)
        return (bottom - z * std::log(z) + z - unit * gamma_remainder(x)).imag();
    // Im(-2 pi i T ln Gamma) needs the modulus of Gamma only, not the branch of its phase.
    return (bottom - z * std::log(unit)).imag() -
           2.0 * pi * temperature * log_modulus_of_gamma(0.5 + x) +
           pi * temperature * std::log(2.0 * pi);
}

double entropy_integral(Complex z, double temperature) {
    if (temperature == 0.0)
        return 0.0;
    const Complex x = matsubara(z, temperature);
    if (std::abs(x) > asymptotic)
        return 2.0 * pi * (x * digamma_remainder(x) - gamma_remainder(x)).real();
    return -z.imag() / temperature - 2.0 * pi * log_modulus_of_gamma(0.5 + x) +
           2.0 * pi * (x * digamma(0.5 + x)).real() + pi * std::log(2.0 * pi);
}

} // namespace sidejump::impurity::kondo
