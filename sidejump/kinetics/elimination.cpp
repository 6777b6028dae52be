// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/elimination.hpp"

#include <Eigen/LU>
#include <numbers>
#include <stdexcept>

namespace sidejump::kinetics {
namespace {

using Vector = Eigen::Vector2d;
using Matrix = Eigen::Matrix2d;

// Source of the odd moments by a gradient of a slow density: drift v_F p^ and side jump -V.
struct Source {
    Vector drift = Vector::Zero();
    Vector side_jump = Vector::Zero();

    // The current of that density, as a row over the same odd moments. Reciprocity gives the
    // charge-spin elements of V the opposite sign: `signs` has -1 there.
    [[nodiscard]] Source transposed(const Vector& signs) const {
        return {drift, side_jump.cwiseProduct(signs)};
    }
};

Mechanisms contract(const Source& current, const Matrix& inverse, const Source& source,
                    SideJumpOrder order) {
    Mechanisms parts;
    parts.drift = current.drift.dot(inverse * source.drift);
    parts.side_jump = current.side_jump.dot(inverse * source.drift) +
                      current.drift.dot(inverse * source.side_jump);
    if (order == SideJumpOrder::products)
        parts.side_jump += current.side_jump.dot(inverse * source.side_jump);
    return parts;
}

Mechanisms scaled(const Mechanisms& parts, double factor) {
    return {factor * parts.drift, factor * parts.side_jump};
}

} // namespace

const DriftElements& drift_elements() {
    static const DriftElements elements = {
        CollisionForms::unit_vector(charge_current, charge_density),
        CollisionForms::unit_vector(spin_current_scalar, spin_density),
        CollisionForms::unit_vector(spin_current_antisymmetric, spin_density),
        CollisionForms::unit_vector(spin_current_tensor, spin_density),
        CollisionForms::unit_vector(spin_current_scalar, spin_quadrupole),
        CollisionForms::unit_vector(spin_current_antisymmetric, spin_quadrupole),
        CollisionForms::unit_vector(spin_current_tensor, spin_quadrupole),
        CollisionForms::unit_vector(spin_octupole_tensor, spin_quadrupole)};
    return elements;
}

SlowEquation eliminate_fast_moments(const DiffusionSector& c, int order, SideJumpOrder products) {
    if (order < 1)
        throw std::invalid_argument("the moment expansion needs at least l = 1");
    const DriftElements& drift = drift_elements();
    SlowEquation slow;

    // The spin density dressed with the quadrupole it drags along: s + r q.
    const bool dressed = order >= 2 && c.quadrupole > 0.0;
    const double r = dressed ? -c.spin_to_quadrupole / c.quadrupole : 0.0;
    slow.relaxation_rate = c.spin + r * c.spin_to_quadrupole;
    slow.weight = 1.0 + r * r;
    // <S.J>/J(J+1) = -1/2 in the quadrupole (lambda = 2, s = 1, J = 1).
    slow.precession = 1.0 - 0.5 * r * r;

    // Odd J = 1: charge current and antisymmetric spin current.
    Matrix vector_block;
    vector_block << c.charge_current, c.skew, -c.skew, c.current_antisymmetric;
    const Matrix vector_inverse = vector_block.inverse();
    const Source from_charge{{drift.charge_from_charge, 0.0},
                             {-c.jump_charge_from_charge, -c.jump_antisymmetric_from_charge}};
    const Source from_spin{
        {0.0, drift.antisymmetric_from_spin + r * drift.antisymmetric_from_quadrupole},
        {-c.jump_charge_from_spin - r * c.jump_charge_from_quadrupole,
         -c.jump_antisymmetric_from_spin - r * c.jump_antisymmetric_from_quadrupole}};
    const Source charge_row = from_charge.transposed({1.0, -1.0});
    const Source spin_row = from_spin.transposed({-1.0, 1.0});
    // The phases of the basis make the normalised product [d (x) s]_1 equal to -(curl s)/sqrt 2.
    const double curl_norm = 1.0 / std::numbers::sqrt2;
    slow.charge_diffusion = contract(charge_row, vector_inverse, from_charge, products);
    slow.spin_diffusion[1] = contract(spin_row, vector_inverse, from_spin, products);
    slow.spin_hall_diffusion =
        scaled(contract(spin_row, vector_inverse, from_charge, products), -curl_norm);

    // Odd J = 0: the trace of the spin current.
    const Source scalar{{drift.scalar_from_spin + r * drift.scalar_from_quadrupole, 0.0},
                        {-c.jump_scalar_from_spin - r * c.jump_scalar_from_quadrupole, 0.0}};
    Matrix scalar_inverse = Matrix::Zero();
    scalar_inverse(0, 0) = 1.0 / c.current_scalar;
    slow.spin_diffusion[0] = contract(scalar, scalar_inverse, scalar, products);

    // Odd J = 2: the symmetric traceless spin current and, from lambda = 3, its octupole partner.
    Source tensor{{drift.tensor_from_spin + r * drift.tensor_from_quadrupole,
                   r * drift.octupole_from_quadrupole},
                  {-c.jump_tensor_from_spin - r * c.jump_tensor_from_quadrupole,
                   -c.jump_octupole_from_spin - r * c.jump_octupole_from_quadrupole}};
    Matrix tensor_inverse = Matrix::Zero();
    if (order >= 3) {
        Matrix tensor_block;
        tensor_block << c.current_tensor, c.tensor_to_octupole, c.tensor_to_octupole, c.octupole;
        tensor_inverse = tensor_block.inverse();
    } else {
        tensor_inverse(0, 0) = 1.0 / c.current_tensor;
    }
    slow.spin_diffusion[2] = contract(tensor, tensor_inverse, tensor, products);
    return slow;
}

} // namespace sidejump::kinetics
