// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/moment_collisions.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::response {

/// Direction of the spin relative to that in which it decays.
enum class Polarisation { longitudinal, transverse };

/// The steady kinetic equation along x for spin of one polarisation, v_F = 1,
///   Lambda f = -(p^_x - V_x) d_x f,
/// split by parity in p^. For f ~ exp(-x/length) and with the odd moments eliminated it reads
///   length^2 Lambda_e f_e = -v_eo Lambda_o^-1 v_oe f_e,  f_o = (1/length) Lambda_o^-1 v_oe f_e,
/// where v is i (p^_x - V_x) in the phases of kinetics::CollisionForms and the phases of f are
/// those of half_space.cpp.
///
/// About x the projection is M = 0 (longitudinal) or 1 (transverse). For M = 0 a reflection in a
/// plane through x parts J = lambda +- 1 from the charge and from J = lambda.
class DecayOperator {
  public:
    /// @param order  highest moment kept, at least that of the collisions
    DecayOperator(const MomentCollisions& collisions, Polarisation polarisation, int order);

    DecayOperator(const MomentCollisions&&, Polarisation, int) = delete; // it is kept by reference

    [[nodiscard]] int projection() const { return projection_; }
    [[nodiscard]] const std::vector<kinetics::Moment>& even() const { return even_; }
    [[nodiscard]] const std::vector<kinetics::Moment>& odd() const { return odd_; }

    /// Lambda_o^-1 v_oe: the odd moments that a gradient of the even ones drives.
    [[nodiscard]] const Eigen::MatrixXd& driven() const { return driven_; }
    /// -v_eo Lambda_o^-1 v_oe: diffusion between even moments.
    [[nodiscard]] const Eigen::MatrixXd& diffusion() const { return diffusion_; }
    /// Lambda_e^-1 times diffusion; its eigenvalues are the squared decay lengths.
    [[nodiscard]] Eigen::MatrixXd squared_lengths() const;

    /// Rates are differences with this accuracy, relative to the outflow. It is added to Lambda and
    /// keeps it invertible where a density is conserved.
    static constexpr double rounding = 1e-15;

  private:
    using Places = std::vector<Eigen::Index>; // among the moments of the collisions, or -1

    [[nodiscard]] Eigen::MatrixXd relaxation(const Places& at) const;
    [[nodiscard]] Eigen::MatrixXd velocity(const std::vector<kinetics::Moment>& rows,
                                           const Places& row_places,
                                           const std::vector<kinetics::Moment>& columns,
                                           const Places& column_places) const;

    const MomentCollisions& collisions_;
    int projection_;
    std::vector<kinetics::Moment> even_;
    std::vector<kinetics::Moment> odd_;
    Places even_places_;
    Places odd_places_;
    Eigen::MatrixXd driven_;
    Eigen::MatrixXd diffusion_;
};

} // namespace sidejump::response
