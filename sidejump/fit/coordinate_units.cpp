// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/coordinate_units.hpp"

#include <cmath>
#include <limits>

namespace sidejump::fit {
namespace {

// Changes of the curves, over the scatter of y, with which a start value is its own unit.
constexpr double least_change = 1e-4;
constexpr double most_change = 1e2;
// Those that other units are chosen for.
constexpr double least_wanted = 1e-2;
constexpr double most_wanted = 1.0;
constexpr int most_decades = 40;
// Part of a unit, and of the change by a unit, that tell a change of second order from one of the
// first: there they are as 1 to 1e-4.
constexpr double small_part = 1e-4;
constexpr double least_slope = 1e-2;
// Smaller changes by a unit are rounding where they are by a part of it.
constexpr double least_whole = 1e-8;

std::vector<std::vector<double>> curves(const FitProblem& problem, const Eigen::VectorXd& u) {
    const auto values = problem.values(u);
    std::vector<std::vector<double>> all;
    for (std::size_t set = 0; set < problem.sets.size(); ++set)
        all.push_back(problem.curve(set, values, problem.sets[set].x));
    return all;
}

class Sensitivity {
  public:
    Sensitivity(const FitProblem& problem, std::size_t coordinate,
                const std::vector<std::vector<double>>& start)
        : problem_(problem), coordinate_(coordinate), start_(start) {}

    // Root mean square change of the curves over the scatter of y if a coordinate goes by `step`
    // from its start, to the side where it may; infinite if it may not or the curves have no value
    // there.
    [[nodiscard]] double change(double step) const {
        const Coordinate& coordinate = problem_.coordinates[coordinate_];
        double at = coordinate.start + step;
        if (at > coordinate.high)
            at = coordinate.start - step;
        if (at < coordinate.low)
            return std::numeric_limits<double>::infinity();
        Eigen::VectorXd u = problem_.start();
        u[index(coordinate_)] = at;
        const auto shifted = curves(problem_, u);
        double sum = 0.0;
        for (std::size_t set = 0; set < shifted.size(); ++set)
            for (std::size_t i = 0; i < shifted[set].size(); ++i)
                sum += std::pow((shifted[set][i] - start_[set][i]) / problem_.residual_unit, 2);
        const double root = std::sqrt(sum / static_cast<double>(problem_.points()));
        return std::isfinite(root) ? root : std::numeric_limits<double>::infinity();
    }

    // In units of the coordinate; 1 if it has no effect.
    [[nodiscard]] double unit() const {
        double step = 1.0;
        double now = change(step);
        if (now >= least_change && now <= most_change)
            return step;
        const bool shrinks = now > most_change;
        for (int i = 0; i < most_decades; ++i) {
            const double next = shrinks ? 0.1 * step : 10.0 * step;
            const double then = change(next);
            if (!shrinks && !std::isfinite(then))
                return now > 0.0 ? step : 1.0;
            step = next;
            now = then;
            if (shrinks ? now <= most_wanted : now >= least_wanted)
                return now > 0.0 ? step : 1.0;
        }
        return 1.0;
    }

    [[nodiscard]] bool is_stationary(double unit) const {
        const double whole = change(unit);
        return std::isfinite(whole) && whole > least_whole &&
               change(small_part * unit) < least_slope * small_part * whole;
    }

  private:
    const FitProblem& problem_;
    std::size_t coordinate_;
    const std::vector<std::vector<double>>& start_;
};

const ParameterInput* parameter_of(const FitInput& input, const std::string& quantity) {
    for (const ParameterInput& parameter : input.parameter)
        if (quantity == parameter.name.text ||
            (parameter.per_set && quantity.starts_with(parameter.name.text + "[")))
            return &parameter;
    return nullptr;
}

// A constant far from that of the data would leave a search with one aim, whatever becomes of the
// other parameters on the way: it begins at the mean of what the start leaves.
void start_constants(FitProblem& problem, const std::vector<std::vector<double>>& start) {
    for (Coordinate& coordinate : problem.coordinates) {
        double sum = 0.0;
        std::size_t count = 0;
        for (std::size_t set = 0; set < problem.sets.size(); ++set) {
            const auto& background = problem.inputs[set].background;
            if (background.empty() || background.front() != coordinate.quantity)
                continue;
            count += start[set].size();
            for (std::size_t i = 0; i < start[set].size(); ++i)
                sum += (problem.sets[set].y[i] - start[set][i]) / problem.residual_unit;
        }
        if (count > 0 && std::isfinite(sum))
            coordinate.start =
                coordinate.coordinate(sum / static_cast<double>(count) * problem.residual_unit);
    }
}

} // namespace

void take_coordinate_units(FitProblem& problem, const FitInput& input) {
    const auto start = curves(problem, problem.start());
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i) {
        Coordinate& coordinate = problem.coordinates[i];
        const Quantity& quantity = problem.quantities[coordinate.quantity];
        if (coordinate.logarithmic || quantity.is_background)
            continue;
        // A value of a slow model is not spent on a start that is likely to be its own unit.
        if (coordinate.start != 0.0 && problem.model->is_slow())
            continue;
        const Sensitivity sensitivity(problem, i, start);
        const double unit = sensitivity.unit();
        const ParameterInput* parameter = parameter_of(input, quantity.name);
        if (coordinate.start == 0.0 && parameter != nullptr && !input.fit.multi_start &&
            sensitivity.is_stationary(unit))
            parameter->start->place.fail(
                fmt::format("a start value from which the search for {} can begin",
                            parameter->name.text),
                fmt::format("{}, where the curves do not change with it to first order",
                            parameter->start->text()));
        coordinate.unit *= unit;
        coordinate.start /= unit;
        coordinate.low /= unit;
        coordinate.high /= unit;
        for (BoundOrigin* origin : {&coordinate.low_from, &coordinate.high_from})
            if (origin->open_end)
                *origin->open_end /= unit;
    }
    start_constants(problem, start);
}

} // namespace sidejump::fit
