// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_report.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <cmath>

namespace sidejump::fit {
namespace {

Json number(double value) {
    return std::isfinite(value) ? Json(value + 0.0) : Json(nullptr);
}

Json numbers(const std::vector<double>& values, const UnitChange& change = {}) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(change.value(value)));
    return list;
}

// Residuals and errors: differences, which have no offset.
Json differences(const std::vector<double>& values, const UnitChange& change) {
    return numbers(values, {change.scale, 0.0});
}

const char* word(End end) {
    switch (end) {
    case End::crossed:
        return "crossed";
    case End::bound:
        return "bound";
    case End::open:
        return "open";
    case End::failed:
        break;
    }
    return "failed";
}

// Of a quantity that is the coordinate of a profile, or follows from it.
Json interval_json(const FitProblem& problem, std::size_t quantity_, const Profile& profile,
                   const ProfileInterval& interval) {
    const Coordinate& coordinate = problem.coordinates[profile.coordinate];
    const Quantity& quantity = problem.quantities[quantity_];
    const Tie tie = problem.tie(quantity_);
    const bool falls = tie.factor * quantity.reported.scale < 0.0;
    const IntervalEnd& low = falls ? interval.high : interval.low;
    const IntervalEnd& high = falls ? interval.low : interval.high;
    const auto value = [&](const IntervalEnd& end) {
        return number(quantity.reported.value(tie.value(coordinate.value(end.u))));
    };
    return {{"level", interval.level > 0.0 ? Json(interval.level) : Json(nullptr)},
            {"threshold", interval.threshold},
            {"low", value(low)},
            {"high", value(high)},
            {"low_end", word(low.end)},
            {"high_end", word(high.end)}};
}

Json parameters_json(const FitProblem& problem, const FitRun& run) {
    const Eigen::VectorXd errors = run.uncertainty.standard_errors(problem.coordinates.size());
    Json all = Json::object();
    for (std::size_t i = 0; i < problem.quantities.size(); ++i) {
        const Quantity& quantity = problem.quantities[i];
        Json entry = {{"value", number(quantity.reported.value(run.values[i]))},
                      {"unit", quantity.unit},
                      {"status", quantity.coordinate ? "fitted"
                                 : quantity.source   ? "tied"
                                                     : "fixed"}};
        const Tie tie = problem.tie(i);
        if (quantity.source)
            entry["tied_to"] = problem.quantities[*quantity.source].name;
        if (const auto& fitted = problem.quantities[tie.quantity].coordinate) {
            const std::size_t k = *fitted;
            const Coordinate& coordinate = problem.coordinates[k];
            const double u = run.minimum.u[index(k)];
            const auto to_value = [&](double error) {
                return number(std::abs(
                    quantity.reported.difference(tie.factor * coordinate.derivative(u) * error)));
            };
            if (run.uncertainty.at_bound[k] && !quantity.source)
                entry["status"] =
                    coordinate.bound_near(u).open_end ? "at end of range" : "at bound";
            entry["standard_error"] = to_value(errors[index(k)]);
            entry["error_alone"] = nullptr;
            for (std::size_t j = 0; j < run.uncertainty.free.size(); ++j)
                if (run.uncertainty.free[j] == k && !run.uncertainty.noise_is_rounding)
                    entry["error_alone"] = to_value(run.uncertainty.alone[index(j)]);
            if (!quantity.source) {
                entry["scale"] = coordinate.logarithmic ? "logarithmic" : "linear";
                const auto end = [&](double bound, const BoundOrigin& from) {
                    return number(
                        quantity.reported.value(coordinate.value(from.open_end.value_or(bound))));
                };
                entry["low"] = end(coordinate.low, coordinate.low_from);
                entry["high"] = end(coordinate.high, coordinate.high_from);
            }
            Json intervals = Json::array();
            for (const Profile& profile : run.profiles)
                if (profile.coordinate == k)
                    for (const auto& interval : profile.intervals)
                        intervals.push_back(interval_json(problem, i, profile, interval));
            entry["intervals"] = intervals;
        }
        entry["background"] = quantity.is_background;
        all[quantity.name] = entry;
    }
    return all;
}

Json correlation_json(const FitProblem& problem, const Uncertainty& uncertainty) {
    Json names = Json::array();
    Json matrix = Json::array();
    for (std::size_t i = 0; i < uncertainty.free.size(); ++i) {
        names.push_back(problem.quantity_of(uncertainty.free[i]).name);
        Json row = Json::array();
        for (std::size_t j = 0; j < uncertainty.free.size(); ++j)
            row.push_back(number(uncertainty.correlation(i, j)));
        matrix.push_back(row);
    }
    return {{"names", names}, {"matrix", matrix}};
}

Json values_json(const FitProblem& problem, const Eigen::VectorXd& u) {
    const auto values = problem.values(u);
    Json all = Json::object();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (problem.quantities[i].coordinate)
            all[problem.quantities[i].name] =
                number(problem.quantities[i].reported.value(values[i]));
    return all;
}

Json searches_json(const FitProblem& problem, const FitRun& run) {
    Json optima = Json::array();
    for (const Optimum& optimum : run.searches.optima)
        optima.push_back({{"searches", optimum.searches},
                          {"delta", number(run.rise(optimum.minimum.objective))},
                          {"values", values_json(problem, optimum.minimum.u)}});
    return {{"count", run.searches.searches},
            {"failed", run.searches.failed},
            {"given_up", run.searches.given_up},
            {"lowest_given_up", number(run.rise(run.searches.lowest_given_up))},
            {"converged", run.minimum.converged},
            {"optima", optima}};
}

Json profiles_json(const FitProblem& problem, const FitRun& run) {
    Json all = Json::object();
    for (const Profile& profile : run.profiles) {
        const Coordinate& own = problem.coordinates[profile.coordinate];
        Json delta = Json::array();
        Json columns = Json::object();
        for (const ProfilePoint& point : profile.points) {
            delta.push_back(number(point.statistic));
            const Json values = values_json(problem, point.u);
            for (const auto& [name, value] : values.items())
                columns[name].push_back(value);
        }
        const Quantity& quantity = problem.quantities[own.quantity];
        all[quantity.name] = {{"unit", quantity.unit},
                              {"scale", own.logarithmic ? "logarithmic" : "linear"},
                              {"delta", delta},
                              {"values", columns}};
    }
    return all;
}

Json curves_json(const FitProblem& problem, const FitRun& run) {
    Json all = Json::array();
    for (std::size_t s = 0; s < problem.sets.size(); ++s) {
        const DataSet& set = problem.sets[s];
        const FittedCurve& curve = run.curves[s];
        const ResidualStatistics& of = curve.statistics;
        Json entry = {{"label", set.label},
                      {"file", set.file},
                      {"x",
                       {{"name", set.x_name},
                        {"unit", set.x_unit},
                        {"values", numbers(set.x, set.x_written)}}},
                      {"y",
                       {{"name", set.y_name},
                        {"unit", set.y_unit},
                        {"values", numbers(set.y, set.y_written)}}}};
        if (!set.sigma.empty())
            entry["sigma"] = differences(set.sigma, set.y_written);
        entry["fit"] = numbers(curve.at_points, set.y_written);
        entry["residuals"] = differences(curve.residuals, set.y_written);
        entry["scaled_residuals"] = numbers(curve.scaled);
        entry["grid"] = {{"x", numbers(curve.grid_x, set.x_written)},
                         {"y", numbers(curve.grid_y, set.y_written)}};
        entry["root_mean_square"] = number(set.y_written.difference(curve.root_mean_square));
        entry["runs_test"] = {{"positive", of.positive},
                              {"negative", of.negative},
                              {"runs", of.runs},
                              {"z", number(of.runs_z)},
                              {"p", number(of.runs_p)}};
        entry["durbin_watson"] = number(of.durbin_watson);
        all.push_back(entry);
    }
    return all;
}

Json quality_json(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    const Uncertainty& uncertainty = run.uncertainty;
    const int freedom = uncertainty.degrees_of_freedom;
    const double unit = problem.residual_unit;
    Json quality = {{"points", problem.points()},
                    {"fitted", problem.coordinates.size()},
                    {"degrees_of_freedom", freedom}};
    if (problem.sigma_known) {
        quality["chi_squared"] = number(run.chi_squared);
        quality["reduced_chi_squared"] = number(run.chi_squared / freedom);
        quality["p_value"] = number(run.p_value);
    } else {
        quality["residual_sum_of_squares"] = {
            {"value", number(run.chi_squared * unit * unit)},
            {"unit", problem.model->unit() == "1" ? "1" : "(" + problem.model->unit() + ")^2"}};
    }
    quality["noise"] = {
        {"estimated", uncertainty.noise_estimated},
        {"value", number(problem.sigma_known ? uncertainty.noise : uncertainty.noise * unit)},
        {"unit", problem.sigma_known ? "standard deviations given" : problem.model->unit()}};
    Json held = Json::array();
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
        if (uncertainty.at_bound[i])
            held.push_back(problem.quantity_of(i).name);
    quality["errors_conditional_on"] = held;
    quality["aic"] = number(run.akaike);
    quality["bic"] = number(run.bayes);
    return quality;
}

} // namespace

Json fit_json(const FitFile& file, const FitRun& run) {
    const FitProblem& problem = file.problem;
    const ModelInput& x = problem.model->inputs()[problem.model->abscissa()];
    return {{"program", output::program_json()},
            {"kind", "fit"},
            {"input", file.echo},
            {"model",
             {{"kind", problem.model->name()},
              {"x", x.name},
              {"x_unit", x.unit},
              {"ordinate", problem.model->ordinate()},
              {"unit", problem.model->unit()}}},
            {"parameters", parameters_json(problem, run)},
            {"quality", quality_json(file, run)},
            {"correlation", correlation_json(problem, run.uncertainty)},
            {"searches", searches_json(problem, run)},
            {"profiles", profiles_json(problem, run)},
            {"findings", run.findings},
            {"warnings", run.warnings},
            {"curves", curves_json(problem, run)}};
}

} // namespace sidejump::fit
