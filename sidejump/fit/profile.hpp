// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/uncertainty.hpp"

#include <functional>

namespace sidejump::fit {

/// How an interval ends on one side.
enum class End {
    crossed, ///< the statistic reaches the level there
    bound,   ///< at the bound of the parameter it has not: the data do not limit it there
    open,    ///< it has not as far as the search went, and there is no bound
    failed   ///< the search for the other parameters failed
};

struct IntervalEnd {
    End end = End::open;
    double u = 0.0; ///< where it ends, or how far the search went
};

struct ProfileInterval {
    double level = 0.0;
    double threshold = 0.0; ///< of the statistic
    IntervalEnd low, high;
};

struct ProfilePoint {
    double statistic = 0.0; ///< likelihood-ratio statistic; Delta chi^2 where sigma is known
    Eigen::VectorXd u;
};

/// The profile likelihood of one coordinate.
struct Profile {
    std::size_t coordinate = 0;
    std::vector<ProfilePoint> points;       ///< in the order of u, the minimum among them
    std::vector<ProfileInterval> intervals; ///< one for each level, then that of statistic 1
    /// A minimum below the one that the profile began from; empty u if there is none.
    Minimum better;
};

/// An interval is the hull of the values whose statistic is below its threshold: a second valley
/// that is as deep belongs to it.
/// @param minimum, uncertainty  of the whole fit
/// @param optima                other minima that are known, from which searches begin, too
/// @param levels                confidence levels; intervals are theirs, then that of Delta = 1
Profile profile_of(const FitProblem& problem, const SearchSettings& settings,
                   const Minimum& minimum, const Uncertainty& uncertainty,
                   const std::vector<Eigen::VectorXd>& optima, std::size_t coordinate,
                   const std::vector<double>& levels);

} // namespace sidejump::fit
