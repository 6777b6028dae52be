// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/kinetics/diffusion_sector.hpp"

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

/// Drift part (no V) and side-jump part of a transport coefficient.
struct Mechanisms {
    double drift = 0.0;
    double side_jump = 0.0;
    [[nodiscard]] double total() const { return drift + side_jump; }
};

/// The slow equation that is left when every moment lambda >= 1 up to `order` is eliminated:
///   Z d_t s_a + R s_a + d_j J_ja = Y (omega_L x s)_a,  d_t rho + d_j J_j = 0,
///   J_j  = -D_c d_j rho - (D theta) eps_jka d_k s_a,
///   J_ja = -sum_m D_m P^m_ja - (D theta) eps_jka d_k rho,
/// with P^m the gradient tensors of K-10. Reduced units.
struct SlowEquation {
    double relaxation_rate = 0.0;   ///< R
    double weight = 1.0;            ///< Z
    double precession = 1.0;        ///< Y
    Mechanisms charge_diffusion;    ///< D_c
    Mechanisms spin_hall_diffusion; ///< D theta
    Mechanisms spin_diffusion[3];   ///< D_0, D_1, D_2
};

/// Schur complement over the moments 1 <= lambda <= order.
///
/// order = 1 is the two-moment truncation of K; order = 3 is exact at O(q^2), and any larger order
/// gives the same (docs/theory/collision-operator).
/// @throws std::invalid_argument if order < 1
SlowEquation eliminate_fast_moments(const DiffusionSector& sector, int order,
                                    SideJumpOrder products);

} // namespace sidejump::kinetics
