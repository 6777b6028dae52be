// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sidejump::fit {
namespace {

// Cube root of the rounding: the best step of a central difference.
constexpr double relative_step = 6e-6;
// Differences that are smaller in proportion to the curves have lost too many digits, as those of
// a small contribution: they are taken over longer steps.
constexpr double least_digits = 1e-10;
constexpr double most_stretch = 1e3;
// Part of the width between bounds that a step may become then.
constexpr double part_of_width = 0.1;

// f' = (a f(u + i h) + b f(u + j h) + c f(u)) / (2 h)
struct Difference {
    double i = 1.0;
    double j = -1.0;
    double a = 1.0;
    double b = -1.0;
    double c = 0.0;
};

// How long a step may become where shorter ones lose too many digits.
double longest_step(const Coordinate& coordinate, double at) {
    const double step = relative_step * coordinate.size(at);
    if (coordinate.logarithmic)
        return step;
    const double width = coordinate.high - coordinate.low;
    return std::max({step, relative_step * std::max(1.0, std::abs(at)),
                     std::isfinite(width) ? part_of_width * width : 0.0});
}

Difference within_bounds(const Coordinate& coordinate, double at, double step) {
    if (at + step <= coordinate.high && at - step >= coordinate.low)
        return {};
    const double inwards = at + step > coordinate.high ? -1.0 : 1.0;
    return {inwards, 2.0 * inwards, 4.0 * inwards, -inwards, -3.0 * inwards};
}

} // namespace

double Coordinate::value(double u) const {
    return logarithmic ? std::exp(u) : unit * u;
}

double Coordinate::derivative(double u) const {
    return logarithmic ? std::exp(u) : unit;
}

double Coordinate::coordinate(double value) const {
    return logarithmic ? std::log(value) : value / unit;
}

double Coordinate::size(double u) const {
    if (logarithmic)
        return 1.0;
    const bool keeps_sign = low >= 0.0 || high <= 0.0;
    return keeps_sign && u != 0.0 ? std::abs(u) : std::max(1.0, std::abs(u));
}

const BoundOrigin& Coordinate::bound_near(double u) const {
    return std::abs(u - low) <= std::abs(u - high) ? low_from : high_from;
}

std::size_t FitProblem::points() const {
    std::size_t count = 0;
    for (const DataSet& set : sets)
        count += set.x.size();
    return count;
}

Tie FitProblem::tie(std::size_t quantity) const {
    Tie found;
    found.quantity = quantity;
    while (quantities[found.quantity].source) { // ties may go over several quantities
        const Quantity& at = quantities[found.quantity];
        found.offset += found.factor * at.offset;
        found.factor *= at.factor;
        found.quantity = *at.source;
    }
    return found;
}

Eigen::VectorXd FitProblem::start() const {
    Eigen::VectorXd u(index(coordinates.size()));
    for (std::size_t i = 0; i < coordinates.size(); ++i)
        u[index(i)] = coordinates[i].start;
    return u;
}

std::vector<double> FitProblem::values(const Eigen::VectorXd& u) const {
    std::vector<double> values(quantities.size());
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        const Tie of = tie(i);
        const Quantity& quantity = quantities[of.quantity];
        const auto& coordinate = quantity.coordinate;
        values[i] = of.value(coordinate ? coordinates[*coordinate].value(u[index(*coordinate)])
                                        : quantity.start);
    }
    return values;
}

std::vector<double> FitProblem::model_inputs(std::size_t set,
                                             const std::vector<double>& values) const {
    std::vector<double> all = inputs[set].constants;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (inputs[set].quantities[i])
            all[i] = values[*inputs[set].quantities[i]];
    return all;
}

std::vector<double> FitProblem::curve(std::size_t set, const std::vector<double>& values,
                                      std::span<const double> x) const {
    std::vector<double> y(x.size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<double> all = model_inputs(set, values);
    if (!in_ranges(set, all))
        return y;
    if (inputs[set].on_abscissa.empty()) {
        model->evaluate(all, x, y);
    } else {
        for (std::size_t i = 0; i < x.size(); ++i) {
            for (const std::size_t copy : inputs[set].on_abscissa)
                all[copy] = x[i];
            model->evaluate(all, x.subspan(i, 1), std::span(y).subspan(i, 1));
        }
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        double power = 1.0;
        for (const std::size_t coefficient : inputs[set].background) {
            y[i] += values[coefficient] * power;
            power *= x[i];
        }
    }
    return y;
}

bool FitProblem::in_ranges(std::size_t set, const std::vector<double>& model_inputs) const {
    for (std::size_t i = 0; i < model_inputs.size(); ++i)
        if (inputs[set].quantities[i] && !model->inputs()[i].range.contains(model_inputs[i]))
            return false;
    return true;
}

double FitProblem::weight(std::size_t set, std::size_t point) const {
    const DataSet& data = sets[set];
    const double sigma = data.sigma.empty() ? residual_unit : data.sigma[point];
    return std::sqrt(data.weight) / sigma;
}

Eigen::VectorXd FitProblem::residuals(const Eigen::VectorXd& u) const {
    Eigen::VectorXd all(index(points()));
    const auto now = values(u);
    Eigen::Index row = 0;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const auto y = curve(s, now, sets[s].x);
        for (std::size_t i = 0; i < y.size(); ++i)
            all[row++] = weight(s, i) * (y[i] - sets[s].y[i]);
    }
    return all;
}

std::optional<std::size_t> FitProblem::coordinate_of(std::size_t quantity) const {
    return quantities[tie(quantity).quantity].coordinate;
}

bool FitProblem::depends(std::size_t set, std::size_t coordinate) const {
    const auto is_it = [&](std::size_t quantity) { return coordinate_of(quantity) == coordinate; };
    const CurveInputs& of = inputs[set];
    return std::any_of(of.quantities.begin(), of.quantities.end(),
                       [&](const auto& quantity) { return quantity && is_it(*quantity); }) ||
           std::any_of(of.background.begin(), of.background.end(), is_it);
}

FitProblem::Slope FitProblem::slope(const Eigen::VectorXd& u, std::size_t coordinate,
                                    double step) const {
    const double at = u[index(coordinate)];
    const Difference of = within_bounds(coordinates[coordinate], at, step);
    const auto shifted = [&](double steps) {
        Eigen::VectorXd other = u;
        other[index(coordinate)] = at + steps * step;
        auto all = values(other);
        // A background, to which nothing is tied, falls out of a difference but for its rounding.
        for (std::size_t i = 0; i < all.size(); ++i)
            if (quantities[i].is_background)
                all[i] = 0.0;
        return all;
    };
    const auto near = shifted(of.i);
    const auto far = shifted(of.j);
    const auto here = shifted(0.0);
    Slope found;
    found.values = Eigen::VectorXd::Zero(index(points()));
    double squares = 0.0;
    Eigen::Index row = 0;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        if (!depends(s, coordinate)) {
            row += index(sets[s].x.size());
            continue;
        }
        const auto one = curve(s, near, sets[s].x);
        const auto other = curve(s, far, sets[s].x);
        const auto middle = of.c == 0.0 ? one : curve(s, here, sets[s].x);
        for (std::size_t i = 0; i < one.size(); ++i) {
            found.values[row++] =
                weight(s, i) * (of.a * one[i] + of.b * other[i] + of.c * middle[i]);
            squares += std::pow(weight(s, i) * one[i], 2);
        }
    }
    found.change = found.values.norm() / std::sqrt(squares);
    found.values /= 2.0 * step;
    found.rounding = std::numeric_limits<double>::epsilon() * std::sqrt(squares) *
                     std::hypot(of.a, of.b, of.c) / (2.0 * step);
    found.step = step;
    return found;
}

FitProblem::Slope FitProblem::best_slope(const Eigen::VectorXd& u, std::size_t coordinate) const {
    const Coordinate& along = coordinates[coordinate];
    const double at = u[index(coordinate)];
    double step = relative_step * along.size(at);
    const double longest = longest_step(along, at);
    Slope found = slope(u, coordinate, step);
    while (found.change < least_digits && step < longest) {
        const double stretch = std::clamp(2.0 * least_digits / found.change, 2.0, most_stretch);
        step = std::min(longest, stretch * step);
        found = slope(u, coordinate, step);
    }
    return found;
}

// Powers of x: differences would not tell those over a narrow window apart.
Eigen::VectorXd FitProblem::background_slope(std::size_t coordinate) const {
    Eigen::VectorXd slope = Eigen::VectorXd::Zero(index(points()));
    Eigen::Index row = 0;
    for (std::size_t s = 0; s < sets.size(); ++s) {
        const auto& background = inputs[s].background;
        const auto order =
            std::find(background.begin(), background.end(), coordinates[coordinate].quantity) -
            background.begin();
        for (std::size_t i = 0; i < sets[s].x.size(); ++i, ++row)
            if (order < std::ssize(background))
                slope[row] = weight(s, i) * coordinates[coordinate].unit *
                             std::pow(sets[s].x[i], static_cast<double>(order));
    }
    return slope;
}

Eigen::MatrixXd FitProblem::jacobian(const Eigen::VectorXd& u,
                                     const std::vector<std::size_t>& free) const {
    Eigen::MatrixXd derivatives = Eigen::MatrixXd::Zero(index(points()), index(free.size()));
    for (std::size_t column = 0; column < free.size(); ++column) {
        const std::size_t k = free[column];
        derivatives.col(index(column)) =
            quantity_of(k).is_background ? background_slope(k) : best_slope(u, k).values;
    }
    return derivatives;
}

Derivatives FitProblem::derivatives(const Eigen::VectorXd& u) const {
    Derivatives found;
    found.columns.resize(index(points()), index(coordinates.size()));
    found.rounding.resize(index(coordinates.size()));
    for (std::size_t k = 0; k < coordinates.size(); ++k) {
        if (quantity_of(k).is_background) {
            const Eigen::VectorXd column = background_slope(k);
            found.columns.col(index(k)) = column;
            found.rounding[index(k)] = std::numeric_limits<double>::epsilon() * column.norm();
            continue;
        }
        const Slope whole = best_slope(u, k);
        const Slope half = slope(u, k, 0.5 * whole.step);
        found.columns.col(index(k)) = whole.values;
        found.rounding[index(k)] = std::max(whole.rounding, (whole.values - half.values).norm());
    }
    return found;
}

} // namespace sidejump::fit
