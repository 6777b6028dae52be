// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/usadel_solution.hpp"

#include "sidejump/usadel/linear_response.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

double norm(const DiscreteAction::Expansion& expansion) {
    double largest = 0.0;
    for (const auto& derivatives : expansion.first)
        largest = std::max(largest, derivatives.cwiseAbs().maxCoeff());
    return largest;
}

std::vector<LocalFrame> moved(const std::vector<LocalFrame>& frames,
                              const std::vector<LocalFrame::Coordinates>& step, double fraction) {
    std::vector<LocalFrame> result = frames;
    for (std::size_t n = 0; n < frames.size(); ++n)
        result[n].move(fraction * step[n]);
    return result;
}

} // namespace

NewtonReport solve_usadel(const DiscreteAction& action, std::vector<LocalFrame>& frames,
                          const NewtonOptions& options) {
    constexpr double smallest_fraction = 1e-4;
    NewtonReport report;
    double scale = 0.0;
    for (const NambuMatrix& gradient : action.gradient(frames))
        scale = std::max(scale, gradient.cwiseAbs().maxCoeff());
    DiscreteAction::Expansion expansion = action.expand(frames);
    double residual = norm(expansion);
    while (true) {
        report.residual = scale > 0.0 ? residual / scale : residual;
        if (report.residual <= options.tolerance)
            return report;
        if (report.steps == options.largest_steps)
            break;
        for (LocalFrame::Coordinates& derivatives : expansion.first)
            derivatives = -derivatives;
        // Steps as exact as their quadratic error is worth.
        const auto step = LinearResponse(action, expansion)
                              .solve(expansion.first, std::clamp(report.residual, 1e-8, 1e-2));
        // Far from the solution a full step may overshoot.
        double fraction = 1.0;
        while (true) {
            std::vector<LocalFrame> trial = moved(frames, step, fraction);
            DiscreteAction::Expansion there = action.expand(trial);
            const double next = norm(there);
            if (next < (1.0 - 0.1 * fraction) * residual) {
                frames = std::move(trial);
                expansion = std::move(there);
                residual = next;
                break;
            }
            fraction /= 2.0;
            if (fraction < smallest_fraction)
                throw std::runtime_error(fmt::format(
                    "Newton's method for the Usadel equation stopped at a relative residual of "
                    "{:.1e} after {} steps; {:.1e} was asked for",
                    report.residual, report.steps, options.tolerance));
        }
        ++report.steps;
    }
    throw std::runtime_error(
        fmt::format("Newton's method for the Usadel equation reached a relative residual of {:.1e} "
                    "in {} steps; {:.1e} was asked for",
                    report.residual, report.steps, options.tolerance));
}

} // namespace sidejump::usadel
