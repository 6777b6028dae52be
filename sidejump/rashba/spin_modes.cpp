// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/spin_modes.hpp"

#include "sidejump/math/dense_algebra.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sidejump::rashba {
namespace {

using Complex = std::complex<double>;
using Eigen::Matrix4cd;

/// i q.v as it acts on the components of a direction, with the velocity half on either side of the
/// spin matrix: grad eps of a point, the mean momentum of coherences, and the turning of b, by
/// which coherences carry a current.
Matrix4cd streaming(const ContourDirection& direction, const std::array<double, 2>& q) {
    const double c = std::cos(direction.angle);
    const double s = std::sin(direction.angle);
    Matrix4cd block = Matrix4cd::Zero();
    for (Eigen::Index p = 0; p < 2; ++p) {
        const auto& velocity = direction.points[static_cast<std::size_t>(p)].velocity;
        block(p, p) = q[0] * velocity[0] + q[1] * velocity[1];
    }
    const double along = direction.mean_momentum * (q[0] * c + q[1] * s);
    block(spin_across, spin_across) = along;
    block(spin_normal, spin_normal) = along;
    // t^ . (q.grad b)/2, between the spin across b and the number.
    const double turning = 0.5 * direction.splitting * direction.axis_turn * (q[1] * c - q[0] * s) /
                           direction.mean_momentum;
    for (const auto point : {first_point, second_point}) {
        block(point, spin_across) = turning;
        block(spin_across, point) = 0.5 * turning;
    }
    return Complex(0.0, 1.0) * block;
}

SpinMode mode(const FermiContour& contour, Complex rate, const Eigen::VectorXcd& vector) {
    SpinMode result{rate, {}};
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const ContourDirection& direction = contour.directions[i];
        const auto at = vector.segment<components>(static_cast<Eigen::Index>(i) * components);
        const Complex along = 0.5 * (at(first_point) - at(second_point));
        const double c = std::cos(direction.axis);
        const double s = std::sin(direction.axis);
        result.content[0] += at(first_point) + at(second_point);
        result.content[1] += c * along - s * at(spin_across);
        result.content[2] += s * along + c * at(spin_across);
        result.content[3] += at(spin_normal);
    }
    for (auto& value : result.content)
        value *= contour.step();
    return result;
}

} // namespace

std::vector<SpinMode> spin_modes(const CollisionOperator& collisions,
                                 std::array<double, 2> wave_vector, std::size_t count) {
    const FermiContour& contour = collisions.contour();
    if (!contour.both_bands)
        throw NoFermiContour("spin modes are those of an energy in both bands");
    Eigen::MatrixXcd equation = -collisions.matrix().cast<Complex>();
    for (std::size_t i = 0; i < contour.directions.size(); ++i) {
        const auto first = static_cast<Eigen::Index>(i) * components;
        auto block = equation.block<components, components>(first, first);
        block += streaming(contour.directions[i], wave_vector);
        block(spin_across, spin_normal) += contour.directions[i].splitting;
        block(spin_normal, spin_across) -= contour.directions[i].splitting;
    }
    const auto system = math::eigen_system(equation);
    std::vector<Eigen::Index> order(static_cast<std::size_t>(system.values.size()));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t slow = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(slow), order.end(),
                      [&](Eigen::Index a, Eigen::Index b) {
                          return system.values(a).real() < system.values(b).real();
                      });
    std::vector<SpinMode> modes;
    for (std::size_t i = 0; i < slow; ++i)
        modes.push_back(mode(contour, system.values(order[i]), system.vectors.col(order[i])));
    return modes;
}

} // namespace sidejump::rashba
