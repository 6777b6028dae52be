// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/gap_equation.hpp"

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace sidejump::usadel {

/// Changes of the order parameters and of the parameter in units of its scale.
struct BranchDirection {
    std::vector<Complex> gap;
    double parameter = 0.0;
};

/// A solution on a branch.
struct BranchStep {
    double parameter = 0.0;
    EquilibriumState state;
    BranchDirection along; ///< the tangent, of unit length
    double length = 0.0;   ///< of the branch up to here
};

/// Tangents and corrections of follow_branch.
class BranchFollower {
  public:
    /// @param start  the change of its order parameters to 0 has the length 1
    BranchFollower(const StructureFamily& family, double parameter, const EquilibriumState& start,
                   double tolerance);

    /// The unit vector along the branch that has a positive product with another.
    [[nodiscard]] BranchDirection tangent(double parameter, EquilibriumState& state,
                                          const BranchDirection& along) const;

    /// One step along the tangent, corrected.
    /// @returns the number of Newton steps; nothing if they did not converge, or to a place so far
    ///          from the tangent that it may belong to another branch
    std::optional<int> advance(double& parameter, EquilibriumState& state,
                               const BranchDirection& along, double length) const;

    /// The solution at a given parameter, on the way from a step to a trial beyond it.
    /// @returns nothing if it is not found, or so far from the way that it may belong to another
    ///          branch
    [[nodiscard]] std::optional<EquilibriumState>
    land(const BranchStep& from, const EquilibriumState& trial, double there, double bound) const;

    /// The solution at a length of the branch between two steps, with the tangent between theirs.
    /// @throws std::runtime_error if it is not found
    [[nodiscard]] BranchStep between(const BranchStep& one, const BranchStep& other,
                                     double length) const;

    /// The change from one solution to another.
    [[nodiscard]] BranchDirection change(const EquilibriumState& from, double parameter,
                                         const EquilibriumState& to, double there) const;
    [[nodiscard]] double product(const BranchDirection& one, const BranchDirection& other) const;

  private:
    /// Moves a state to another parameter: points, temperature and functions.
    void place(EquilibriumState& state, double parameter) const;

    /// Newton's method from the end of a step along the tangent.
    /// @returns the number of steps; nothing if it did not converge
    std::optional<int> correct(double& parameter, EquilibriumState& state,
                               const BranchDirection& along) const;

    void move(double& parameter, EquilibriumState& state, const BranchDirection& along,
              double length) const;

    /// (d residual) change = right-hand side, (along, change) = advance.
    [[nodiscard]] BranchDirection
    solve(const EquilibriumState& state, const std::vector<LinearResponse>& responses,
          const GapEquation& gap, double parameter, const BranchDirection& along,
          const Eigen::VectorXd& right_hand_side, double advance) const;

    /// The derivative of the scaled residual by the parameter in units of its scale, by central
    /// differences.
    [[nodiscard]] Eigen::VectorXd parameter_slope(const EquilibriumState& state,
                                                  const GapEquation& gap, double parameter) const;

    const StructureFamily& family_;
    double tolerance_;
    double cut_off_;    ///< over the temperature
    double unit_ = 0.0; ///< squared length of the order parameters at the start
    /// Of the sites, over that.
    std::vector<double> weights_;
};

} // namespace sidejump::usadel
