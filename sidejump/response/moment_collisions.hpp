// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"
#include "sidejump/kinetics/collision_forms.hpp"
#include "sidejump/kinetics/kinetics_options.hpp"
#include "sidejump/kinetics/moment.hpp"

#include <Eigen/Core>
#include <memory>
#include <vector>

namespace sidejump::response {

/// The collision superoperators of an alloy between all moments up to an order, reduced elements as
/// in kinetics::CollisionForms (hbar = k_F = m* = 1). Above the order Lambda is the outflow rate
/// times one, and V is zero: nothing scatters into so high a moment.
struct MomentCollisions {
    int order = 0;                         ///< highest lambda, 2 l_max + 1
    std::vector<kinetics::Moment> moments; ///< all with lambda <= order, see moments_up_to
    Eigen::MatrixXd relaxation;            ///< Lambda(row, column)
    Eigen::MatrixXd side_jump;             ///< reduced V(row, column)
    double outflow_rate = 0.0;
};

/// All moments with lambda <= order, in the order of lambda: charge, then spin with J = lambda - 1,
/// lambda, lambda + 1.
std::vector<kinetics::Moment> moments_up_to(int order);

/// The highest lambda that the collisions of these species tell from free flight with loss:
/// in-scattering reaches 2 l_max, the gradient in V one more.
int collision_order(const std::vector<impurity::Impurity>& species);

/// Evaluates MomentCollisions for alloys that share their channel layouts and side-jump option. The
/// Wigner symbols of a layout are evaluated once in a process.
class MomentCollisionEngine {
  public:
    MomentCollisionEngine(const std::vector<impurity::Impurity>& species,
                          kinetics::SideJump side_jump);

    /// The superoperators summed over the species. Safe to call from several threads.
    /// @throws std::invalid_argument if the species or their channels differ from the prepared ones
    [[nodiscard]] MomentCollisions evaluate(const std::vector<impurity::Impurity>& species) const;

  private:
    struct Table; // the forms of one channel layout
    kinetics::SideJump side_jump_;
    int order_;
    std::vector<kinetics::Moment> moments_;
    std::vector<std::shared_ptr<const Table>> tables_; // per species
};

} // namespace sidejump::response
