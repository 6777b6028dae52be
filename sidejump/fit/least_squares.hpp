// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

#include <functional>

namespace sidejump::fit {

/// What is summed over the residuals r: rho(r^2) with rho(s) = s near 0.
///
/// With the scale a: huber s for s < a^2, else 2 a sqrt(s) - a^2; soft-l1 2 a^2 (sqrt(1 + s/a^2) -
/// 1); cauchy a^2 ln(1 + s/a^2).
struct LossFunction {
    Loss kind = Loss::none;
    double scale = 1.0; ///< a, in the unit of residuals

    [[nodiscard]] double rho(double residual) const;
    [[nodiscard]] double psi(double residual) const; ///< (1/2) d rho(r^2)/dr; r without a loss
    [[nodiscard]] double psi_slope(double residual) const;
};

/// How minima are sought.
struct SearchSettings {
    LossFunction loss;
    int most_iterations = 500;       ///< of one search
    std::function<void()> evaluated; ///< called whenever curves were computed, by any thread; may
                                     ///< be empty
};

/// A minimum of the sum of rho(r^2).
struct Minimum {
    Eigen::VectorXd u;
    double objective = 0.0; ///< the sum, infinite if the search failed
    bool converged = false;
    int iterations = 0;
};

/// Searches for a minimum by Levenberg and Marquardt's method within the bounds.
/// @param free  the coordinates that move; the others keep the value they have in `start`
Minimum minimise(const FitProblem& problem, const SearchSettings& settings,
                 const Eigen::VectorXd& start, const std::vector<std::size_t>& free);

} // namespace sidejump::fit
