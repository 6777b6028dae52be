// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_run.hpp"
#include "sidejump/input/names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::fit {
namespace {

// Mean slope of psi below which the asymptotics of a loss are those of a few points.
constexpr double least_full_weight = 0.5;
// Times the highest threshold of an interval: a search that was given up there is not worth a word.
constexpr double far_above = 100.0;
// Probability below which something is not by chance.
constexpr double unlikely = 1e-3;

// Searches that were given up far above the best optimum would hardly have found a better one.
void take_search_warnings(std::vector<std::string>& warnings, const FitFile& file,
                          const FitRun& run) {
    const MultiStart& searches = run.searches;
    if (searches.failed > 0)
        warnings.push_back(fmt::format("{} of {} searches ended where the model has no value",
                                       searches.failed, searches.searches));
    const double rise = run.rise(searches.lowest_given_up);
    if (searches.given_up > 0 && !(rise > far_above * run.highest_threshold(file.levels)))
        warnings.push_back(fmt::format(
            "{} of {} searches were given up after {} steps, the lowest at Delta chi^2 = {:.4g}: "
            "more `most_iterations` may lead to another optimum",
            searches.given_up, searches.searches, file.input.fit.most_iterations, rise));
}

// Of Huber's loss the mean slope of psi is the part of the points that keep their weight.
std::string full_weight_text(const LossFunction& loss, double mean_slope) {
    const std::string part = fmt::format("{:.0f} %", 100.0 * mean_slope);
    return loss.kind == Loss::huber
               ? "the loss takes " + part + " of the points at their full weight"
               : "the loss is curved by " + part +
                     " of what squares are, in the mean of the points";
}

} // namespace

std::vector<std::string> warnings_of(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    std::vector<std::string> warnings = file.warnings;
    if (!run.minimum.converged)
        warnings.push_back(
            fmt::format("the search was given up after {}",
                        input::counted(static_cast<std::size_t>(run.minimum.iterations), "step")));
    take_search_warnings(warnings, file, run);
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
        if (run.uncertainty.at_bound[i])
            warnings.push_back(
                fmt::format("{} is at {}{}", problem.quantity_of(i).name,
                            bound_text(problem.coordinates[i], run.minimum.u[index(i)]),
                            run.uncertainty.free.empty() || run.uncertainty.noise_is_rounding
                                ? ""
                                : ": errors of the others are those with it held there"));
    if (run.uncertainty.mean_slope < least_full_weight)
        warnings.push_back(
            fmt::format("loss_scale is below the scatter of the residuals: {}, and {}",
                        full_weight_text(file.loss, std::max(run.uncertainty.mean_slope, 0.0)),
                        run.uncertainty.mean_slope > 0.0 ? "errors are not to be relied on"
                                                         : "there are no errors"));
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        for (const std::string& warning :
             problem.model->warnings(problem.model_inputs(s, run.values), problem.sets[s].x))
            warnings.push_back(problem.sets[s].label + ": " + warning);
        const ResidualStatistics& statistics = run.curves[s].statistics;
        if (statistics.runs_p < unlikely && statistics.runs_z < 0.0)
            warnings.push_back(fmt::format(
                "{}: residuals keep their sign for longer than noise does (runs test, p "
                "= {:.1e}): the model misses something, and errors are too small",
                problem.sets[s].label, statistics.runs_p));
    }
    if (run.p_value < unlikely)
        warnings.push_back(
            fmt::format("chi^2 = {:.4g} with {} degrees of freedom is unlikely (p = {:.1e}): the "
                        "model or the standard deviations are not right",
                        run.chi_squared, run.uncertainty.degrees_of_freedom, run.p_value));
    return warnings;
}

} // namespace sidejump::fit
