// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit_models/kondo_resistivity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::fit_models {
namespace {

// The integrand is below rounding beyond.
constexpr double last = 60.0;
constexpr double panel = 3.0;

// Gauss-Legendre nodes and weights of 8 points on [-1, 1]: the positive half.
constexpr std::array<std::array<double, 2>, 4> nodes = {{{0.1834346424956498, 0.3626837833783620},
                                                         {0.5255324099163290, 0.3137066458778873},
                                                         {0.7966664774136267, 0.2223810344533745},
                                                         {0.9602898564975363, 0.1012285362903763}}};

double integrand(double x) {
    // x^5/((e^x - 1)(1 - e^{-x})) = x^5/(4 sinh^2(x/2))
    const double sine = 2.0 * std::sinh(0.5 * x);
    return std::pow(x, 5) / (sine * sine);
}

double debye_integral(double end) {
    end = std::min(end, last);
    const int panels = static_cast<int>(std::ceil(end / panel));
    const double half = 0.5 * end / panels;
    double sum = 0.0;
    for (int i = 0; i < panels; ++i)
        for (const auto& [node, weight] : nodes) {
            const double middle = (2 * i + 1) * half;
            sum +=
                weight * half * (integrand(middle - half * node) + integrand(middle + half * node));
        }
    return sum;
}

} // namespace

double bloch_grueneisen_resistivity(double amplitude, double debye, double temperature) {
    if (temperature == 0.0)
        return 0.0;
    return amplitude * std::pow(temperature / debye, 5) * debye_integral(debye / temperature);
}

double empirical_kondo_part(double temperature, double kondo_temperature, double exponent) {
    const double reduced = temperature / kondo_temperature;
    return std::pow(1.0 + reduced * reduced * (std::exp2(1.0 / exponent) - 1.0), -exponent);
}

double hamann_kondo_part(double temperature, double kondo_temperature, double spin) {
    if (temperature == 0.0)
        return 1.0;
    const double x = std::log(temperature / kondo_temperature);
    return 0.5 *
           (1.0 - x / std::sqrt(x * x + std::numbers::pi * std::numbers::pi * spin * (spin + 1.0)));
}

} // namespace sidejump::fit_models
