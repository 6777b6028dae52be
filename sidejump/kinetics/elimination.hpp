// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/kinetics/diffusion_sector.hpp"

#include <complex>

namespace sidejump::kinetics {

/// Whether the diffusion tensors are expanded to first order in V, which is their order in
/// n_i/n_c, or keep the products of two V
/// (docs/decisions/0002-first-order-is-default).
enum class SideJumpOrder { first, products };

/// Reduced elements of the unit vector p^ in the diffusion sector: the drift term, v_F = 1.
struct DriftElements {
    double charge_from_charge;
    double scalar_from_spin;
    double antisymmetric_from_spin;
    double tensor_from_spin;
    double scalar_from_quadrupole;
    double antisymmetric_from_quadrupole;
    double tensor_from_quadrupole;
    double octupole_from_quadrupole;
};
const DriftElements& drift_elements();

/// Drift part (no V) and side-jump part of a transport coefficient. Scalar is double for static
/// coefficients and complex for those at a frequency.
template <class Scalar>
struct BasicMechanisms {
    Scalar drift{};
    Scalar side_jump{};
    [[nodiscard]] Scalar total() const { return drift + side_jump; }
};
using Mechanisms = BasicMechanisms<double>;

/// The slow equation that is left when every moment lambda >= 1 up to `order` is eliminated:
///   Z d_t s_a + R s_a + d_j J_ja = Y (omega_L x s)_a,  d_t rho + d_j J_j = 0,
///   J_j  = -D_c d_j rho - (D theta) eps_jka d_k s_a,
///   J_ja = -sum_m D_m P^m_ja - (D theta) eps_jka d_k rho,
/// with P^m the gradient tensors of K-10. Reduced units.
template <class Scalar>
struct BasicSlowEquation {
    Scalar relaxation_rate{};                    ///< R
    Scalar weight{1.0};                          ///< Z
    Scalar precession{1.0};                      ///< Y
    BasicMechanisms<Scalar> charge_diffusion;    ///< D_c
    BasicMechanisms<Scalar> spin_hall_diffusion; ///< D theta
    BasicMechanisms<Scalar> spin_diffusion[3];   ///< D_0, D_1, D_2
};
using SlowEquation = BasicSlowEquation<double>;

/// The slow equation for exp(-i omega t), exact at order q^2:
///   (-i omega + R) s + d_j J_j = source,
/// with R and the diffusion constants at that frequency; Z is the derivative of z + R with respect
/// to z = -i omega.
using DynamicSlowEquation = BasicSlowEquation<std::complex<double>>;

/// Schur complement over the moments 1 <= lambda <= order.
///
/// order = 1 is the two-moment truncation of K; order = 3 is exact at O(q^2), and any larger order
/// gives the same (docs/theory/collision-operator).
/// @throws std::invalid_argument if order < 1
SlowEquation eliminate_fast_moments(const DiffusionSector& sector, int order,
                                    SideJumpOrder products);

/// The same at the angular frequency omega, reduced units.
/// @throws std::invalid_argument if order < 1
DynamicSlowEquation eliminate_fast_moments(const DiffusionSector& sector, int order,
                                           SideJumpOrder products, double omega);

} // namespace sidejump::kinetics
