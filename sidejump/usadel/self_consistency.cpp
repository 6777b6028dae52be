// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/self_consistency.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/krylov.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace sidejump::usadel {
namespace {

constexpr double smallest_gap = 1e-7; ///< of the largest critical temperature

double largest(const std::vector<Complex>& values) {
    double result = 0.0;
    for (const Complex& value : values)
        result = std::max(result, std::abs(value));
    return result;
}

double largest_critical_temperature(const DiscreteStructure& structure) {
    double result = 0.0;
    for (const PairingSite& site : structure.sites)
        result = std::max(result, site.critical_temperature);
    return result;
}

/// What residuals are compared with: the largest order parameter, prescribed ones included.
double gap_scale(const DiscreteStructure& structure, const EquilibriumState& state) {
    double result = largest(state.order_parameters);
    for (const Reservoir& reservoir : structure.reservoirs)
        result = std::max(result, std::abs(reservoir.pair_potential));
    for (const NodeMatter& node : structure.nodes)
        if (node.weight > 0.0)
            result = std::max(result, std::abs(node.pair_potential) / node.weight);
    return result;
}

/// Keys that the program's files have for what may help.
std::string advice_for_newton(const GapOptions& options) {
    return fmt::format("Anderson's mixing (`method = \"anderson\"` in [solver]), more "
                       "`largest_iterations`{} or a finer grid may help.",
                       options.only_stable ? ", `stable = false`" : "");
}

[[noreturn]] void fail(const DiscreteStructure& structure, const std::vector<Complex>& residual,
                       const GapReport& report, const GapOptions& options,
                       const std::string& advice) {
    std::size_t worst = 0;
    for (std::size_t s = 0; s < residual.size(); ++s)
        if (std::abs(residual[s]) > std::abs(residual[worst]))
            worst = s;
    throw std::runtime_error(fmt::format(
        "the gap equation was not solved: after {} steps its residual is {:.1e} of the largest "
        "order parameter, {:.1e} was asked for; it is largest at pairing site {} (node {}). {}",
        report.steps, report.residual, options.tolerance, worst, structure.sites[worst].node,
        advice));
}

/// The state with all order parameters 0 where they have fallen to nothing.
bool collapsed(const DiscreteStructure& structure, const GapEquation& gap,
               EquilibriumState& state) {
    if (!gap.has_free_phase() ||
        largest(state.order_parameters) > smallest_gap * largest_critical_temperature(structure))
        return false;
    std::ranges::fill(state.order_parameters, Complex(0.0));
    for (auto& frames : state.frames)
        std::ranges::fill(frames, LocalFrame());
    solve_all_points(structure, state);
    return true;
}

void move_functions(EquilibriumState& state, const std::vector<NodeCoordinates>& functions,
                    double fraction) {
    for (std::size_t p = 0; p < functions.size(); ++p)
        for (std::size_t n = 0; n < functions[p].size(); ++n)
            state.frames[p][n].move(fraction * functions[p][n]);
}

GapReport newton(const DiscreteStructure& structure, EquilibriumState& state,
                 const GapOptions& options, const GapEquation& gap) {
    constexpr double linear_accuracy = 1e-7;
    constexpr double longest_step = 0.6;
    constexpr double smallest_fraction = 1e-3;
    constexpr double sufficient = 1e-4; ///< part of the fall that the slope of the energy promises
    GapReport report;
    std::vector<LinearResponse> responses = solve_with_responses(structure, state);
    std::vector<Complex> residual = gap.residual(state);
    const double coupling = 0.1 * largest_critical_temperature(structure);
    while (true) {
        if (collapsed(structure, gap, state))
            return report;
        const double scale = gap_scale(structure, state);
        report.residual = largest(residual) / scale;
        if (report.residual <= options.tolerance) {
            report.superconducting = largest(state.order_parameters) > 0.0;
            return report;
        }
        if (report.steps == options.largest_steps)
            fail(structure, residual, report, options, advice_for_newton(options));
        const Eigen::VectorXd right = gap.scaled_residual(residual);
        const LinearMap map = [&](const Eigen::VectorXd& x) {
            return gap.apply(state, responses, x);
        };
        Eigen::VectorXd step =
            -minimal_residual(map, right, linear_accuracy, static_cast<int>(right.size())).x;
        // The free energy falls along the step unless it leads to a maximum or a saddle point.
        const bool turned = options.only_stable && step.dot(right) > 0.0;
        if (turned)
            step = -step;
        std::vector<Complex> change = gap.order_parameters(step);
        const double limit = longest_step * std::max(scale, coupling);
        if (const double length = largest(change); length > limit) {
            step *= limit / length;
            change = gap.order_parameters(step);
        }
        const auto functions = change_of_functions(structure, state, responses, change);
        responses.clear();
        double fraction = 1.0;
        while (true) {
            EquilibriumState trial = state;
            for (std::size_t s = 0; s < change.size(); ++s)
                trial.order_parameters[s] += fraction * change[s];
            move_functions(trial, functions, fraction);
            auto trial_responses = solve_with_responses(structure, trial);
            std::vector<Complex> trial_residual = gap.residual(trial);
            const double next = gap.scaled_residual(trial_residual).norm();
            // Where a minimum has just ceased to exist the residual has one without a zero, and
            // only the free energy tells the way.
            const bool falls = !turned && next < (1.0 - 0.1 * fraction) * right.norm();
            const double slope = -2.0 * std::abs(step.dot(right));
            if (falls || (options.only_stable &&
                          free_energy(structure, trial) <
                              free_energy(structure, state) + sufficient * fraction * slope)) {
                state = std::move(trial);
                responses = std::move(trial_responses);
                residual = std::move(trial_residual);
                break;
            }
            fraction /= 2.0;
            if (fraction < smallest_fraction)
                fail(structure, residual, report, options,
                     "Newton's steps do not lower it. " + advice_for_newton(options));
        }
        ++report.steps;
    }
}

GapReport anderson(const DiscreteStructure& structure, EquilibriumState& state,
                   const GapOptions& options, const GapEquation& gap) {
    constexpr std::size_t depth = 8;
    GapReport report;
    std::deque<Eigen::VectorXd> unknowns;
    std::deque<Eigen::VectorXd> residuals;
    const int most = 10 * options.largest_steps;
    // The functions need not be better than a part of what the next step moves them by.
    constexpr double part = 1e-3;
    double error = part * part;
    while (true) {
        solve_all_points(structure, state, error);
        if (collapsed(structure, gap, state))
            return report;
        std::vector<Complex> residual = gap.residual(state);
        report.residual = largest(residual) / gap_scale(structure, state);
        if (report.residual <= options.tolerance) {
            solve_all_points(structure, state);
            residual = gap.residual(state);
            report.residual = largest(residual) / gap_scale(structure, state);
            if (report.residual <= options.tolerance) {
                report.superconducting = largest(state.order_parameters) > 0.0;
                return report;
            }
        }
        error = part * std::min(part, report.residual);
        if (report.steps == most)
            fail(
                structure, residual, report, options,
                "Newton's method (`method = \"newton\"` in [solver]), more `largest_iterations` or "
                "a finer grid may help.");
        unknowns.push_back(gap.scaled_unknowns(state.order_parameters));
        residuals.push_back(gap.scaled_residual(residual));
        if (unknowns.size() > depth) {
            unknowns.pop_front();
            residuals.pop_front();
        }
        Eigen::VectorXd next = unknowns.back() - residuals.back();
        if (const auto differences = static_cast<Eigen::Index>(unknowns.size()) - 1;
            differences > 0) {
            Eigen::MatrixXd of_residual(next.size(), differences);
            Eigen::MatrixXd of_image(next.size(), differences);
            for (Eigen::Index k = 0; k < differences; ++k) {
                const auto at = static_cast<std::size_t>(k);
                of_residual.col(k) = residuals[at + 1] - residuals[at];
                of_image.col(k) = unknowns[at + 1] - unknowns[at] - of_residual.col(k);
            }
            next -= of_image * math::least_squares_solution(of_residual, residuals.back());
        }
        std::vector<Complex> parameters = gap.order_parameters(next);
        for (std::size_t s = 0; s < parameters.size(); ++s)
            if (gap.is_active(s))
                state.order_parameters[s] = parameters[s];
        ++report.steps;
    }
}

/// Takes more frequencies; those that there are stay.
void extend(const DiscreteStructure& structure, EquilibriumState& state, double cut_off) {
    state.points = endless_matsubara_points(state.temperature, cut_off, state.points.rule);
    for (std::size_t p = state.frames.size(); p < state.points.points.size(); ++p)
        state.frames.push_back(
            structure.local_functions(state.points.points[p].frequency, state.order_parameters));
}

} // namespace

GapReport make_self_consistent(const DiscreteStructure& structure, EquilibriumState& state,
                               const GapOptions& options) {
    const GapEquation gap(structure, state);
    GapReport report;
    if (gap.has_unknowns()) {
        report = options.method == GapMethod::newton ? newton(structure, state, options, gap)
                                                     : anderson(structure, state, options, gap);
    } else {
        solve_all_points(structure, state);
        report.superconducting = gap_scale(structure, state) > 0.0;
    }
    if (report.superconducting)
        report.frequency_error = gap.tail_error(state) / gap_scale(structure, state);
    return report;
}

SelfConsistentState self_consistent_state(const DiscreteStructure& structure, double temperature,
                                          const std::vector<Complex>& start,
                                          const GapOptions& options) {
    const double cut_off = options.cut_off > 0.0
                               ? options.cut_off
                               : cut_off_for(structure, temperature, options.frequency_error);
    const MatsubaraPoints points =
        endless_matsubara_points(temperature, cut_off, matsubara_rule(options.frequency_error));
    return self_consistent_state(structure, local_state(structure, temperature, points, start),
                                 options);
}

SelfConsistentState self_consistent_state(const DiscreteStructure& structure,
                                          EquilibriumState start, const GapOptions& options) {
    constexpr int most_extensions = 6;
    constexpr double factor = 4.0;
    const bool chosen = options.cut_off > 0.0;
    SelfConsistentState result;
    result.state = std::move(start);
    double cut_off =
        chosen ? options.cut_off
               : cut_off_for(structure, result.state.temperature, options.frequency_error);
    result.report = make_self_consistent(structure, result.state, options);
    for (int extension = 0; !chosen && extension < most_extensions &&
                            result.report.frequency_error > options.frequency_error;
         ++extension) {
        cut_off *= factor;
        extend(structure, result.state, cut_off);
        result.report = make_self_consistent(structure, result.state, options);
    }
    return result;
}

std::vector<Complex> bulk_order_parameters(const DiscreteStructure& structure, double temperature) {
    std::vector<Complex> result;
    result.reserve(structure.sites.size());
    for (const PairingSite& site : structure.sites) {
        const double ratio = site.critical_temperature / temperature;
        result.emplace_back(ratio > 1.0 ? 1.764 * site.critical_temperature *
                                              std::tanh(1.74 * std::sqrt(ratio - 1.0))
                                        : 0.0);
    }
    return result;
}

} // namespace sidejump::usadel
