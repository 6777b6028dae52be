// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/component_basis.hpp"
#include "sidejump/response/moment_collisions.hpp"

#include <Eigen/Core>
#include <complex>
#include <vector>

namespace sidejump::response {

/// A propagator with the order at which it has converged.
struct ConvergedPropagator {
    Eigen::Matrix4cd value; ///< between (rho, s_x, s_y, s_z)
    int order = 0;          ///< highest moment kept
    double error = 0.0;     ///< largest change by the last doubling of the order, over the largest
                            ///< element
};

/// The linear kinetic equation for plane waves exp(i q.r), hbar = k_F = m* = 1:
///   (z + Lambda + i q.(p^ - V)) psi + (precession of psi about omega_L) = source,
/// with z = -i omega. omega_L x s is the rate of change of the spin in the field.
///
/// Lambda and V tell moments apart up to the order of the collisions only. The moments above it are
/// eliminated one after the other: for each orbital projection on q and spin projection on omega_L
/// a scalar continued fraction, closed by its value for equal coefficients. What is left is a small
/// dense matrix: one for each total projection M on q if omega_L is along q, else one in all.
class PlaneWaveResponse {
  public:
    /// @param wave_vector_direction  unit vector
    /// @param larmor  omega_L in reduced units, same axes
    PlaneWaveResponse(const MomentCollisions& collisions,
                      const Eigen::Vector3d& wave_vector_direction, const Eigen::Vector3d& larmor);

    /// The inverse of the operator between the densities (rho, s_x, s_y, s_z), on the axes in which
    /// the directions were given, moments up to `order` (at least that of the collisions).
    [[nodiscard]] Eigen::Matrix4cd propagator(double q, std::complex<double> z, int order) const;

    /// The same with the order doubled until the change falls below the tolerance (relative to the
    /// largest element) or the order reaches largest_order.
    [[nodiscard]] ConvergedPropagator converged_propagator(double q, std::complex<double> z,
                                                           double tolerance) const;

    static constexpr int largest_order = 1 << 16;

  private:
    struct Block {
        std::vector<Component> components;
        Eigen::MatrixXd relaxation;
        Eigen::MatrixXd velocity;
        Eigen::MatrixXcd precession;
    };
    void add_block(const MomentCollisions& collisions, int lowest_M, int highest_M);
    /// (|mu|, m + 1): what the moments above add to the diagonal of the highest one kept.
    using Tail = Eigen::Matrix<std::complex<double>, Eigen::Dynamic, 3>;
    [[nodiscard]] Tail tail(double q, std::complex<double> z, int order) const;
    void add_tail(const Block& block, const Tail& fraction, Eigen::MatrixXcd& matrix) const;

    int collision_order_;
    double outflow_rate_;
    double larmor_frequency_;
    Eigen::Matrix3cd spin_axes_; ///< columns: spin states m = -1, 0, 1 along omega_L in those of q
    Eigen::Matrix3cd spin_z_;    ///< omega_L . S in the states m = -1, 0, 1 of q
    Eigen::Matrix4cd to_axes_;   ///< densities (rho, s_m) with their phases on the given axes
    std::vector<Block> blocks_;
};

} // namespace sidejump::response
