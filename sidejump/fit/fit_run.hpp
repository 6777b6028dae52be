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
    bool is_exact = false; ///< residuals are only rounding
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
    bool is_exact = false;    ///< residuals are only rounding, at any standard deviations
    double chi_squared = 0.0; ///< sum of squared residuals over sigma^2; with the noise
                              ///< estimated, over residual_unit^2
    double p_value = 1.0;     ///< probability of a larger chi^2; NaN where sigma is not known
    double akaike = 0.0;      ///< NaN with a loss
    double bayes = 0.0;
    std::vector<std::string> findings; ///< what the data cannot tell
    std::vector<std::string> warnings;

    /// Likelihood-ratio statistic of a place, above the best one.
    [[nodiscard]] double rise(double objective) const {
        return uncertainty.statistic(objective, minimum.objective);
    }
    /// Of the intervals of these levels, and that of statistic 1.
    [[nodiscard]] double highest_threshold(const std::vector<double>& levels) const;
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

/// A confidence level, "68.27 %".
std::string percent_text(double level);

/// What the bound is that is nearer to a place, for a sentence.
std::string bound_text(const Coordinate& coordinate, double u);

/// What makes a fit doubtful, in sentences, those about what was read among them.
std::vector<std::string> warnings_of(const FitFile& file, const FitRun& run);

/// What the data cannot tell, in sentences.
std::vector<std::string> ambiguities(const FitProblem& problem, const FitRun& run);

} // namespace sidejump::fit
