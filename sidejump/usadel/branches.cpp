// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/branches.hpp"

#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/krylov.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

double largest_size(const std::vector<Complex>& values) {
    double result = 0.0;
    for (const Complex& value : values)
        result = std::max(result, std::abs(value));
    return result;
}

/// Changes of the order parameters and of the parameter in units of its scale.
struct Direction {
    std::vector<Complex> gap;
    double parameter = 0.0;
};

class Follower {
  public:
    Follower(const StructureFamily& family, const EquilibriumState& start,
             const BranchOptions& options)
        : family_(family), options_(options), cut_off_(start.points.cut_off / start.temperature) {}

    /// Moves a state to another parameter: points, temperature and functions.
    void place(EquilibriumState& state, double parameter) const {
        const double temperature = family_.temperature(parameter);
        if (temperature != state.temperature) {
            state.temperature = temperature;
            // Half a block less, so that rounding does not add one.
            state.points = endless_matsubara_points(temperature, 0.75 * cut_off_ * temperature,
                                                    state.points.rule);
        }
    }

    /// Length of a change of the order parameters, squared, in units of the gap at the start.
    void set_unit(const DiscreteStructure& structure, const EquilibriumState& start) {
        double sum = 0.0;
        for (std::size_t s = 0; s < structure.sites.size(); ++s)
            sum += structure.sites[s].weight * std::norm(start.order_parameters[s]);
        unit_ = sum;
    }

    /// The unit vector along the branch that has a positive product with another.
    [[nodiscard]] Direction tangent(double parameter, EquilibriumState& state,
                                    const Direction& along) const {
        const DiscreteStructure structure = family_.structure(parameter);
        const auto responses = solve_with_responses(structure, state);
        const GapEquation gap(structure, state);
        Direction result = solve(state, responses, gap, parameter, along,
                                 Eigen::VectorXd::Zero(gap.scaled_residual(along.gap).size()), 1.0);
        const double length = std::sqrt(product(structure, result, result));
        for (Complex& change : result.gap)
            change /= length;
        result.parameter /= length;
        return result;
    }

    /// Newton's method from the end of a step along the tangent.
    /// @returns the number of steps; nothing if it did not converge
    std::optional<int> correct(double& parameter, EquilibriumState& state,
                               const Direction& along) const {
        constexpr int most_steps = 8;
        for (int step = 0; step <= most_steps; ++step) {
            const DiscreteStructure structure = family_.structure(parameter);
            place(state, parameter);
            const auto responses = solve_with_responses(structure, state);
            const GapEquation gap(structure, state);
            const std::vector<Complex> residual = gap.residual(state);
            if (largest_size(residual) <= options_.tolerance * largest_size(state.order_parameters))
                return step;
            if (step == most_steps)
                break;
            const Direction change =
                solve(state, responses, gap, parameter, along, -gap.scaled_residual(residual), 0.0);
            if (product(structure, change, change) > 1.0)
                break;
            move(parameter, state, change, 1.0);
        }
        return std::nullopt;
    }

    /// One step along the tangent, corrected.
    /// @returns the number of Newton steps; nothing if they did not converge, or to a place so far
    ///          from the tangent that it may belong to another branch
    std::optional<int> advance(double& parameter, EquilibriumState& state, const Direction& along,
                               double length) const {
        constexpr double farthest = 0.3;
        try {
            move(parameter, state, along, length);
            Direction correction{state.order_parameters, -parameter / family_.scale};
            const std::optional<int> steps = correct(parameter, state, along);
            for (std::size_t s = 0; s < correction.gap.size(); ++s)
                correction.gap[s] = state.order_parameters[s] - correction.gap[s];
            correction.parameter += parameter / family_.scale;
            const DiscreteStructure structure = family_.structure(parameter);
            if (product(structure, correction, correction) <= farthest * farthest * length * length)
                return steps;
        } catch (const std::exception&) {
            // Also a parameter that is none, such as a negative temperature.
            return std::nullopt;
        }
        return std::nullopt;
    }

    void move(double& parameter, EquilibriumState& state, const Direction& along,
              double length) const {
        for (std::size_t s = 0; s < along.gap.size(); ++s)
            state.order_parameters[s] += length * along.gap[s];
        parameter += length * along.parameter * family_.scale;
    }

    [[nodiscard]] double product(const DiscreteStructure& structure, const Direction& one,
                                 const Direction& other) const {
        double sum = 0.0;
        for (std::size_t s = 0; s < one.gap.size(); ++s)
            sum += structure.sites[s].weight * (std::conj(one.gap[s]) * other.gap[s]).real();
        return sum / unit_ + one.parameter * other.parameter;
    }

  private:
    /// (d residual) change = right-hand side, (along, change) = advance.
    [[nodiscard]] Direction solve(const EquilibriumState& state,
                                  const std::vector<LinearResponse>& responses,
                                  const GapEquation& gap, double parameter, const Direction& along,
                                  const Eigen::VectorXd& right_hand_side, double advance) const {
        constexpr double accuracy = 1e-9;
        const Eigen::Index unknowns = right_hand_side.size();
        const Eigen::VectorXd slope = parameter_slope(state, gap, parameter);
        // (v a, b) is (sqrt(v/L) a, sqrt(v L) b).
        const Eigen::VectorXd row = gap.scaled_residual(along.gap) / unit_;
        Eigen::VectorXd right(unknowns + 1);
        right << right_hand_side, advance;
        const LinearMap map = [&](const Eigen::VectorXd& x) {
            Eigen::VectorXd result(unknowns + 1);
            result.head(unknowns) =
                gap.apply(state, responses, x.head(unknowns)) + x(unknowns) * slope;
            result(unknowns) = row.dot(x.head(unknowns)) + along.parameter * x(unknowns);
            return result;
        };
        const Eigen::VectorXd x =
            minimal_residual(map, right, accuracy, static_cast<int>(unknowns) + 1).x;
        return {gap.order_parameters(x.head(unknowns)), x(unknowns)};
    }

    /// The derivative of the scaled residual by the parameter in units of its scale, by central
    /// differences.
    [[nodiscard]] Eigen::VectorXd parameter_slope(const EquilibriumState& state,
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

    const StructureFamily& family_;
    const BranchOptions& options_;
    double cut_off_;
    double unit_ = 1.0;
};

} // namespace

std::vector<BranchPoint> follow_branch(const StructureFamily& family, double parameter,
                                       const EquilibriumState& start,
                                       const BranchOptions& options) {
    Follower follower(family, start, options);
    follower.set_unit(family.structure(parameter), start);
    const double smallest = options.smallest_gap * largest_size(start.order_parameters);
    EquilibriumState state = start;
    Direction along{std::vector<Complex>(start.order_parameters.size(), 0.0),
                    options.forwards ? 1.0 : -1.0};
    along = follower.tangent(parameter, state, along);
    std::vector<BranchPoint> branch;
    branch.push_back(
        {parameter, free_energy(family.structure(parameter), state), along.parameter, state});
    double step = options.first_step;
    while (static_cast<int>(branch.size()) < options.most_points) {
        EquilibriumState trial = state;
        double there = parameter;
        const std::optional<int> steps = follower.advance(there, trial, along, step);
        if (!steps) {
            step /= 2.0;
            if (step < options.shortest_step)
                throw std::runtime_error(fmt::format(
                    "the branch of solutions was lost at the parameter {:.8g}: no step along it "
                    "converged; a smaller first step or another scale of the parameter may help",
                    parameter));
            continue;
        }
        // Through zero the branch goes back with the opposite sign.
        const Direction before{state.order_parameters, 0.0};
        const Direction after{trial.order_parameters, 0.0};
        if (there < options.lowest || there > options.highest ||
            largest_size(trial.order_parameters) < smallest ||
            follower.product(family.structure(there), before, after) <= 0.0)
            return branch;
        parameter = there;
        state = std::move(trial);
        along = follower.tangent(parameter, state, along);
        branch.push_back(
            {parameter, free_energy(family.structure(parameter), state), along.parameter, state});
        step = std::min(options.longest_step, *steps <= 3 ? 1.5 * step : step);
    }
    return branch;
}

CurrentMaximum largest_current(const std::function<double(double)>& current, double low,
                               double high, int samples, double tolerance) {
    if (!(low < high) || samples < 3)
        throw std::invalid_argument("a maximum is looked for between two phases by at least three "
                                    "samples");
    const double spacing = (high - low) / (samples - 1);
    int best = 0;
    std::vector<double> values;
    for (int k = 0; k < samples; ++k) {
        values.push_back(current(low + k * spacing));
        if (values.back() > values[static_cast<std::size_t>(best)])
            best = k;
    }
    const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
    double a = std::max(low, low + (best - 1) * spacing);
    double b = std::min(high, low + (best + 1) * spacing);
    double left = b - golden * (b - a);
    double right = a + golden * (b - a);
    double at_left = current(left);
    double at_right = current(right);
    while (b - a > tolerance * (high - low)) {
        if (at_left > at_right) {
            b = right;
            right = left;
            at_right = at_left;
            left = b - golden * (b - a);
            at_left = current(left);
        } else {
            a = left;
            left = right;
            at_left = at_right;
            right = a + golden * (b - a);
            at_right = current(right);
        }
    }
    return at_left > at_right ? CurrentMaximum{left, at_left} : CurrentMaximum{right, at_right};
}

} // namespace sidejump::usadel
