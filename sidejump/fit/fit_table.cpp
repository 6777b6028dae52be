// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_report.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/output/csv_cell.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace sidejump::fit {
namespace {

// Correlations beyond are told.
constexpr double strong = 0.9;

using Row = std::vector<std::string>;

// With as many digits as show a part of 1e-2 of the resolution, at least so many.
std::string digits(double value, double resolution, int least) {
    int wanted = least;
    if (value != 0.0 && std::isfinite(value) && resolution > 0.0 && std::isfinite(resolution))
        wanted = 2 + static_cast<int>(std::floor(std::log10(std::abs(value))) -
                                      std::floor(std::log10(resolution)));
    return fmt::format("{:.{}g}", value,
                       std::clamp(wanted, least, std::numeric_limits<double>::max_digits10));
}

std::string interval_end(const IntervalEnd& end, double value, double width) {
    if (end.end == End::failed)
        return "?";
    // A bound or the end of the way limits nothing.
    if (end.end != End::crossed)
        return "no limit";
    return digits(value, width, 4);
}

std::string interval_text(const FitProblem& problem, std::size_t quantity_, std::size_t coordinate,
                          const ProfileInterval& interval) {
    const Quantity& quantity = problem.quantities[quantity_];
    const Tie tie = problem.tie(quantity_);
    const auto value = [&](const IntervalEnd& end) {
        return quantity.reported.value(tie.value(problem.coordinates[coordinate].value(end.u)));
    };
    const bool falls = tie.factor * quantity.reported.scale < 0.0;
    const IntervalEnd& low = falls ? interval.high : interval.low;
    const IntervalEnd& high = falls ? interval.low : interval.high;
    const double width = std::abs(value(high) - value(low));
    return fmt::format("{} .. {}", interval_end(low, value(low), width),
                       interval_end(high, value(high), width));
}

Row parameter_row(const FitProblem& problem, const FitRun& run, std::size_t i,
                  const Eigen::VectorXd& errors) {
    const Quantity& quantity = problem.quantities[i];
    const double value = quantity.reported.value(run.values[i]);
    const Tie tie = problem.tie(i);
    const std::string tied =
        quantity.source ? "  tied to " + problem.quantities[*quantity.source].name : "";
    const auto& fitted = problem.quantities[tie.quantity].coordinate;
    if (!fitted)
        return {quantity.name, fmt::format("{:.6g}", value), quantity.unit, "",
                quantity.source ? tied : "  fixed"};
    const std::size_t k = *fitted;
    const Coordinate& coordinate = problem.coordinates[k];
    const double error = std::abs(quantity.reported.difference(
        tie.factor * coordinate.derivative(run.minimum.u[index(k)]) * errors[index(k)]));
    Row row = {quantity.name, digits(value, error, 6), quantity.unit,
               std::isfinite(error) ? fmt::format("{:.3g}", error) : "-"};
    for (const Profile& profile : run.profiles)
        if (profile.coordinate == k)
            for (const auto& interval : profile.intervals)
                if (interval.level > 0.0)
                    row.push_back(interval_text(problem, i, k, interval));
    row.push_back(tied); // after the last column that the row has
    return row;
}

std::string parameter_table(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    Row heads = {"parameter", "value", "unit", "error"};
    if (!run.profiles.empty())
        for (const double level : file.levels)
            heads.push_back(percent_text(level) + " (profile)");
    std::vector<Row> rows;
    const Eigen::VectorXd errors = run.uncertainty.standard_errors(problem.coordinates.size());
    for (std::size_t i = 0; i < problem.quantities.size(); ++i)
        rows.push_back(parameter_row(problem, run, i, errors));
    std::vector<std::size_t> widths(heads.size(), 24);
    const std::array<std::size_t, 4> least = {10, 12, 8, 10};
    std::copy(least.begin(), least.end(), widths.begin());
    heads.emplace_back();
    rows.insert(rows.begin(), heads);
    for (const Row& row : rows)
        for (std::size_t column = 0; column + 1 < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    std::string text;
    for (const Row& row : rows) {
        text += " ";
        for (std::size_t column = 0; column + 1 < row.size(); ++column) {
            const bool is_word = column == 0 || column == 2;
            text += is_word ? fmt::format(" {:<{}}", row[column], widths[column])
                            : fmt::format(" {:>{}}", row[column], widths[column]);
        }
        text += row.back() + "\n";
    }
    return text;
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
            "  noise not known, estimated from the {}: {:.4g} {}, degrees of freedom {}",
            file.loss.kind == Loss::none ? "residuals" : "median of the residuals",
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
        text += fmt::format("  {}: {} points, rms residual {:.4g} {}", problem.sets[s].label,
                            problem.sets[s].x.size(),
                            problem.sets[s].y_written.difference(curve.root_mean_square),
                            problem.sets[s].y_unit);
        if (curve.is_exact)
            text += ", which is rounding";
        else
            text += fmt::format(", runs test p = {:.2g}", curve.statistics.runs_p);
        if (std::isfinite(curve.statistics.durbin_watson))
            text += fmt::format(", Durbin-Watson {:.3f}", curve.statistics.durbin_watson);
        text += "\n";
    }
    return text;
}

std::string correlation_text(const FitProblem& problem, const Uncertainty& uncertainty) {
    const auto name = [&](std::size_t i) { return problem.quantity_of(uncertainty.free[i]).name; };
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
    std::string text = fmt::format("  {} of {} searches found the best optimum",
                                   run.searches.optima.front().searches, run.searches.searches);
    if (run.searches.optima.front().searches == 0)
        text += ", which a profile came upon";
    if (run.searches.given_up > 0)
        text += fmt::format(", {} were given up after {} steps, the lowest at Delta chi^2 = {:.4g}",
                            run.searches.given_up, file.input.fit.most_iterations,
                            run.rise(run.searches.lowest_given_up));
    if (run.searches.failed > 0)
        text += fmt::format(", {} ended where the model has no value", run.searches.failed);
    text += "\n";
    constexpr std::size_t most = 5;
    for (std::size_t i = 1; i < std::min(run.searches.optima.size(), most); ++i)
        text +=
            fmt::format("  {} another one, Delta chi^2 = {:.4g}\n", run.searches.optima[i].searches,
                        run.rise(run.searches.optima[i].minimum.objective));
    return text;
}

} // namespace

std::string fit_table(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    std::string text = fmt::format(
        "{}: fit of {} to {} with {}\n\n", file.path, problem.model->name(),
        input::counted(problem.sets.size(), "curve"), input::counted(problem.points(), "point"));
    text += parameter_table(file, run);
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
