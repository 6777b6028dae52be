// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/spatial_decay.hpp"

#include "sidejump/math/dense_algebra.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace sidejump::response {
namespace {

constexpr int largest_order = 127;
// The discrete spectrum ends at the ballistic length. Approximants of the continuum stay below it
// but for rounding.
constexpr double continuum_margin = 1e-6;
// Over the square of the ballistic length: what rounding makes of an infinite length.
constexpr double longest_squared = 1e-3 / DecayOperator::rounding;
constexpr double least_oscillation = 1e-8;

std::vector<DecayMode> discrete_modes(const MomentCollisions& collisions, Polarisation polarisation,
                                      int order) {
    const double shortest = (1.0 + continuum_margin) * ballistic_length(collisions);
    std::vector<DecayMode> modes;
    const Eigen::VectorXcd squared_lengths =
        math::eigenvalues(DecayOperator(collisions, polarisation, order).squared_lengths());
    for (const std::complex<double> squared : squared_lengths) {
        if (std::abs(squared) > longest_squared * shortest * shortest) {
            modes.push_back({std::numeric_limits<double>::infinity(), 0.0});
            continue;
        }
        const std::complex<double> inverse = 1.0 / std::sqrt(squared);
        const bool oscillates = std::abs(inverse.imag()) > least_oscillation * std::abs(inverse);
        const double length = 1.0 / inverse.real();
        // Of a pair, the one with the positive wavenumber stands for both.
        if (length > shortest && !(oscillates && inverse.imag() < 0.0))
            modes.push_back({length, oscillates ? inverse.imag() : 0.0});
    }
    std::sort(modes.begin(), modes.end(), [](const DecayMode& a, const DecayMode& b) {
        return a.length != b.length ? a.length > b.length : a.wavenumber < b.wavenumber;
    });
    return modes;
}

} // namespace

double ballistic_length(const MomentCollisions& collisions) {
    return 1.0 / collisions.outflow_rate;
}

SpatialDecay spatial_decay(const MomentCollisions& collisions, Polarisation polarisation,
                           double tolerance) {
    SpatialDecay decay;
    decay.order = collisions.order + 4;
    decay.modes = discrete_modes(collisions, polarisation, decay.order);
    do {
        const auto previous = decay.modes;
        decay.order = 2 * decay.order + 1;
        decay.modes = discrete_modes(collisions, polarisation, decay.order);
        if (decay.modes.empty() || previous.empty())
            decay.error = decay.modes.size() == previous.size() ? 0.0 : 1.0;
        else if (decay.modes[0].length == previous[0].length)
            decay.error = 0.0;
        else
            decay.error = std::abs(1.0 - previous[0].length / decay.modes[0].length);
    } while ((!(decay.error <= tolerance) || decay.modes.empty()) &&
             2 * decay.order < largest_order);
    return decay;
}

} // namespace sidejump::response
