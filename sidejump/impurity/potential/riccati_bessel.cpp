// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/riccati_bessel.hpp"

#include "sidejump/math/gsl_status.hpp"

#include <array>
#include <cmath>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_bessel.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::potential {
namespace {

constexpr int most_l = 30;

} // namespace

RiccatiBessel riccati_bessel(int l, double z) {
    if (l < 0 || l > most_l || !(z > 0.0))
        throw std::domain_error("Riccati-Bessel functions need l from 0 to 30 and z > 0");
    math::use_gsl_status_codes();
    std::array<double, most_l + 1> j{};
    std::array<double, most_l + 1> y{};
    if (gsl_sf_bessel_jl_array(l, z, j.data()) != GSL_SUCCESS ||
        gsl_sf_bessel_yl_array(l, z, y.data()) != GSL_SUCCESS)
        throw std::domain_error("Riccati-Bessel functions leave the range of numbers");
    RiccatiBessel values;
    // M_{l-1} M_l sin(beta_{l-1} - beta_l) = 1, so that the difference stays between 0 and pi.
    values.phase = z;
    for (int order = 1; order <= l; ++order) {
        const auto i = static_cast<std::size_t>(order);
        double drop =
            std::remainder(values.phase - std::atan2(j[i], -y[i]), 2.0 * std::numbers::pi);
        if (drop < -0.5 * std::numbers::pi)
            drop += 2.0 * std::numbers::pi; // rounding of a difference close to pi
        values.phase -= drop;
    }
    const auto last = static_cast<std::size_t>(l);
    values.j = z * j[last];
    values.y = z * y[last];
    values.j_slope = (l == 0 ? std::cos(z) : z * j[last - 1]) - l * j[last];
    values.y_slope = (l == 0 ? std::sin(z) : z * y[last - 1]) - l * y[last];
    return values;
}

RegularRiccatiBessel regular_riccati_bessel(int l, double z) {
    if (l < 0 || l > most_l || !(z > 0.0))
        throw std::domain_error("Riccati-Bessel functions need l from 0 to 30 and z > 0");
    if (l == 0)
        return {std::sin(z), std::cos(z)};
    math::use_gsl_status_codes();
    const double last = gsl_sf_bessel_jl(l, z); // 0 where it is too small for a number
    const double before = gsl_sf_bessel_jl(l - 1, z);
    return {z * last, z * before - l * last};
}

} // namespace sidejump::impurity::potential
