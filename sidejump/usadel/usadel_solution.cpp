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

std::vector<LocalFrame> moved(const std::vector<LocalFrame>& frames,
                              const std::vector<LocalFrame::Coordinates>& step, double fraction) {
    std::vector<LocalFrame> result = frames;
    for (std::size_t n = 0; n < frames.size(); ++n)
        result[n].move(fraction * step[n]);
    return result;
}

} // namespace

NewtonReport UsadelSolver::solve(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                                 const NewtonOptions& options) {
    constexpr double smallest_fraction = 1e-4;
    NewtonReport report;
    double scale = 0.0;
    for (const NambuMatrix& gradient : action.gradient(frames))
        scale = std::max(scale, gradient.cwiseAbs().maxCoeff());
    Largest residual = largest(action.first_derivatives(frames));
    while (true) {
        report.residual = scale > 0.0 ? residual.value / scale : residual.value;
        if (report.residual <= options.tolerance)
            return report;
        if (report.steps == options.largest_steps)
            break;
        DiscreteAction::Expansion expansion = action.expand(frames);
        for (LocalFrame::Coordinates& derivatives : expansion.first)
            derivatives = -derivatives;
        response_.emplace(action, expansion);
        const NodeCoordinates step = response_->solve(expansion.first);
        // Far from the solution a full step may overshoot.
        double fraction = 1.0;
        while (true) {
            std::vector<LocalFrame> trial = moved(frames, step, fraction);
            const Largest next = largest(action.first_derivatives(trial));
            if (next.value < (1.0 - 0.1 * fraction) * residual.value) {
                frames = std::move(trial);
                residual = next;
                break;
            }
            fraction /= 2.0;
            if (fraction < smallest_fraction)
                throw std::runtime_error(fmt::format(
                    "Newton's method for the Usadel equation stopped at a relative residual of "
                    "{:.1e}, at node {}, after {} steps; {:.1e} was asked for",
                    report.residual, residual.node, report.steps, options.tolerance));
        }
        ++report.steps;
    }
    throw std::runtime_error(
        fmt::format("Newton's method for the Usadel equation reached a relative residual of {:.1e}, "
                    "at node {}, in {} steps; {:.1e} was asked for",
                    report.residual, residual.node, report.steps, options.tolerance));
}

void UsadelSolver::predict(const DiscreteAction& action, std::vector<LocalFrame>& frames) const {
    if (!response_)
        return;
    NodeCoordinates derivatives = action.first_derivatives(frames);
    const double residual = largest(derivatives).value;
    for (LocalFrame::Coordinates& node : derivatives)
        node = -node;
    std::vector<LocalFrame> trial = moved(frames, response_->solve(derivatives), 1.0);
    if (largest(action.first_derivatives(trial)).value < residual)
        frames = std::move(trial);
}

NewtonReport solve_usadel(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                          const NewtonOptions& options) {
    return UsadelSolver().solve(action, frames, options);
}

} // namespace sidejump::usadel
