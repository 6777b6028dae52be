// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

namespace sidejump::fit {

/// How residuals change with each coordinate near a place.
struct ParameterEffects {
    /// Derivatives of the residuals, one column for each coordinate. By a stationary one it is that
    /// by the square of the distance from the place, or zero if that does not change it either.
    Eigen::MatrixXd columns;
    Eigen::VectorXd rounding; ///< of each column, over its norm; 0 where that is 0
    /// Whether curves change with a coordinate by its square only, as with an angle that enters
    /// squared at zero: then a derivative is rounding, or far below what noise hides.
    std::vector<bool> stationary;
    /// Whether the change with a coordinate near the place is lost in rounding.
    std::vector<bool> hidden;
    /// Whether curves do not change with a coordinate, by short steps and by long ones.
    std::vector<bool> none;
};

/// @param deviation  norm of a change of the residuals that is one standard deviation; NaN if
///                   there is none
ParameterEffects parameter_effects(const FitProblem& problem, const Eigen::VectorXd& u,
                                   double deviation);

} // namespace sidejump::fit
