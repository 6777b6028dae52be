// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/adaptive_solution.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

/// What rounding leaves of the potentials.
constexpr double negligible_part = 1e-11;

/// V or ohm; what rounding of the potentials makes of a goal.
double negligible_error(const device::Goal& goal,
                        const std::vector<device::TerminalState>& terminals) {
    double largest = 0.0;
    for (const auto& terminal : terminals)
        largest = std::max(largest, std::abs(terminal.potential - terminals.front().potential));
    if (goal.per_current_of)
        largest /= std::abs(terminals.at(*goal.per_current_of).current);
    return negligible_part * largest;
}

/// What keeps a mesh from being refined further, as Adaptation::stopped_by.
std::string obstacle(Refinement refinement) {
    switch (refinement) {
    case Refinement::too_large:
        return "largest_unknowns";
    case Refinement::nothing:
        return device::no_cell_to_refine;
    case Refinement::done:
        break;
    }
    return "";
}

} // namespace

AdaptiveSolution solve_adaptively(DeviceSolver& solver, const device::DiffusionProblem& problem,
                                  std::optional<double> angular_frequency,
                                  const AdaptationRequest& request) {
    if (request.goals.empty())
        throw std::invalid_argument("a mesh is adapted to what is measured: there is no measure");
    AdaptiveSolution solution;
    solution.adaptation.relative_error = request.relative_error;
    for (int round = 0;; ++round) {
        solution.stopped = request.stopped && request.stopped();
        if (solution.stopped)
            return solution;
        solution.state = solver.solve(problem, angular_frequency);
        auto& rounds = solution.adaptation.rounds;
        rounds.push_back({solution.state.solver.cells, solution.state.solver.unknowns,
                          solver.estimate(request.goals)});
        if (request.on_round)
            request.on_round(rounds.back());
        std::vector<double> weights;
        bool all_reached = true;
        for (std::size_t g = 0; g < request.goals.size(); ++g) {
            const device::GoalEstimate& goal = rounds.back().goals[g];
            const double allowed =
                std::max(request.relative_error * std::abs(goal.value),
                         negligible_error(request.goals[g], solution.state.terminals));
            // Where no current flows, a resistance and all about it is NaN: no mesh helps there.
            const bool exists = std::isfinite(std::abs(goal.error));
            weights.push_back(exists && allowed > 0.0 ? 1.0 / allowed : 0.0);
            all_reached = all_reached && (!exists || std::abs(goal.error) <= allowed);
        }
        if (all_reached)
            return solution;
        solution.adaptation.stopped_by =
            round == request.most_rounds
                ? "most_rounds"
                : obstacle(solver.refine(weights, request.fraction, request.largest_unknowns));
        if (!solution.adaptation.stopped_by.empty())
            return solution;
    }
}

} // namespace sidejump::device_fem
