// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/equilibrium_state.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using Frames = std::vector<LocalFrame>;

constexpr double exact = 1e-7; ///< the last step, which leaves its square

/// Largest part of a Green function that is not tau_3.
double distance_from_normal(const Frames& frames) {
    const NambuMatrix normal = tau_sigma(3, 0);
    double largest = 0.0;
    for (const LocalFrame& frame : frames)
        largest = std::max(largest, (frame.green_function() - normal).cwiseAbs().maxCoeff());
    return largest;
}

/// Newton's method by full steps, whose end is told by the step and not by the residual: at high
/// frequencies all of a residual that matters is lost in the size of the frequency.
/// @param accuracy  see solve_all_points
std::optional<LinearResponse> newton(const DiscreteAction& action, Frames& frames,
                                     double accuracy) {
    constexpr int largest_steps = 14;
    constexpr double rounding = 1e-15;
    // Where a step is iterated, what it leaves need not be less than the square of its length.
    double tolerance = std::max(1e-4, accuracy);
    double previous = 0.0;
    for (int step = 0; step < largest_steps; ++step) {
        DiscreteAction::Expansion expansion = action.expand(frames);
        for (LocalFrame::Coordinates& derivatives : expansion.first)
            derivatives = -derivatives;
        LinearResponse response(action, expansion);
        const NodeCoordinates change = response.solve(expansion.first, tolerance);
        double length = 0.0;
        for (std::size_t n = 0; n < frames.size(); ++n)
            length = std::max(length, change[n].cwiseAbs().maxCoeff());
        if (!std::isfinite(length) || length > 2.0 || (step > 1 && length > 3.0 * previous))
            return std::nullopt;
        for (std::size_t n = 0; n < frames.size(); ++n)
            if (!action.is_held(n))
                frames[n].move(change[n]);
        const double distance = distance_from_normal(frames);
        const double left = response.is_complete() ? 0.0 : tolerance * length;
        if (length <= accuracy * distance + rounding &&
            left <= accuracy * accuracy * distance + rounding)
            return response;
        previous = length;
        tolerance = std::clamp(length / (distance + rounding), accuracy, tolerance);
    }
    return std::nullopt;
}

/// The equation has other solutions, which no Green function is: of a sum over states that
/// propagate forwards in time the hermitian part of tau_3 g is positive at positive frequencies.
bool is_causal(const DiscreteAction& action, const Frames& frames) {
    constexpr double rounding = 1e-9;
    for (std::size_t n = 0; n < frames.size(); ++n) {
        if (action.is_held(n))
            continue;
        const NambuMatrix states = tau_sigma(3, 0) * frames[n].green_function();
        const Eigen::SelfAdjointEigenSolver<NambuMatrix> modes(states + states.adjoint(),
                                                               Eigen::EigenvaluesOnly);
        if (modes.eigenvalues()(0) < -rounding)
            return false;
    }
    return true;
}

/// @returns nothing if the equation was not solved; frames are then as they were
std::optional<LinearResponse> solve_point(const DiscreteAction& action, Frames& frames,
                                          double accuracy = exact) {
    Frames trial = frames;
    try {
        std::optional<LinearResponse> response = newton(action, trial, accuracy);
        if (!response) {
            trial = frames;
            solve_usadel(action, trial, {1e-9, 60});
            response = newton(action, trial, accuracy);
        }
        if (!response || !is_causal(action, trial))
            return std::nullopt;
        frames = std::move(trial);
        return response;
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

void hold_reservoirs(const DiscreteStructure& structure, double frequency, Frames& frames) {
    const Frames functions = structure.reservoir_functions(frequency);
    for (std::size_t r = 0; r < functions.size(); ++r)
        frames.at(structure.reservoirs[r].node) = functions[r];
}

/// From a solution at a high frequency down to a low one, in factors that shrink where Newton's
/// method fails.
std::optional<LinearResponse> descend(const DiscreteStructure& structure, double from, double to,
                                      const std::vector<Complex>& order_parameters,
                                      Frames& frames) {
    constexpr double smallest_factor = 1.001;
    double factor = from / to;
    while (true) {
        const double next = std::max(to, from / factor);
        Frames trial = frames;
        hold_reservoirs(structure, next, trial);
        auto response = solve_point(action_at(structure, next, order_parameters), trial);
        if (response) {
            frames = std::move(trial);
            from = next;
            if (next <= to)
                return response;
        } else {
            factor = std::sqrt(factor);
            if (factor < smallest_factor)
                return std::nullopt;
        }
    }
}

/// @param frames  of the lowest frequency that was reached
[[noreturn]] void fail(const DiscreteStructure& structure, double frequency,
                       const std::vector<Complex>& order_parameters, Frames frames) {
    hold_reservoirs(structure, frequency, frames);
    const auto derivatives =
        action_at(structure, frequency, order_parameters).first_derivatives(frames);
    std::size_t worst = 0;
    double residual = 0.0;
    for (std::size_t n = 0; n < frames.size(); ++n)
        if (const double size = derivatives.coordinates[n].cwiseAbs().maxCoeff(); size > residual) {
            residual = size;
            worst = n;
        }
    const Eigen::Vector3d& position = structure.nodes[worst].position;
    throw std::runtime_error(fmt::format(
        "the Usadel equation was not solved at the Matsubara frequency {:.6g}, neither from the "
        "start that was given nor from higher frequencies: its residual is {:.1e} of its largest "
        "term, largest at node {} at ({:.4g}, {:.4g}); a finer grid, a start nearer to the "
        "solution or a higher temperature may help",
        frequency, residual / derivatives.largest_gradient, worst, position.x(), position.y()));
}

/// @param keep  whether the factors are wanted
std::vector<LinearResponse> solve(const DiscreteStructure& structure, EquilibriumState& state,
                                  bool keep, double accuracy = exact) {
    const std::size_t count = state.points.points.size();
    std::vector<std::optional<LinearResponse>> responses(count);
    std::vector<char> solved(count, 0);
    const DiscreteAction common = structure.action();
    math::parallel_for(count, [&](std::size_t p) {
        const double frequency = state.points.points[p].frequency;
        DiscreteAction action = common;
        structure.set_sources(action, frequency, state.order_parameters);
        hold_reservoirs(structure, frequency, state.frames[p]);
        auto response = solve_point(action, state.frames[p], accuracy);
        solved[p] = response.has_value() ? 1 : 0;
        if (keep)
            responses[p] = std::move(response);
    });
    // What is left comes from above, one after the other.
    for (std::size_t p = count; p-- > 0;) {
        if (solved[p] != 0)
            continue;
        const double frequency = state.points.points[p].frequency;
        // Above the highest one so far up that nothing but tau_3 is left.
        constexpr double far = 1e8;
        const bool highest = p + 1 == count;
        const double from = highest ? far * frequency : state.points.points[p + 1].frequency;
        if (highest)
            std::ranges::fill(state.frames[p], LocalFrame());
        else
            state.frames[p] = state.frames[p + 1];
        auto response =
            descend(structure, from, frequency, state.order_parameters, state.frames[p]);
        if (!response)
            fail(structure, frequency, state.order_parameters, state.frames[p]);
        if (keep)
            responses[p] = std::move(response);
    }
    std::vector<LinearResponse> result;
    if (keep)
        for (auto& response : responses)
            result.push_back(std::move(response).value());
    return result;
}

} // namespace

DiscreteAction action_at(const DiscreteStructure& structure, double frequency,
                         const std::vector<Complex>& order_parameters) {
    DiscreteAction action = structure.action();
    structure.set_sources(action, frequency, order_parameters);
    for (const Reservoir& reservoir : structure.reservoirs)
        action.set_source(reservoir.node, NambuMatrix::Zero());
    return action;
}

EquilibriumState local_state(const DiscreteStructure& structure, double temperature,
                             const MatsubaraPoints& points,
                             const std::vector<Complex>& order_parameters) {
    EquilibriumState state{temperature, points, order_parameters, {}};
    state.frames.resize(points.points.size());
    math::parallel_for(points.points.size(), [&](std::size_t p) {
        state.frames[p] = structure.local_functions(points.points[p].frequency, order_parameters);
    });
    return state;
}

EquilibriumState solved_state(const DiscreteStructure& structure, double temperature,
                              const MatsubaraPoints& points,
                              const std::vector<Complex>& order_parameters) {
    EquilibriumState state = local_state(structure, temperature, points, order_parameters);
    solve_all_points(structure, state);
    return state;
}

void solve_all_points(const DiscreteStructure& structure, EquilibriumState& state) {
    solve(structure, state, false);
}

void solve_all_points(const DiscreteStructure& structure, EquilibriumState& state, double error) {
    solve(structure, state, false, std::clamp(std::sqrt(error), exact, 0.1));
}

std::vector<LinearResponse> solve_with_responses(const DiscreteStructure& structure,
                                                 EquilibriumState& state) {
    return solve(structure, state, true);
}

std::vector<NodeCoordinates> change_of_functions(const DiscreteStructure& structure,
                                                 const EquilibriumState& state,
                                                 const std::vector<LinearResponse>& responses,
                                                 const std::vector<Complex>& change) {
    std::vector<NodeCoordinates> result(responses.size());
    math::parallel_for(responses.size(), [&](std::size_t p) {
        NodeCoordinates right(structure.nodes.size(), LocalFrame::Coordinates::Zero());
        std::vector<char> held(structure.nodes.size(), 0);
        for (const Reservoir& reservoir : structure.reservoirs)
            held[reservoir.node] = 1;
        for (std::size_t s = 0; s < structure.sites.size(); ++s) {
            const PairingSite& site = structure.sites[s];
            if (held[site.node] != 0)
                continue;
            const LocalFrame& frame = state.frames[p][site.node];
            const NambuMatrix inner =
                frame.inverse() * pairing(site.weight * change[s]) * frame.vectors();
            for (int m = 0; m < LocalFrame::coordinates; ++m)
                right[site.node](m) += inner(LocalFrame::column(m), LocalFrame::row(m));
        }
        result[p] = responses[p].solve(right);
    });
    return result;
}

} // namespace sidejump::usadel
