// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/matsubara_points.hpp"

#include "sidejump/math/dense_algebra.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

/// Gauss's rule for the sum over 0, 1, ... count - 1. The monic polynomials obey
/// p_{k+1} = (n - (count - 1)/2) p_k - k^2 (count^2 - k^2)/(4 (4 k^2 - 1)) p_{k-1}.
std::vector<MatsubaraPoint> gauss_rule_for_sums(double count, int rule_order) {
    Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(rule_order, rule_order);
    for (int k = 0; k < rule_order; ++k) {
        jacobi(k, k) = (count - 1.0) / 2.0;
        if (k > 0)
            jacobi(k, k - 1) = jacobi(k - 1, k) =
                k * std::sqrt((count * count - k * k) / (4.0 * (4.0 * k * k - 1.0)));
    }
    const math::SymmetricEigenSystem modes = math::symmetric_eigen_system(jacobi);
    std::vector<MatsubaraPoint> rule;
    for (int k = 0; k < rule_order; ++k) {
        const double component = modes.vectors(0, k);
        rule.push_back({modes.values(k), count * component * component});
    }
    return rule;
}

} // namespace

MatsubaraRule matsubara_rule(double relative_error) {
    constexpr double coarse = 1e-6;
    return relative_error >= coarse ? MatsubaraRule{.first = 8, .order = 5, .powers = 4}
                                    : MatsubaraRule{};
}

MatsubaraPoints matsubara_points(double temperature, double cut_off, const MatsubaraRule& rule) {
    if (!(temperature > 0.0) || !std::isfinite(cut_off))
        throw std::invalid_argument("Matsubara frequencies need a positive temperature and a "
                                    "finite cut-off");
    const double spacing = 2.0 * std::numbers::pi * temperature;
    MatsubaraPoints result;
    result.rule = rule;
    for (long n = 0; n < rule.first; ++n)
        result.points.push_back({spacing * (static_cast<double>(n) + 0.5), 1.0});
    auto done = static_cast<double>(rule.first);
    while (spacing * done < cut_off) {
        result.blocks.push_back(result.points.size());
        for (const MatsubaraPoint& point : gauss_rule_for_sums(done, rule.order))
            result.points.push_back({spacing * (done + point.frequency + 0.5), point.weight});
        done *= 2.0;
    }
    result.cut_off = spacing * done;
    return result;
}

} // namespace sidejump::usadel
