// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"

#include <Eigen/Core>
#include <array>
#include <vector>

namespace sidejump::test {

/// The collision superoperators by plain quadrature over the directions of p and k of their
/// defining integrals (K-S22, K-S23), in the basis of real spherical harmonics times {1, sigma_x,
/// sigma_y, sigma_z}: no angular momentum algebra. It is the second route to every coefficient.
///
/// Units hbar = k_F = m* = 1. Index of a component: 4 * (l^2 + l + m) + a, a = 0 for the charge.
struct QuadratureOperator {
    Eigen::MatrixXd relaxation;               ///< Lambda
    std::array<Eigen::MatrixXd, 3> side_jump; ///< V_i, from coherent and incoherent scattering
    std::array<Eigen::MatrixXd, 3> side_jump_incoming; ///< V_i with grad_k alone (Levy)
    std::array<Eigen::MatrixXd, 3> unit_vector;        ///< p^_i
};

/// @param channels   a dipole return of -1/3 stands for static moments of random direction in a
///                   channel (0, 1/2) or (1, 1/2): their scattering is averaged over directions
/// @param l_moments  highest spherical harmonic kept
QuadratureOperator quadrature_operator(const std::vector<impurity::Channel>& channels,
                                       double concentration, int l_moments);

/// Static elimination of all moments l >= 1 by dense algebra.
struct DenseElimination {
    Eigen::Matrix4d relaxation;                              ///< of (rho, s_x, s_y, s_z)
    std::array<std::array<Eigen::Matrix4d, 3>, 3> diffusion; ///< D_ij between those densities
    Eigen::Matrix4d weight;                                  ///< Z: 1 + L_01 L_11^-2 L_10
};

/// @param side_jump_scale  factor on V: D is a quadratic polynomial in it
DenseElimination dense_elimination(const QuadratureOperator& collisions, double side_jump_scale);

/// The diffusion tensor to first order in V.
std::array<std::array<Eigen::Matrix4d, 3>, 3>
first_order_diffusion(const QuadratureOperator& collisions);

} // namespace sidejump::test
