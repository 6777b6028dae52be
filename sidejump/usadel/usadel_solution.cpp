// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/usadel_solution.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

struct Largest {
    double value = 0.0;
    std::size_t node = 0;
};

Largest largest(const NodeCoordinates& derivatives) {
    Largest result;
    for (std::size_t n = 0; n < derivatives.size(); ++n) {
        const double here = derivatives[n].cwiseAbs().maxCoeff();
        if (here > result.value || !std::isfinite(here))
            result = {std::isfinite(here) ? here : std::numeric_limits<double>::infinity(), n};
    }
    return result;
}

std::vector<LocalFrame> moved(const std::vector<LocalFrame>& frames, const NodeCoordinates& step,
                              double fraction) {
    std::vector<LocalFrame> result = frames;
    for (std::size_t n = 0; n < frames.size(); ++n)
        result[n].move(fraction * step[n]);
    return result;
}

} // namespace

NewtonReport UsadelSolver::solve(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                                 const NewtonOptions& options) {
    // Steps with second derivatives of another place are worth taking as long as they reduce the
    // residual by this much: they cost a fraction of a factorisation.
    constexpr double worth_while = 0.2;
    constexpr double smallest_fraction = 1e-4;
    NewtonReport report;
    DiscreteAction::FirstDerivatives first = action.first_derivatives(frames);
    const double scale = first.largest_gradient > 0.0 ? first.largest_gradient : 1.0;
    Largest residual = largest(first.coordinates);
    bool old_factors = response_.has_value() && response_->nodes() == frames.size();
    while (true) {
        report.residual = residual.value / scale;
        if (report.residual <= options.tolerance)
            return report;
        if (report.steps == options.largest_steps)
            break;
        if (!old_factors) {
            response_.emplace(action, action.expand(frames));
            ++report.steps;
        }
        // Steps as exact as their quadratic error is worth.
        const NodeCoordinates step =
            response_->solve(first.coordinates, std::clamp(report.residual, 1e-8, 1e-2));
        // Far from the solution a full step may overshoot.
        double fraction = 1.0;
        while (true) {
            std::vector<LocalFrame> trial = moved(frames, step, -fraction);
            DiscreteAction::FirstDerivatives there = action.first_derivatives(trial);
            const Largest next = largest(there.coordinates);
            if (next.value < (1.0 - 0.1 * fraction) * residual.value) {
                old_factors = next.value < worth_while * residual.value;
                frames = std::move(trial);
                first = std::move(there);
                residual = next;
                break;
            }
            if (old_factors) {
                old_factors = false;
                break;
            }
            fraction /= 2.0;
            if (fraction < smallest_fraction)
                throw std::runtime_error(fmt::format(
                    "Newton's method for the Usadel equation stopped at a relative residual of "
                    "{:.1e}, at node {}, after {} steps; {:.1e} was asked for",
                    report.residual, residual.node, report.steps, options.tolerance));
        }
    }
    throw std::runtime_error(fmt::format(
        "Newton's method for the Usadel equation reached a relative residual of {:.1e}, "
        "at node {}, in {} steps; {:.1e} was asked for",
        report.residual, residual.node, report.steps, options.tolerance));
}

NewtonReport solve_usadel(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                          const NewtonOptions& options) {
    return UsadelSolver().solve(action, frames, options);
}

} // namespace sidejump::usadel
