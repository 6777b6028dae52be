// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"
#include "sidejump/usadel/linear_response.hpp"

#include <optional>
#include <vector>

namespace sidejump::usadel {

struct NewtonOptions {
    /// Largest derivative of the action by a coordinate, relative to the largest matrix of the
    /// gradient.
    double tolerance = 1e-11;
    int largest_steps = 60;
};

struct NewtonReport {
    int steps = 0;
    double residual = 0.0; ///< in the measure of NewtonOptions::tolerance
};

/// Newton's method with backtracking for the discrete Usadel equation. It keeps the last factorised
/// second derivatives.
class UsadelSolver {
  public:
    /// Moves the Green functions to where the derivative of the action vanishes.
    /// @param frames  where to start; the solution on return
    /// @throws std::runtime_error if the residual does not fall to the tolerance; frames are then
    ///         where it was smallest
    NewtonReport solve(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                       const NewtonOptions& options = {});

    /// Moves the Green functions of a solution along with sources and reservoirs that have changed
    /// since, to first order: the tangent predictor of a continuation. The second derivatives are
    /// the last ones that were factorised; without any, or where the residual would rise, nothing
    /// is done.
    void predict(const DiscreteAction& action, std::vector<LocalFrame>& frames) const;

  private:
    std::optional<LinearResponse> response_;
};

/// Solves the discrete Usadel equation: moves the Green functions to where the derivative of the
/// action vanishes. Newton's method with backtracking.
/// @param frames  where to start; the solution on return
/// @throws std::runtime_error if the residual does not fall to the tolerance; frames are then
///         where it was smallest
NewtonReport solve_usadel(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                          const NewtonOptions& options = {});

} // namespace sidejump::usadel
