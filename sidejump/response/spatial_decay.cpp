// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/spatial_decay.hpp"

#include <Eigen/Eigenvalues>
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

std::vector<std::complex<double>> discrete_lengths(const MomentCollisions& collisions,
                                                   Polarisation polarisation, int order) {
    const double shortest = (1.0 + continuum_margin) * ballistic_length(collisions);
    std::vector<std::complex<double>> lengths;
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(
        DecayOperator(collisions, polarisation, order).squared_lengths(), false);
    for (const std::complex<double> squared : solver.eigenvalues()) {
        std::complex<double> length = std::sqrt(squared);
        if (!(length.real() > shortest))
            continue;
        if (std::norm(length) > 1e-3 / DecayOperator::rounding * shortest * shortest)
            length = std::numeric_limits<double>::infinity();
        else if (std::abs(length.imag()) < 1e-9 * length.real())
            length = length.real();
        lengths.push_back(length);
    }
    std::sort(lengths.begin(), lengths.end(), [](const auto& a, const auto& b) {
        return a.real() != b.real() ? a.real() > b.real() : a.imag() > b.imag();
    });
    return lengths;
}

} // namespace

double ballistic_length(const MomentCollisions& collisions) {
    return 1.0 / collisions.outflow_rate;
}

SpatialDecay spatial_decay(const MomentCollisions& collisions, Polarisation polarisation,
                           double tolerance) {
    SpatialDecay decay;
    decay.order = collisions.order + 4;
    decay.lengths = discrete_lengths(collisions, polarisation, decay.order);
    do {
        const auto previous = decay.lengths;
        decay.order = 2 * decay.order + 1;
        decay.lengths = discrete_lengths(collisions, polarisation, decay.order);
        const bool found = !decay.lengths.empty() && !previous.empty();
        decay.error = !found ? 1.0
                      : decay.lengths[0] == previous[0]
                          ? 0.0
                          : std::abs(1.0 - previous[0] / decay.lengths[0]);
    } while (decay.error > tolerance && 2 * decay.order < largest_order);
    return decay;
}

} // namespace sidejump::response
