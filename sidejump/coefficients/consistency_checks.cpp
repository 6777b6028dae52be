// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/consistency_checks.hpp"

#include "sidejump/kinetics/collision_operator.hpp"
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/scattering/optical_theorem.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::coefficients {
namespace {

using kinetics::CollisionOperator;
using kinetics::Moment;
using kinetics::MomentumGradient;

// Rounding of sums over the channels; the residuals found are below 1e-14.
constexpr double rounding_tolerance = 1e-12;

// All moments of the diffusion sector, slow and fast.
const std::vector<Moment>& sector_moments() {
    static const std::vector<Moment> moments = {
        kinetics::charge_density,      kinetics::spin_density,
        kinetics::spin_quadrupole,     kinetics::charge_current,
        kinetics::spin_current_scalar, kinetics::spin_current_antisymmetric,
        kinetics::spin_current_tensor, kinetics::spin_octupole_tensor};
    return moments;
}

double relaxation_reciprocity_residual(const CollisionOperator& collisions, double scale) {
    double worst = 0.0;
    for (const Moment& a : sector_moments())
        for (const Moment& b : sector_moments()) {
            const double sign = a.s == b.s ? 1.0 : -1.0;
            worst = std::max(
                worst, std::abs(collisions.relaxation(a, b) - sign * collisions.relaxation(b, a)));
        }
    return worst / scale;
}

double smallest_eigenvalue(const CollisionOperator& collisions, int lambda_max) {
    double smallest = 0.0;
    for (int J = 0; J <= lambda_max + 1; ++J)
        for (const int parity : {0, 1}) {
            const std::vector<Moment> moments = kinetics::block_moments(J, parity, lambda_max);
            const auto size = static_cast<Eigen::Index>(moments.size());
            if (size == 0)
                continue;
            Eigen::MatrixXd block(size, size);
            for (Eigen::Index i = 0; i < size; ++i)
                for (Eigen::Index k = 0; k < size; ++k)
                    block(i, k) = collisions.relaxation(moments[static_cast<std::size_t>(i)],
                                                        moments[static_cast<std::size_t>(k)]);
            const Eigen::MatrixXd symmetric = 0.5 * (block + block.transpose());
            smallest = std::min(smallest, math::symmetric_eigenvalues(symmetric).minCoeff());
        }
    return smallest;
}

} // namespace

double velocity_reciprocity_residual(const Alloy& alloy, bool both_gradients) {
    const CollisionOperator collisions(
        alloy.impurities, both_gradients ? MomentumGradient::both : MomentumGradient::incoming);
    double worst = 0.0;
    double largest = 0.0;
    for (const Moment& odd : sector_moments())
        for (const Moment& even : sector_moments()) {
            if (odd.lambda % 2 == 0 || even.lambda % 2 != 0)
                continue;
            const double column = collisions.side_jump(odd, even);
            const double row =
                kinetics::transposition_factor(odd, even) * collisions.side_jump(even, odd);
            const double sign = odd.s == even.s ? 1.0 : -1.0;
            largest = std::max({largest, std::abs(row), std::abs(column)});
            worst = std::max(worst, std::abs(row - sign * column));
        }
    // V may vanish by symmetry: then its size is that of its rounding, and the scattering rate
    // (times 1/k_F) is the scale.
    return worst / std::max({largest, collisions.outflow_rate(), 1e-300});
}

std::vector<ConsistencyCheck> consistency_checks(const Alloy& alloy) {
    int l_max = 0;
    double optical = 0.0;
    for (const auto& species : alloy.impurities) {
        optical = std::max(optical, scattering::optical_theorem_residual(species.channels));
        for (const auto& channel : species.channels)
            l_max = std::max(l_max, channel.l);
    }
    const CollisionOperator collisions(alloy.impurities, MomentumGradient::both);
    const double scale = std::max(collisions.outflow_rate(), 1e-300);
    return {
        {"charge_conservation", "decay rate of the charge density, over the scattering rate",
         std::abs(collisions.relaxation(kinetics::charge_density, kinetics::charge_density)) /
             scale,
         rounding_tolerance},
        {"optical_theorem",
         "-Im A(forward) against the integrated amplitudes, worst species, relative", optical,
         rounding_tolerance},
        {"onsager",
         "Onsager-Casimir reciprocity of the relaxation and velocity superoperators, relative",
         std::max(relaxation_reciprocity_residual(collisions, scale),
                  velocity_reciprocity_residual(alloy, true)),
         rounding_tolerance},
        {"positivity",
         "most negative eigenvalue of the relaxation superoperator over the scattering rate",
         std::abs(smallest_eigenvalue(collisions, 2 * l_max + 1)) / scale, rounding_tolerance},
    };
}

} // namespace sidejump::coefficients
