// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_run.hpp"

#include "sidejump/fit/start_check.hpp"
#include "sidejump/math/parallel_for.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <gsl/gsl_cdf.h>
#include <limits>
#include <mutex>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace sidejump::fit {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
// Residuals below that part of the data are the rounding of derivatives and of the search.
constexpr double exact_residual = 1e-10;
// Mean slope of psi below which the asymptotics of a loss are those of a few points.
constexpr double least_full_weight = 0.5;
constexpr int grid_points = 401;
// Of a model whose points take long.
constexpr int slow_grid_points = 41;
// How often a fit is begun anew from a lower place that a profile has come upon.
constexpr std::size_t most_restarts = 5;
// Times the highest threshold of an interval: a search that was given up there is not worth a word.
constexpr double far_above = 100.0;
// Other minima from which the searches of a profile begin.
constexpr std::size_t most_optima = 5;

// Whether no noise is left to estimate errors from.
bool is_exact(const FitProblem& problem, const FitRun& run) {
    return run.uncertainty.noise_estimated && !problem.sigma_known &&
           run.uncertainty.noise < exact_residual;
}

// Of the intervals.
double highest_threshold(const FitRun& run, const std::vector<double>& levels) {
    double highest = 1.0;
    for (const double level : levels)
        highest = std::max(highest, run.uncertainty.threshold(level));
    return highest;
}

// Other minima that no interval leaves out.
std::vector<Eigen::VectorXd> low_optima(const FitRun& run, const std::vector<double>& levels) {
    const double highest = highest_threshold(run, levels);
    std::vector<Eigen::VectorXd> optima;
    for (const Optimum& optimum : run.searches.optima) {
        const double rise =
            (optimum.minimum.objective - run.minimum.objective) * run.uncertainty.per_objective;
        if (rise < highest && optimum.minimum.u != run.minimum.u && optima.size() < most_optima)
            optima.push_back(optimum.minimum.u);
    }
    return optima;
}

std::vector<Profile> profiles_of(const FitFile& file, const SearchSettings& settings,
                                 const FitRun& run, const std::function<void(std::size_t)>& done) {
    if (!(std::isfinite(run.uncertainty.per_objective)) || is_exact(file.problem, run))
        return {};
    std::vector<Profile> profiles(file.profiled.size());
    const auto optima = low_optima(run, file.levels);
    math::parallel_for(
        profiles.size(),
        [&](std::size_t i) {
            const math::OneThread alone;
            profiles[i] = profile_of(file.problem, settings, run.minimum, run.uncertainty, optima,
                                     file.profiled[i], file.levels);
        },
        done);
    return profiles;
}

FittedCurve fitted_curve(const FitProblem& problem, std::size_t set,
                         const std::vector<double>& values, double noise) {
    const DataSet& data = problem.sets[set];
    FittedCurve curve;
    curve.at_points = problem.curve(set, values, data.x);
    double squares = 0.0;
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        curve.residuals.push_back(data.y[i] - curve.at_points[i]);
        squares += curve.residuals[i] * curve.residuals[i];
        const double sigma = data.sigma.empty() ? noise * problem.residual_unit : data.sigma[i];
        curve.scaled.push_back(std::sqrt(data.weight) * curve.residuals[i] / sigma);
    }
    curve.root_mean_square = std::sqrt(squares / static_cast<double>(data.x.size()));
    curve.statistics = residual_statistics(data.x, curve.residuals);
    const auto [low, high] = std::minmax_element(data.x.begin(), data.x.end());
    const int points = problem.model->is_slow() ? slow_grid_points : grid_points;
    for (int i = 0; i < points; ++i)
        curve.grid_x.push_back(std::lerp(*low, *high, static_cast<double>(i) / (points - 1)));
    curve.grid_y = problem.curve(set, values, curve.grid_x);
    return curve;
}

// Akaike's and Bayes' criteria, up to what depends on the data alone.
void take_criteria(FitRun& run, const FitProblem& problem, const LossFunction& loss) {
    const auto points = static_cast<double>(problem.points());
    const auto parameters = static_cast<double>(problem.coordinates.size());
    run.akaike = run.bayes = run.p_value = undefined;
    if (loss.kind != Loss::none)
        return;
    if (problem.sigma_known) {
        run.p_value = gsl_cdf_chisq_Q(run.chi_squared, run.uncertainty.degrees_of_freedom);
        run.akaike = run.chi_squared + 2.0 * parameters;
        run.bayes = run.chi_squared + std::log(points) * parameters;
        return;
    }
    // The noise is one more parameter.
    const double likelihood = points * std::log(run.chi_squared / points);
    run.akaike = likelihood + 2.0 * (parameters + 1.0);
    run.bayes = likelihood + std::log(points) * (parameters + 1.0);
}

// Searches that were given up far above the best optimum would hardly have found a better one.
void take_search_warnings(FitRun& run, const FitFile& file) {
    const MultiStart& searches = run.searches;
    if (searches.failed > 0)
        run.warnings.push_back(fmt::format("{} of {} searches ended where the model has no value",
                                           searches.failed, searches.searches));
    const double rise =
        (searches.lowest_given_up - run.minimum.objective) * run.uncertainty.per_objective;
    if (searches.given_up > 0 && !(rise > far_above * highest_threshold(run, file.levels)))
        run.warnings.push_back(fmt::format(
            "{} of {} searches were given up after {} steps, the lowest at Delta chi^2 = {:.4g}: "
            "more `most_iterations` may lead to another optimum",
            searches.given_up, searches.searches, file.input.fit.most_iterations, rise));
}

void take_warnings(FitRun& run, const FitFile& file) {
    const FitProblem& problem = file.problem;
    run.warnings = file.warnings;
    if (!run.minimum.converged)
        run.warnings.push_back(
            fmt::format("the search was given up after {} steps", run.minimum.iterations));
    take_search_warnings(run, file);
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
        if (run.uncertainty.at_bound[i])
            run.warnings.push_back(fmt::format(
                "{} is at {}{}", problem.quantities[problem.coordinates[i].quantity].name,
                bound_text(problem.coordinates[i], run.minimum.u[index(i)]),
                run.uncertainty.free.empty()
                    ? ""
                    : ": errors of the others are those with it held there"));
    if (run.uncertainty.mean_slope < least_full_weight)
        run.warnings.push_back(fmt::format("loss_scale is below the scatter of the residuals: the "
                                           "loss takes {:.0f} % of the points "
                                           "at their full weight, and {}",
                                           100.0 * std::max(run.uncertainty.mean_slope, 0.0),
                                           run.uncertainty.mean_slope > 0.0
                                               ? "errors are not to be relied on"
                                               : "there are no errors"));
    constexpr double unlikely = 1e-3;
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        for (auto& warning :
             problem.model->warnings(problem.model_inputs(s, run.values), problem.sets[s].x))
            run.warnings.push_back(problem.sets[s].label + ": " + warning);
        const ResidualStatistics& statistics = run.curves[s].statistics;
        if (statistics.runs_p < unlikely && statistics.runs_z < 0.0 && !is_exact(problem, run))
            run.warnings.push_back(fmt::format(
                "{}: residuals keep their sign for longer than noise does (runs test, p "
                "= {:.1e}): the model misses something, and errors are too small",
                problem.sets[s].label, statistics.runs_p));
    }
    if (run.p_value < unlikely)
        run.warnings.push_back(
            fmt::format("chi^2 = {:.4g} with {} degrees of freedom is unlikely (p = {:.1e}): the "
                        "model or the standard deviations are not right",
                        run.chi_squared, run.uncertainty.degrees_of_freedom, run.p_value));
}

// What a profile has come upon is the best optimum, which no search has found.
void take_minimum(FitRun& run, Minimum lower) {
    MultiStart& searches = run.searches;
    const Optimum former = searches.optima.front();
    if (former.searches == 0 || !former.minimum.converged)
        searches.optima.erase(searches.optima.begin());
    if (former.searches > 0 && !former.minimum.converged) {
        searches.given_up += former.searches;
        searches.lowest_given_up = std::min(searches.lowest_given_up, former.minimum.objective);
    }
    searches.optima.insert(searches.optima.begin(), {lower, 0});
    run.minimum = std::move(lower);
}

// Searches run in several threads, and what they tell is told by one at a time.
class ProgressTeller {
  public:
    ProgressTeller(const FitProgress& progress, std::size_t parts)
        : progress_(progress), state_{0, parts, 0} {}

    void evaluated() {
        const std::scoped_lock lock(mutex_);
        ++state_.evaluations;
        tell();
    }

    void finished(std::size_t parts) {
        const std::scoped_lock lock(mutex_);
        state_.done = std::max(state_.done, parts);
        tell();
    }

    void add(std::size_t parts) {
        const std::scoped_lock lock(mutex_);
        state_.parts += parts;
        tell();
    }

  private:
    void tell() const {
        if (progress_)
            progress_(state_);
    }

    const FitProgress& progress_;
    std::mutex mutex_;
    FitState state_;
};

} // namespace

std::string reported_text(const Quantity& quantity, double value) {
    const std::string number = fmt::format("{:.4g}", quantity.reported.value(value));
    return quantity.unit == "1" ? number : number + " " + quantity.unit;
}

std::string bound_text(const Coordinate& coordinate, double u) {
    const BoundOrigin& from = coordinate.bound_near(u);
    if (!from.tied.empty())
        return fmt::format("the end of the range of {}, which is tied to it", from.tied);
    return from.open_end ? "the end of its range" : "its bound";
}

FitRun run_fit(const FitFile& file, const FitProgress& progress) {
    const FitProblem& problem = file.problem;
    std::optional<math::OneThread> alone;
    if (problem.model->needs_one_thread())
        alone.emplace();
    if (!file.start_checked)
        check_start(problem, file.input);
    const MultiStartInput starts = file.input.fit.multi_start.value_or(MultiStartInput{1, 0});
    const auto searches = static_cast<std::size_t>(starts.starts);
    const std::size_t profiles = file.profiled.size();
    ProgressTeller teller(progress, searches + profiles);
    const SearchSettings settings = {file.loss, file.input.fit.most_iterations,
                                     [&teller] { teller.evaluated(); }};
    FitRun run;
    run.searches = search_minima(problem, settings, starts.starts, starts.seed,
                                 [&](std::size_t finished) { teller.finished(finished); });
    if (run.searches.optima.empty())
        throw std::runtime_error("no search has found a minimum");
    run.minimum = run.searches.optima.front().minimum;
    std::vector<std::size_t> free(problem.coordinates.size());
    std::iota(free.begin(), free.end(), std::size_t{0});
    for (std::size_t i = 0; i <= most_restarts; ++i) {
        run.uncertainty = uncertainty_at(problem, file.loss, run.minimum.u);
        run.profiles = profiles_of(file, settings, run, [&](std::size_t finished) {
            teller.finished(searches + i * profiles + finished);
        });
        const Minimum* lower = nullptr;
        for (const Profile& profile : run.profiles)
            if (profile.better.u.size() > 0 &&
                (lower == nullptr || profile.better.objective < lower->objective))
                lower = &profile.better;
        if (lower == nullptr || i == most_restarts)
            break;
        Minimum next = minimise(problem, settings, lower->u, free);
        if (!(next.objective < run.minimum.objective))
            break;
        take_minimum(run, std::move(next));
        teller.add(profiles);
    }
    run.values = problem.values(run.minimum.u);
    run.chi_squared = problem.residuals(run.minimum.u).squaredNorm();
    for (std::size_t s = 0; s < problem.sets.size(); ++s)
        run.curves.push_back(fitted_curve(problem, s, run.values, run.uncertainty.noise));
    take_criteria(run, problem, file.loss);
    take_warnings(run, file);
    run.findings = ambiguities(problem, run);
    if (is_exact(problem, run))
        run.findings.emplace_back("the fit is exact up to rounding: there is no noise to estimate "
                                  "errors from, and there are no intervals");
    return run;
}

} // namespace sidejump::fit
