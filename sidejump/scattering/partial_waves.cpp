// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/scattering/partial_waves.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <gsl/gsl_sf_legendre.h>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace sidejump::scattering {

using std::complex;

complex<double> s_element(const impurity::Channel& channel) {
    return std::polar(channel.inelastic, 2.0 * channel.phase_shift);
}

complex<double> t_element(const impurity::Channel& channel) {
    const double sine = std::sin(channel.phase_shift);
    const double cosine = std::cos(channel.phase_shift);
    // (s - 1)/(2 i) = |s| e^{i eta} sin eta + i (1 - |s|)/2 keeps small phase shifts exact.
    return {channel.inelastic * sine * cosine,
            channel.inelastic * sine * sine + 0.5 * (1.0 - channel.inelastic)};
}

std::vector<complex<double>> t_elements(const std::vector<impurity::Channel>& channels) {
    std::vector<complex<double>> elements(channels.size());
    std::transform(channels.begin(), channels.end(), elements.begin(), t_element);
    return elements;
}

double born_element(const impurity::Channel& channel) {
    const double reduced = std::remainder(channel.phase_shift, std::numbers::pi);
    return reduced == -0.5 * std::numbers::pi ? -reduced : reduced;
}

double friedel_sum(const std::vector<impurity::Channel>& channels) {
    double sum = 0.0;
    for (const auto& channel : channels) {
        if (channel.inelastic < 1.0 && channel.dipole_return != 0.0)
            return std::numeric_limits<double>::quiet_NaN();
        sum += (channel.twice_j + 1.0) * channel.phase_shift / std::numbers::pi;
    }
    return sum;
}

ScatteringAmplitudes amplitudes(const std::vector<impurity::Channel>& channels, double x) {
    if (!(std::abs(x) <= 1.0))
        throw std::domain_error("the cosine of a scattering angle lies in [-1, 1]");
    int l_max = 0;
    for (const auto& channel : channels)
        l_max = std::max(l_max, channel.l);
    std::vector<double> legendre(static_cast<std::size_t>(l_max) + 1);
    std::vector<double> derivative(legendre.size());
    gsl_sf_legendre_Pl_deriv_array(l_max, x, legendre.data(), derivative.data());

    ScatteringAmplitudes sum{};
    for (const auto& channel : channels) {
        const complex<double> t = t_element(channel);
        const auto l = static_cast<std::size_t>(channel.l);
        const bool upper = channel.twice_j == 2 * channel.l + 1;
        sum.A -= (upper ? channel.l + 1.0 : static_cast<double>(channel.l)) * t * legendre[l];
        sum.B -= (upper ? -1.0 : 1.0) * t * derivative[l];
    }
    return sum;
}

} // namespace sidejump::scattering
