// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/conserved_spins.hpp"

#include "sidejump/rashba/collision_operator.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace sidejump::rashba {
namespace {

using Eigen::VectorXd;

Eigen::Index row_of(std::size_t direction) {
    return static_cast<Eigen::Index>(direction) * components;
}

VectorXd number(const FermiContour& contour) {
    VectorXd sum = VectorXd::Zero(row_of(contour.directions.size()));
    for (std::size_t i = 0; i < contour.directions.size(); ++i)
        sum.segment<2>(row_of(i)).setOnes();
    return sum;
}

/// The spin along an axis of the plane, as a sum over components.
VectorXd spin_along(const FermiContour& contour, double axis) {
    VectorXd sum = VectorXd::Zero(row_of(contour.directions.size()));
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        const double angle = axis - direction.axis;
        for (std::size_t c = 0; c < 2; ++c)
            sum(row_of(i) + static_cast<Eigen::Index>(c)) =
                0.5 * direction.points[c].helicity * std::cos(angle);
        sum(row_of(i) + spin_across) = std::sin(angle);
    }
    return sum;
}

VectorXd spin_normal_to_plane(const FermiContour& contour) {
    VectorXd sum = VectorXd::Zero(row_of(contour.directions.size()));
    for (std::size_t i = 0; i < contour.directions.size(); ++i)
        sum(row_of(i) + spin_normal) = 1.0;
    return sum;
}

} // namespace

void fix_conserved(const FermiContour& contour, Eigen::MatrixXd& equation) {
    constexpr double pi = std::numbers::pi;
    const double scale = equation.cwiseAbs().maxCoeff();
    // The axes of spins that a linear spin-orbit field may conserve: all without one, (x +- y) for
    // Rashba and Dresselhaus terms of one size.
    const std::array<VectorXd, 6> sums{number(contour),
                                       spin_along(contour, 0.0),
                                       spin_along(contour, 0.5 * pi),
                                       spin_along(contour, 0.25 * pi),
                                       spin_along(contour, -0.25 * pi),
                                       spin_normal_to_plane(contour)};
    for (const VectorXd& sum : sums) {
        const double rest = (sum.transpose() * equation).cwiseAbs().maxCoeff();
        if (rest < 1e-10 * scale)
            equation += scale / sum.squaredNorm() * sum * sum.transpose();
    }
}

} // namespace sidejump::rashba
