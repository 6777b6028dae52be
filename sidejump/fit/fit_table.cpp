// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_report.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/output/csv_cell.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::fit {
namespace {

// Correlations beyond are told.
constexpr double strong = 0.9;

std::string interval_end(const FitProblem& problem, std::size_t quantity_, std::size_t coordinate,
                         const IntervalEnd& end) {
    if (end.end == End::failed)
        return "?";
    // A bound or the end of the way limits nothing.
    if (end.end != End::crossed)
        return "no limit";
    const double value = problem.coordinates[coordinate].value(end.u);
    return fmt::format("{:.4g}", problem.quantities[quantity_].reported.value(
                                     problem.tie(quantity_).value(value)));
}

std::string parameter_line(const FitProblem& problem, const FitRun& run, std::size_t i,
                           const Eigen::VectorXd& errors, int width) {
    const Quantity& quantity = problem.quantities[i];
    std::string line =
        fmt::format("  {:<{}} {:>12} {:<8}", quantity.name, width,
                    fmt::format("{:.6g}", quantity.reported.value(run.values[i])), quantity.unit);
    const Tie tie = problem.tie(i);
    const std::string remark =
        quantity.source ? "  tied to " + problem.quantities[*quantity.source].name : "";
    const auto& fitted = problem.quantities[tie.quantity].coordinate;
    if (!fitted)
        return line + fmt::format(" {:>10}{}", "", quantity.source ? remark : "  fixed");
    const std::size_t k = *fitted;
    const bool falls = tie.factor * quantity.reported.scale < 0.0;
    const Coordinate& coordinate = problem.coordinates[k];
    const double error = std::abs(quantity.reported.difference(
        tie.factor * coordinate.derivative(run.minimum.u[index(k)]) * errors[index(k)]));
    line += fmt::format(" {:>10}", std::isfinite(error) ? fmt::format("{:.3g}", error) : "-");
    for (const Profile& profile : run.profiles)
        if (profile.coordinate == k)
            for (const auto& interval : profile.intervals)
                if (interval.level > 0.0)
                    line += fmt::format(
                        " {:>24}",
                        fmt::format(
                            "{} .. {}",
                            interval_end(problem, i, k, falls ? interval.high : interval.low),
                            interval_end(problem, i, k, falls ? interval.low : interval.high)));
    return line + remark;
}

std::string quality_text(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    const int freedom = run.uncertainty.degrees_of_freedom;
    std::string text;
    if (problem.sigma_known)
        text += fmt::format("  chi^2 {:.6g}, degrees of freedom {}, reduced {:.4g}",
                            run.chi_squared, freedom, run.chi_squared / freedom);
    else
        text += fmt::format(
            "  noise not known, estimated from the residuals: {:.4g} {}, degrees of freedom {}",
            problem.sets[0].y_written.difference(run.uncertainty.noise * problem.residual_unit),
            problem.sets[0].y_unit, freedom);
    if (problem.sigma_known && run.uncertainty.noise_estimated)
        text +=
            "; with a loss, errors are from the scatter of the residuals, not from the standard "
            "deviations given";
    if (std::isfinite(run.akaike))
        text += fmt::format("; AIC {:.6g}, BIC {:.6g}", run.akaike, run.bayes);
    text += "\n";
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        const FittedCurve& curve = run.curves[s];
        text += fmt::format("  {}: {} points, rms residual {:.4g} {}, runs test p = {:.2g}, "
                            "Durbin-Watson {:.3f}\n",
                            problem.sets[s].label, problem.sets[s].x.size(),
                            problem.sets[s].y_written.difference(curve.root_mean_square),
                            problem.sets[s].y_unit, curve.statistics.runs_p,
                            curve.statistics.durbin_watson);
    }
    return text;
}

std::string correlation_text(const FitProblem& problem, const Uncertainty& uncertainty) {
    const auto name = [&](std::size_t i) {
        return problem.quantities[problem.coordinates[uncertainty.free[i]].quantity].name;
    };
    std::string text;
    for (std::size_t i = 0; i < uncertainty.free.size(); ++i)
        for (std::size_t j = i + 1; j < uncertainty.free.size(); ++j) {
            const double correlation = uncertainty.correlation(i, j);
            if (std::abs(correlation) > strong)
                text += fmt::format("  correlation of {} and {}: {:.4f}\n", name(i), name(j),
                                    correlation);
        }
    return text;
}

std::string searches_text(const FitFile& file, const FitRun& run) {
    if (run.searches.searches < 2)
        return "";
    const auto rise = [&](double objective) {
        return (objective - run.minimum.objective) * run.uncertainty.per_objective;
    };
    std::string text = fmt::format("  {} of {} searches found the best optimum",
                                   run.searches.optima.front().searches, run.searches.searches);
    if (run.searches.optima.front().searches == 0)
        text += ", which a profile came upon";
    if (run.searches.given_up > 0)
        text += fmt::format(", {} were given up after {} steps, the lowest at Delta chi^2 = {:.4g}",
                            run.searches.given_up, file.input.fit.most_iterations,
                            rise(run.searches.lowest_given_up));
    if (run.searches.failed > 0)
        text += fmt::format(", {} ended where the model has no value", run.searches.failed);
    text += "\n";
    constexpr std::size_t most = 5;
    for (std::size_t i = 1; i < std::min(run.searches.optima.size(), most); ++i)
        text +=
            fmt::format("  {} another one, Delta chi^2 = {:.4g}\n", run.searches.optima[i].searches,
                        rise(run.searches.optima[i].minimum.objective));
    return text;
}

} // namespace

std::string fit_table(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    std::string text = fmt::format(
        "{}: fit of {} to {} with {}\n\n", file.path, problem.model->name(),
        input::counted(problem.sets.size(), "curve"), input::counted(problem.points(), "point"));
    int width = 10;
    for (const Quantity& quantity : problem.quantities)
        width = std::max(width, static_cast<int>(quantity.name.size()));
    text +=
        fmt::format("  {:<{}} {:>12} {:<8} {:>10}", "parameter", width, "value", "unit", "error");
    if (!run.profiles.empty())
        for (const double level : file.levels)
            text += fmt::format(" {:>24}", fmt::format("{:.4g} % (profile)", 100.0 * level));
    text += "\n";
    const Eigen::VectorXd errors = run.uncertainty.standard_errors(problem.coordinates.size());
    for (std::size_t i = 0; i < problem.quantities.size(); ++i)
        text += parameter_line(problem, run, i, errors, width) + "\n";
    text += "\n" + quality_text(file, run) + correlation_text(problem, run.uncertainty) +
            searches_text(file, run);
    for (const std::string& finding : run.findings)
        text += "  " + finding + "\n";
    return text;
}

std::string curve_csv(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    std::string text = "curve,x,x_unit,y,fit,residual,scaled_residual,y_unit\n";
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        const DataSet& set = problem.sets[s];
        const FittedCurve& curve = run.curves[s];
        for (std::size_t i = 0; i < set.x.size(); ++i)
            text +=
                fmt::format("{},{},{},{},{},{},{},{}\n", output::csv_cell(set.label),
                            set.x_written.value(set.x[i]), output::csv_cell(set.x_unit),
                            set.y_written.value(set.y[i]), set.y_written.value(curve.at_points[i]),
                            set.y_written.difference(curve.residuals[i]), curve.scaled[i],
                            output::csv_cell(set.y_unit));
    }
    return text;
}

} // namespace sidejump::fit
