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
    int largest_steps = 60; ///< factorisations
};

struct NewtonReport {
    int steps = 0;         ///< factorisations
    double residual = 0.0; ///< in the measure of NewtonOptions::tolerance
};

/// Newton's method with backtracking for the discrete Usadel equation. The last factorised second
/// derivatives are kept and used again for as long as their steps reduce the residual well. In a
/// continuation the first of these steps is the tangent predictor: the linear response to the
/// change of sources and reservoirs.
class UsadelSolver {
  public:
    /// Moves the Green functions to where the derivative of the action vanishes.
    /// @param frames  where to start; the solution on return
    /// @throws std::runtime_error if the residual does not fall to the tolerance; frames are then
    ///         where it was smallest
    NewtonReport solve(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                       const NewtonOptions& options = {});

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
