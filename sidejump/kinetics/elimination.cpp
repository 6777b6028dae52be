// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/elimination.hpp"

#include <Eigen/LU>
#include <numbers>
#include <stdexcept>

namespace sidejump::kinetics {
namespace {

template <class Scalar>
using Vector = Eigen::Matrix<Scalar, 2, 1>;
template <class Scalar>
using Matrix = Eigen::Matrix<Scalar, 2, 2>;

// Source of the odd moments by a gradient of a slow density: drift v_F p^ and side jump -V.
template <class Scalar>
struct Source {
    Vector<Scalar> drift = Vector<Scalar>::Zero();
    Vector<Scalar> side_jump = Vector<Scalar>::Zero();

    // The current of that density, as a row over the same odd moments. Reciprocity gives the
    // charge-spin elements of V the opposite sign: `signs` has -1 there.
    [[nodiscard]] Source transposed(const Vector<double>& signs) const {
        return {drift, side_jump.cwiseProduct(signs)};
    }
};

// Without the complex conjugation of Eigen's dot: reciprocity is a transposition.
template <class Scalar>
Scalar product(const Vector<Scalar>& row, const Matrix<Scalar>& matrix,
               const Vector<Scalar>& column) {
    return (row.transpose() * matrix * column).value();
}

template <class Scalar>
BasicMechanisms<Scalar> contract(const Source<Scalar>& current, const Matrix<Scalar>& inverse,
                                 const Source<Scalar>& source, SideJumpOrder order) {
    BasicMechanisms<Scalar> parts;
    parts.drift = product(current.drift, inverse, source.drift);
    parts.side_jump = product(current.side_jump, inverse, source.drift) +
                      product(current.drift, inverse, source.side_jump);
    if (order == SideJumpOrder::products)
        parts.side_jump += product(current.side_jump, inverse, source.side_jump);
    return parts;
}

template <class Scalar>
BasicMechanisms<Scalar> scaled(const BasicMechanisms<Scalar>& parts, double factor) {
    return {factor * parts.drift, factor * parts.side_jump};
}

// The elimination with the rate z added to that of every moment.
template <class Scalar>
BasicSlowEquation<Scalar> eliminate(const DiffusionSector& c, int order, SideJumpOrder products,
                                    Scalar z) {
    if (order < 1)
        throw std::invalid_argument("the moment expansion needs at least l = 1");
    const DriftElements& drift = drift_elements();
    BasicSlowEquation<Scalar> slow;

    // The spin density dressed with the quadrupole it drags along: s + r q.
    const bool dressed = order >= 2 && c.quadrupole > 0.0;
    const Scalar r = dressed ? -c.spin_to_quadrupole / (c.quadrupole + z) : Scalar(0.0);
    slow.relaxation_rate = c.spin + r * c.spin_to_quadrupole;
    slow.weight = 1.0 + r * r;
    // <S.J>/J(J+1) = -1/2 in the quadrupole (lambda = 2, s = 1, J = 1).
    slow.precession = 1.0 - 0.5 * r * r;

    // Odd J = 1: charge current and antisymmetric spin current.
    Matrix<Scalar> vector_block;
    vector_block << c.charge_current + z, c.skew, -c.skew, c.current_antisymmetric + z;
    const Matrix<Scalar> vector_inverse = vector_block.inverse();
    const Source<Scalar> from_charge{
        {drift.charge_from_charge, 0.0},
        {-c.jump_charge_from_charge, -c.jump_antisymmetric_from_charge}};
    const Source<Scalar> from_spin{
        {0.0, drift.antisymmetric_from_spin + r * drift.antisymmetric_from_quadrupole},
        {-c.jump_charge_from_spin - r * c.jump_charge_from_quadrupole,
         -c.jump_antisymmetric_from_spin - r * c.jump_antisymmetric_from_quadrupole}};
    const Source<Scalar> charge_row = from_charge.transposed({1.0, -1.0});
    const Source<Scalar> spin_row = from_spin.transposed({-1.0, 1.0});
    // The phases of the basis make the normalised product [d (x) s]_1 equal to -(curl s)/sqrt 2.
    const double curl_norm = 1.0 / std::numbers::sqrt2;
    slow.charge_diffusion = contract(charge_row, vector_inverse, from_charge, products);
    slow.spin_diffusion[1] = contract(spin_row, vector_inverse, from_spin, products);
    slow.spin_hall_diffusion =
        scaled(contract(spin_row, vector_inverse, from_charge, products), -curl_norm);

    // Odd J = 0: the trace of the spin current.
    const Source<Scalar> scalar{
        {drift.scalar_from_spin + r * drift.scalar_from_quadrupole, 0.0},
        {-c.jump_scalar_from_spin - r * c.jump_scalar_from_quadrupole, 0.0}};
    Matrix<Scalar> scalar_inverse = Matrix<Scalar>::Zero();
    scalar_inverse(0, 0) = 1.0 / (c.current_scalar + z);
    slow.spin_diffusion[0] = contract(scalar, scalar_inverse, scalar, products);

    // Odd J = 2: the symmetric traceless spin current and, from lambda = 3, its octupole partner.
    const Source<Scalar> tensor{{drift.tensor_from_spin + r * drift.tensor_from_quadrupole,
                                 r * drift.octupole_from_quadrupole},
                                {-c.jump_tensor_from_spin - r * c.jump_tensor_from_quadrupole,
                                 -c.jump_octupole_from_spin - r * c.jump_octupole_from_quadrupole}};
    Matrix<Scalar> tensor_inverse = Matrix<Scalar>::Zero();
    if (order >= 3) {
        Matrix<Scalar> tensor_block;
        tensor_block << c.current_tensor + z, c.tensor_to_octupole, c.tensor_to_octupole,
            c.octupole + z;
        tensor_inverse = tensor_block.inverse();
    } else {
        tensor_inverse(0, 0) = 1.0 / (c.current_tensor + z);
    }
    slow.spin_diffusion[2] = contract(tensor, tensor_inverse, tensor, products);
    return slow;
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

SlowEquation eliminate_fast_moments(const DiffusionSector& sector, int order,
                                    SideJumpOrder products) {
    return eliminate<double>(sector, order, products, 0.0);
}

DynamicSlowEquation eliminate_fast_moments(const DiffusionSector& sector, int order,
                                           SideJumpOrder products, double omega) {
    return eliminate<std::complex<double>>(sector, order, products, {0.0, -omega});
}

} // namespace sidejump::kinetics
