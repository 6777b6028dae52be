// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_run.hpp"

#include "sidejump/fit/data_scale.hpp"
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
#include <utility>

namespace sidejump::fit {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr int grid_points = 401;
// Of a model whose points take long.
constexpr int slow_grid_points = 41;
// How often a fit is begun anew from a lower place that a profile has come upon.
constexpr std::size_t most_restarts = 5;
// Other minima from which the searches of a profile begin.
constexpr std::size_t most_optima = 5;

// Whether nothing but rounding is left of the residuals of a curve.
bool is_exact(const FitProblem& problem, std::size_t set, const std::vector<double>& residuals) {
    const DataSet& data = problem.sets[set];
    // Where all is zero the start has to tell of what size the curve may be.
    const bool is_zero = root_mean_square(data.y) == 0.0;
    return is_rounding(
        is_zero ? problem.curve(set, problem.values(problem.start()), data.x) : data.y, residuals);
}

bool is_exact(const FitProblem& problem, const Eigen::VectorXd& u) {
    const auto values = problem.values(u);
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        std::vector<double> residuals = problem.sets[s].y;
        const std::vector<double> curve = problem.curve(s, values, problem.sets[s].x);
        for (std::size_t i = 0; i < residuals.size(); ++i)
            residuals[i] -= curve[i];
        if (!is_exact(problem, s, residuals))
            return false;
    }
    return true;
}

// Other minima that no interval leaves out.
std::vector<Eigen::VectorXd> low_optima(const FitRun& run, const std::vector<double>& levels) {
    const double highest = run.highest_threshold(levels);
    std::vector<Eigen::VectorXd> optima;
    for (const Optimum& optimum : run.searches.optima) {
        if (run.rise(optimum.minimum.objective) < highest && optimum.minimum.u != run.minimum.u &&
            optima.size() < most_optima)
            optima.push_back(optimum.minimum.u);
    }
    return optima;
}

std::vector<Profile> profiles_of(const FitFile& file, const SearchSettings& settings,
                                 const FitRun& run, const std::function<void(std::size_t)>& done) {
    if (!std::isfinite(run.uncertainty.per_objective) || run.uncertainty.noise_is_rounding)
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
                         const std::vector<double>& values, const FitRun& run) {
    const DataSet& data = problem.sets[set];
    FittedCurve curve;
    curve.at_points = problem.curve(set, values, data.x);
    for (std::size_t i = 0; i < data.x.size(); ++i) {
        curve.residuals.push_back(data.y[i] - curve.at_points[i]);
        const double sigma =
            data.sigma.empty() ? run.uncertainty.noise * problem.residual_unit : data.sigma[i];
        curve.scaled.push_back(std::sqrt(data.weight) * curve.residuals[i] / sigma);
    }
    curve.root_mean_square = root_mean_square(curve.residuals);
    curve.statistics = residual_statistics(data.x, curve.residuals);
    curve.is_exact = is_exact(problem, set, curve.residuals);
    if (curve.is_exact) // what the order of roundings tells is nothing about noise
        curve.statistics.runs_z = curve.statistics.runs_p = curve.statistics.durbin_watson =
            undefined;
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
    const double parameters = points - run.uncertainty.degrees_of_freedom;
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
    const double root = std::sqrt(run.chi_squared / points) * problem.residual_unit;
    const double likelihood = 2.0 * points * std::log(root / root_mean_square_of(problem.sets));
    run.akaike = likelihood + 2.0 * (parameters + 1.0);
    run.bayes = likelihood + std::log(points) * (parameters + 1.0);
}

// What a profile has come upon is the best optimum, found by the searches that ended there but for
// their accuracy, if any.
void take_minimum(FitRun& run, const FitProblem& problem, Minimum lower) {
    MultiStart& searches = run.searches;
    int found = 0;
    for (Optimum& optimum : searches.optima)
        if (optimum.minimum.converged && is_same(problem, optimum.minimum, lower))
            found += std::exchange(optimum.searches, 0);
    const Optimum former = searches.optima.front();
    std::erase_if(searches.optima, [&](const Optimum& optimum) {
        return optimum.searches == 0 || !optimum.minimum.converged;
    });
    if (former.searches > 0 && !former.minimum.converged) {
        searches.given_up += former.searches;
        searches.lowest_given_up = std::min(searches.lowest_given_up, former.minimum.objective);
    }
    searches.optima.insert(searches.optima.begin(), {lower, found});
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

double FitRun::highest_threshold(const std::vector<double>& levels) const {
    double highest = 1.0;
    for (const double level : levels)
        highest = std::max(highest, uncertainty.threshold(level));
    return highest;
}

std::string reported_text(const Quantity& quantity, double value) {
    const std::string number = fmt::format("{:.4g}", quantity.reported.value(value));
    return quantity.unit == "1" ? number : number + " " + quantity.unit;
}

std::string percent_text(double level) {
    return fmt::format("{:.15g} %", 100.0 * level);
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
        run.is_exact = is_exact(problem, run.minimum.u);
        run.uncertainty.noise_is_rounding = run.is_exact && run.uncertainty.noise_estimated;
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
        take_minimum(run, problem, std::move(next));
        teller.add(profiles);
    }
    run.values = problem.values(run.minimum.u);
    run.chi_squared = problem.residuals(run.minimum.u).squaredNorm();
    for (std::size_t s = 0; s < problem.sets.size(); ++s)
        run.curves.push_back(fitted_curve(problem, s, run.values, run));
    take_criteria(run, problem, file.loss);
    run.warnings = warnings_of(file, run);
    run.findings = ambiguities(problem, run);
    if (run.uncertainty.noise_is_rounding)
        run.findings.emplace_back("the fit is exact up to rounding: there is no noise to estimate "
                                  "errors from, and there are no intervals");
    return run;
}

} // namespace sidejump::fit
