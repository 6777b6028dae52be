// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"
#include "sidejump/fit/loss_function.hpp"

#include <functional>

namespace sidejump::fit {

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
    int iterations = 0; ///< steps that were tried
};

/// What objectives have to differ by for one to be lower than the other: the rest is the accuracy
/// of the search, and for exact data the rounding of the curves.
double least_difference(const FitProblem& problem, double objective);

/// Searches for a minimum by Levenberg and Marquardt's method within the bounds.
/// @param free  the coordinates that move; the others keep the value they have in `start`
Minimum minimise(const FitProblem& problem, const SearchSettings& settings,
                 const Eigen::VectorXd& start, const std::vector<std::size_t>& free);

} // namespace sidejump::fit
