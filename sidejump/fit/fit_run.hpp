// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_file.hpp"
#include "sidejump/fit/multi_start.hpp"
#include "sidejump/fit/profile.hpp"
#include "sidejump/fit/residual_statistics.hpp"

#include <functional>

namespace sidejump::fit {

/// A curve after the fit, in the units of the model.
struct FittedCurve {
    std::vector<double> at_points;      ///< the model at the data
    std::vector<double> grid_x, grid_y; ///< the model between the ends of the data
    std::vector<double> residuals;      ///< y minus the model
    std::vector<double> scaled;         ///< over their standard deviation
    ResidualStatistics statistics;
    double root_mean_square = 0.0;
};

/// A fit with all that is reported of it.
struct FitRun {
    MultiStart searches;
    Minimum minimum;
    Uncertainty uncertainty;
    std::vector<double> values; ///< of all quantities, in the units of the model
    std::vector<Profile> profiles;
    std::vector<FittedCurve> curves;
    double chi_squared = 0.0; ///< sum of squared residuals over sigma^2; with the noise
                              ///< estimated, over residual_unit^2
    double p_value = 1.0;     ///< probability of a larger chi^2; NaN where sigma is not known
    double akaike = 0.0;      ///< NaN with a loss
    double bayes = 0.0;
    std::vector<std::string> findings; ///< what the data cannot tell
    std::vector<std::string> warnings;
};

/// How far a fit is.
struct FitState {
    std::size_t done = 0;  ///< searches and profiles that are finished
    std::size_t parts = 0; ///< of so many; they become more where a lower minimum that a profile
                           ///< finds makes the fit begin anew with the profiles
    std::size_t evaluations = 0; ///< how often curves, or their derivatives, were computed
};
using FitProgress = std::function<void(const FitState& state)>;

/// @param progress  called by one thread at a time; may be empty
/// @throws std::runtime_error if no search finds a minimum
FitRun run_fit(const FitFile& file, const FitProgress& progress = {});

/// A number for a sentence, in the unit of its report.
std::string reported_text(const Quantity& quantity, double value);

/// What the bound is that is nearer to a place, for a sentence.
std::string bound_text(const Coordinate& coordinate, double u);

/// What the data cannot tell, in sentences.
std::vector<std::string> ambiguities(const FitProblem& problem, const FitRun& run);

} // namespace sidejump::fit
