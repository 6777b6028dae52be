// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/plane_wave_response.hpp"

#include "sidejump/math/dense_algebra.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::response {
namespace {

using Complex = std::complex<double>;
constexpr Complex i_unit{0.0, 1.0};

// Axes with the third one along the direction: the rows of a rotation.
Eigen::Matrix3d axes_along(const Eigen::Vector3d& direction) {
    return Eigen::Quaterniond::FromTwoVectors(direction, Eigen::Vector3d::UnitZ())
        .toRotationMatrix();
}

// omega . S of spin one in the states m = -1, 0, 1.
Eigen::Matrix3cd spin_one(const Eigen::Vector3d& omega) {
    const Complex raising = Complex(omega.x(), -omega.y()) / std::numbers::sqrt2;
    Eigen::Matrix3cd matrix = Eigen::Matrix3cd::Zero();
    matrix(0, 0) = -omega.z();
    matrix(2, 2) = omega.z();
    matrix(1, 0) = matrix(2, 1) = raising;
    matrix(0, 1) = matrix(1, 2) = std::conj(raising);
    return matrix;
}

// The vector components (x, y, z) of spin one from those of m = -1, 0, 1.
Eigen::Matrix3cd cartesian_from_spherical() {
    const double half = 1.0 / std::numbers::sqrt2;
    Eigen::Matrix3cd matrix = Eigen::Matrix3cd::Zero();
    matrix(0, 0) = half;
    matrix(0, 2) = -half;
    matrix(1, 0) = -i_unit * half;
    matrix(1, 2) = -i_unit * half;
    matrix(2, 1) = 1.0;
    return matrix;
}

} // namespace

PlaneWaveResponse::PlaneWaveResponse(const MomentCollisions& collisions,
                                     const Eigen::Vector3d& wave_vector_direction,
                                     const Eigen::Vector3d& larmor)
    : collision_order_(collisions.order), outflow_rate_(collisions.outflow_rate),
      larmor_frequency_(larmor.norm()) {
    const Eigen::Matrix3d rotation = axes_along(wave_vector_direction);
    Eigen::Vector3d field = rotation * larmor;
    const bool along = field.head<2>().norm() <= 1e-14 * larmor_frequency_;
    if (along)
        field.head<2>().setZero();
    spin_z_ = spin_one(field);
    // Eigenvectors in the order of the projections -1, 0, 1.
    if (along) {
        spin_axes_.setIdentity();
        larmor_frequency_ = field.z();
    } else {
        spin_axes_ = math::hermitian_eigen_system(spin_z_).vectors;
    }
    // The real elements belong to components with the phase i^-(lambda + s): -i for the spins.
    to_axes_.setIdentity();
    to_axes_.bottomRightCorner<3, 3>() =
        rotation.transpose().cast<Complex>() * cartesian_from_spherical() * i_unit;
    if (along) {
        for (const int M : {0, 1, -1})
            if (M >= 0 || larmor_frequency_ != 0.0)
                add_block(collisions, M, M);
    } else {
        add_block(collisions, -collisions.order - 1, collisions.order + 1);
    }
}

void PlaneWaveResponse::add_block(const MomentCollisions& collisions, int lowest_M, int highest_M) {
    std::vector<ProjectionBlock> parts;
    Eigen::Index size = 0;
    for (int M = lowest_M; M <= highest_M; ++M) {
        parts.push_back(projection_block(collisions, M));
        size += parts.back().relaxation.rows();
    }
    Block block{{},
                Eigen::MatrixXd::Zero(size, size),
                Eigen::MatrixXd::Zero(size, size),
                Eigen::MatrixXcd::Zero(size, size)};
    Eigen::Index first = 0;
    for (const auto& part : parts) {
        const Eigen::Index n = part.relaxation.rows();
        block.relaxation.block(first, first, n, n) = part.relaxation;
        block.velocity.block(first, first, n, n) = part.velocity;
        block.components.insert(block.components.end(), part.components.begin(),
                                part.components.end());
        first += n;
    }
    for (Eigen::Index row = 0; row < size; ++row)
        for (Eigen::Index column = 0; column < size; ++column) {
            const Component& to = block.components[static_cast<std::size_t>(row)];
            const Component& from = block.components[static_cast<std::size_t>(column)];
            if (to.s == 1 && from.s == 1 && to.lambda == from.lambda && to.mu == from.mu)
                block.precession(row, column) = i_unit * spin_z_(to.m + 1, from.m + 1);
        }
    blocks_.push_back(std::move(block));
}

PlaneWaveResponse::Tail PlaneWaveResponse::tail(double q, Complex z, int order) const {
    Tail fraction(collision_order_ + 1, 3);
    for (int m = -1; m <= 1; ++m) {
        if (larmor_frequency_ == 0.0 && m > -1) {
            fraction.col(m + 1) = fraction.col(0);
            continue;
        }
        const Complex rate = z + outflow_rate_ + i_unit * (m * larmor_frequency_);
        for (int mu = 0; mu <= collision_order_; ++mu) {
            // The squared elements are q^2/4 (1 + (1 - 4 mu^2)/(4 lambda^2 - 1)): the closure is
            // exact up to order 1/lambda^2.
            const double bent = 1.0 - 4.0 * mu * mu;
            const Complex root = std::sqrt(rate * rate + q * q);
            const double top = 2.0 * order + 2.0;
            Complex value = 0.5 * (root - rate) + q * q * bent / (4.0 * root * top * top);
            for (int lambda = order; lambda > collision_order_; --lambda) {
                const double twice = 2.0 * lambda;
                const double squared = 0.25 * q * q * (1.0 + bent / (twice * twice - 1.0));
                const Complex below = rate + value;
                // std::complex divides with care for overflow that is not needed here and slow.
                value = (squared / std::norm(below)) * std::conj(below);
            }
            fraction(mu, m + 1) = value;
        }
    }
    return fraction;
}

void PlaneWaveResponse::add_tail(const Block& block, const Tail& fraction,
                                 Eigen::MatrixXcd& matrix) const {
    std::vector<Eigen::Matrix3cd> spin_fraction;
    for (int mu = 0; mu <= collision_order_; ++mu)
        spin_fraction.emplace_back(spin_axes_ * fraction.row(mu).asDiagonal() *
                                   spin_axes_.adjoint());
    for (std::size_t row = 0; row < block.components.size(); ++row) {
        const Component& to = block.components[row];
        if (to.lambda != collision_order_)
            continue;
        const auto r = static_cast<Eigen::Index>(row);
        if (to.s == 0) {
            matrix(r, r) += fraction(std::abs(to.mu), 1);
            continue;
        }
        for (std::size_t column = 0; column < block.components.size(); ++column) {
            const Component& from = block.components[column];
            if (from.s == 1 && from.lambda == to.lambda && from.mu == to.mu)
                matrix(r, static_cast<Eigen::Index>(column)) +=
                    spin_fraction[static_cast<std::size_t>(std::abs(to.mu))](to.m + 1, from.m + 1);
        }
    }
}

Eigen::Matrix4cd PlaneWaveResponse::propagator(double q, Complex z, int order) const {
    const Tail fraction = tail(q, z, order);
    Eigen::Matrix4cd result = Eigen::Matrix4cd::Zero(); // between (rho, s_-1, s_0, s_1)
    for (const Block& block : blocks_) {
        Eigen::MatrixXcd matrix = block.relaxation + q * block.velocity;
        matrix += block.precession;
        matrix.diagonal().array() += z;
        add_tail(block, fraction, matrix);
        std::vector<Eigen::Index> place; // of the densities in the block, and among the four
        std::vector<Eigen::Index> density;
        for (std::size_t i = 0; i < block.components.size(); ++i)
            if (const Component& c = block.components[i]; c.lambda == 0) {
                place.push_back(static_cast<Eigen::Index>(i));
                density.push_back(c.s == 0 ? 0 : c.m + 2);
            }
        const auto count = static_cast<Eigen::Index>(place.size());
        Eigen::MatrixXcd source = Eigen::MatrixXcd::Zero(matrix.rows(), count);
        for (Eigen::Index k = 0; k < count; ++k)
            source(place[static_cast<std::size_t>(k)], k) = 1.0;
        result(density, density) = math::solve(matrix, source)(place, Eigen::all);
    }
    // Without field a reflection turns M = 1 into M = -1.
    if (larmor_frequency_ == 0.0)
        result(1, 1) = result(3, 3);
    return to_axes_ * result * to_axes_.adjoint();
}

ConvergedPropagator PlaneWaveResponse::converged_propagator(double q, Complex z,
                                                            double tolerance) const {
    // The order is sought with the tails, which are cheap; the propagator confirms it.
    int order = collision_order_ + 4;
    for (Tail coarse = tail(q, z, order); order < largest_order;) {
        const Tail fine = tail(q, z, 2 * order);
        if ((fine - coarse).cwiseAbs().maxCoeff() <= tolerance * fine.cwiseAbs().maxCoeff())
            break;
        order *= 2;
        coarse = fine;
    }
    ConvergedPropagator best;
    best.order = order;
    best.value = propagator(q, z, order);
    do {
        const Eigen::Matrix4cd previous = best.value;
        best.order *= 2;
        best.value = propagator(q, z, best.order);
        best.error =
            (best.value - previous).cwiseAbs().maxCoeff() / best.value.cwiseAbs().maxCoeff();
    } while (!(best.error <= tolerance) && best.order < largest_order);
    return best;
}

} // namespace sidejump::response
