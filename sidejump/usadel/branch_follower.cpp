// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/branch_follower.hpp"

#include "sidejump/usadel/krylov.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

/// Of the length of a step, how far from it a solution may be found.
constexpr double farthest = 0.3;

double largest_order(const std::vector<Complex>& values) {
    double result = 0.0;
    for (const Complex& value : values)
        result = std::max(result, std::abs(value));
    return result;
}

} // namespace

BranchFollower::BranchFollower(const StructureFamily& family, double parameter,
                               const EquilibriumState& start, double tolerance)
    : family_(family), tolerance_(tolerance), cut_off_(start.points.cut_off / start.temperature) {
    for (const PairingSite& site : family.structure(parameter).sites) {
        unit_ += site.weight * std::norm(start.order_parameters.at(weights_.size()));
        weights_.push_back(site.weight);
    }
    if (!(unit_ > 0.0))
        throw std::invalid_argument("a branch starts from a solution with order parameters, and "
                                    "all of these are 0");
    for (double& weight : weights_)
        weight /= unit_;
}

void BranchFollower::place(EquilibriumState& state, double parameter) const {
    const double temperature = family_.temperature(parameter);
    if (temperature == state.temperature)
        return;
    state.temperature = temperature;
    // Half a block less, so that rounding does not add one.
    state.points =
        endless_matsubara_points(temperature, 0.75 * cut_off_ * temperature, state.points.rule);
}

BranchDirection BranchFollower::tangent(double parameter, EquilibriumState& state,
                                        const BranchDirection& along) const {
    const DiscreteStructure structure = family_.structure(parameter);
    const auto responses = solve_with_responses(structure, state);
    const GapEquation gap(structure, state);
    BranchDirection result =
        solve(state, responses, gap, parameter, along,
              Eigen::VectorXd::Zero(gap.scaled_residual(along.gap).size()), 1.0);
    const double length = std::sqrt(product(result, result));
    for (Complex& change : result.gap)
        change /= length;
    result.parameter /= length;
    return result;
}

std::optional<int> BranchFollower::correct(double& parameter, EquilibriumState& state,
                                           const BranchDirection& along) const {
    constexpr int most_steps = 8;
    for (int step = 0; step <= most_steps; ++step) {
        const DiscreteStructure structure = family_.structure(parameter);
        place(state, parameter);
        const auto responses = solve_with_responses(structure, state);
        const GapEquation gap(structure, state);
        const std::vector<Complex> residual = gap.residual(state);
        if (largest_order(residual) <= tolerance_ * largest_order(state.order_parameters))
            return step;
        if (step == most_steps)
            break;
        const BranchDirection way =
            solve(state, responses, gap, parameter, along, -gap.scaled_residual(residual), 0.0);
        if (product(way, way) > 1.0)
            break;
        move(parameter, state, way, 1.0);
    }
    return std::nullopt;
}

std::optional<int> BranchFollower::advance(double& parameter, EquilibriumState& state,
                                           const BranchDirection& along, double length) const {
    try {
        move(parameter, state, along, length);
        EquilibriumState predicted;
        predicted.order_parameters = state.order_parameters;
        const double there = parameter;
        const std::optional<int> steps = correct(parameter, state, along);
        const BranchDirection correction = change(predicted, there, state, parameter);
        if (product(correction, correction) <= farthest * farthest * length * length)
            return steps;
    } catch (const std::exception&) {
        // Also a parameter that is none, such as a negative temperature.
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<EquilibriumState> BranchFollower::land(const BranchStep& from,
                                                     const EquilibriumState& trial, double there,
                                                     double bound) const {
    const BranchDirection way = change(from.state, from.parameter, trial, there);
    const double part = (bound - from.parameter) / (there - from.parameter);
    EquilibriumState predicted = trial;
    predicted.order_parameters = from.state.order_parameters;
    double parameter = from.parameter;
    move(parameter, predicted, way, part);
    const BranchDirection natural{std::vector<Complex>(way.gap.size(), 0.0), 1.0};
    try {
        EquilibriumState state = predicted;
        parameter = bound;
        if (!correct(parameter, state, natural))
            return std::nullopt;
        const BranchDirection correction = change(predicted, bound, state, bound);
        if (product(correction, correction) <= farthest * farthest * product(way, way))
            return state;
    } catch (const std::exception&) {
        return std::nullopt;
    }
    return std::nullopt;
}

BranchStep BranchFollower::between(const BranchStep& one, const BranchStep& other,
                                   double length) const {
    const double distance = other.length - one.length;
    const double part = (length - one.length) / distance;
    // Hermite's polynomials.
    const double of_other = part * part * (3.0 - 2.0 * part);
    const double slope_here = distance * part * (1.0 - part) * (1.0 - part);
    const double slope_there = distance * part * part * (part - 1.0);
    BranchStep step = part < 0.5 ? one : other;
    step.length = length;
    step.parameter =
        (1.0 - of_other) * one.parameter + of_other * other.parameter +
        family_.scale * (slope_here * one.along.parameter + slope_there * other.along.parameter);
    step.along.parameter = (1.0 - part) * one.along.parameter + part * other.along.parameter;
    for (std::size_t s = 0; s < step.along.gap.size(); ++s) {
        step.state.order_parameters[s] = (1.0 - of_other) * one.state.order_parameters[s] +
                                         of_other * other.state.order_parameters[s] +
                                         slope_here * one.along.gap[s] +
                                         slope_there * other.along.gap[s];
        step.along.gap[s] = (1.0 - part) * one.along.gap[s] + part * other.along.gap[s];
    }
    if (!correct(step.parameter, step.state, step.along))
        throw std::runtime_error(
            fmt::format("no solution was found on the branch between the parameters {:.8g} and "
                        "{:.8g}; another number of points may help",
                        one.parameter, other.parameter));
    return step;
}

void BranchFollower::move(double& parameter, EquilibriumState& state, const BranchDirection& along,
                          double length) const {
    for (std::size_t s = 0; s < along.gap.size(); ++s)
        state.order_parameters[s] += length * along.gap[s];
    parameter += length * along.parameter * family_.scale;
}

BranchDirection BranchFollower::change(const EquilibriumState& from, double parameter,
                                       const EquilibriumState& to, double there) const {
    BranchDirection result{to.order_parameters, (there - parameter) / family_.scale};
    for (std::size_t s = 0; s < result.gap.size(); ++s)
        result.gap[s] -= from.order_parameters[s];
    return result;
}

double BranchFollower::product(const BranchDirection& one, const BranchDirection& other) const {
    double sum = one.parameter * other.parameter;
    for (std::size_t s = 0; s < one.gap.size(); ++s)
        sum += weights_[s] * (std::conj(one.gap[s]) * other.gap[s]).real();
    return sum;
}

BranchDirection
BranchFollower::solve(const EquilibriumState& state, const std::vector<LinearResponse>& responses,
                      const GapEquation& gap, double parameter, const BranchDirection& along,
                      const Eigen::VectorXd& right_hand_side, double advance) const {
    constexpr double accuracy = 1e-9;
    const Eigen::Index unknowns = right_hand_side.size();
    const Eigen::VectorXd slope = parameter_slope(state, gap, parameter);
    // The product (a, b) is that of sqrt(v/L) a with the unknowns sqrt(v L) b, over the unit.
    const Eigen::VectorXd row = gap.scaled_residual(along.gap) / unit_;
    Eigen::VectorXd right(unknowns + 1);
    right << right_hand_side, advance;
    const LinearMap map = [&](const Eigen::VectorXd& x) {
        Eigen::VectorXd result(unknowns + 1);
        result.head(unknowns) = gap.apply(state, responses, x.head(unknowns)) + x(unknowns) * slope;
        result(unknowns) = row.dot(x.head(unknowns)) + along.parameter * x(unknowns);
        return result;
    };
    const Eigen::VectorXd x =
        minimal_residual(map, right, accuracy, static_cast<int>(unknowns) + 1).x;
    return {gap.order_parameters(x.head(unknowns)), x(unknowns)};
}

Eigen::VectorXd BranchFollower::parameter_slope(const EquilibriumState& state,
                                                const GapEquation& gap, double parameter) const {
    constexpr double step = 1e-4;
    const auto residual = [&](double change) {
        EquilibriumState there = state;
        const double at = parameter + change * family_.scale;
        place(there, at);
        const DiscreteStructure structure = family_.structure(at);
        solve_all_points(structure, there);
        return GapEquation(structure, there).residual(there);
    };
    std::vector<Complex> difference = residual(step);
    const std::vector<Complex> below = residual(-step);
    for (std::size_t s = 0; s < difference.size(); ++s)
        difference[s] = (difference[s] - below[s]) / (2.0 * step);
    return gap.scaled_residual(difference);
}

} // namespace sidejump::usadel
