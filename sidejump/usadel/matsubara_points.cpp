// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/matsubara_points.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

constexpr int rule_order = 8;
constexpr long first_frequencies = 16;

/// Gauss's rule for the sum over 0, 1, ... count - 1. The monic polynomials obey
/// p_{k+1} = (n - (count - 1)/2) p_k - k^2 (count^2 - k^2)/(4 (4 k^2 - 1)) p_{k-1}.
std::vector<MatsubaraPoint> gauss_rule_for_sums(double count) {
    Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(rule_order, rule_order);
    for (int k = 0; k < rule_order; ++k) {
        jacobi(k, k) = (count - 1.0) / 2.0;
        if (k > 0)
            jacobi(k, k - 1) = jacobi(k - 1, k) =
                k * std::sqrt((count * count - k * k) / (4.0 * (4.0 * k * k - 1.0)));
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> modes(jacobi);
    std::vector<MatsubaraPoint> rule;
    for (int k = 0; k < rule_order; ++k) {
        const double component = modes.eigenvectors()(0, k);
        rule.push_back({modes.eigenvalues()(k), count * component * component});
    }
    return rule;
}

} // namespace

MatsubaraPoints matsubara_points(double temperature, double cut_off) {
    if (!(temperature > 0.0) || !std::isfinite(cut_off))
        throw std::invalid_argument("Matsubara frequencies need a positive temperature and a "
                                    "finite cut-off");
    const double spacing = 2.0 * std::numbers::pi * temperature;
    MatsubaraPoints result;
    for (long n = 0; n < first_frequencies; ++n)
        result.points.push_back({spacing * (static_cast<double>(n) + 0.5), 1.0});
    double done = first_frequencies;
    while (spacing * done < cut_off) {
        result.blocks.push_back(result.points.size());
        for (const MatsubaraPoint& point : gauss_rule_for_sums(done))
            result.points.push_back({spacing * (done + point.frequency + 0.5), point.weight});
        done *= 2.0;
    }
    result.cut_off = spacing * done;
    return result;
}

} // namespace sidejump::usadel
