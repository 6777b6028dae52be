// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/least_squares.hpp"

#include <functional>
#include <limits>

namespace sidejump::fit {

/// A minimum that some of the searches ended in.
struct Optimum {
    Minimum minimum;
    int searches = 0;
};

/// The minima that searches find.
struct MultiStart {
    std::vector<Optimum> optima; ///< from the lowest on
    int searches = 0;
    int failed = 0;   ///< that ended where the model has no value
    int given_up = 0; ///< that took all steps they may and were still going down
    double lowest_given_up = std::numeric_limits<double>::infinity(); ///< objective of these
};

/// Whether two minima are at one place, as near as searches end, and so as low.
bool is_same(const FitProblem& problem, const Minimum& one, const Minimum& other);

/// Searches from the start values, and from points of a scrambled Sobol sequence between the
/// bounds; coordinates without both bounds begin at their start value. The result does not depend
/// on the number of threads.
/// @param starts  number of searches, at least 1
/// @param done    called with the number of searches that are finished
MultiStart search_minima(const FitProblem& problem, const SearchSettings& settings, int starts,
                         int seed, const std::function<void(std::size_t)>& done = {});

} // namespace sidejump::fit
