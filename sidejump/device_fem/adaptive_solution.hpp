// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/device_solver.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// How good what is measured has to be.
struct AdaptationRequest {
    std::vector<device::Goal> goals;
    double relative_error = 1e-3; ///< of each goal
    unsigned long long largest_unknowns = 500'000;
    int most_rounds = 30;                                           ///< of refinement
    double fraction = 0.7;                                          ///< as DeviceSolver::refine
    std::function<void(const device::AdaptationRound&)> on_round{}; ///< may be empty
    /// Whether to stop; looked at before each round. Called on all ranks, which have to agree; may
    /// be empty.
    std::function<bool()> stopped{};
};

struct AdaptiveSolution {
    device::DeviceState state; ///< on the last mesh
    device::Adaptation adaptation;
    bool stopped = false; ///< before the end, as was asked for; there may be no state then
};

/// Solves a problem on one mesh after another, each refined where the goals miss most, until the
/// estimated errors of all are as small as asked for or a limit is met. An error that is but
/// rounding of the potentials is small enough in any case, and goals without an estimate, which is
/// NaN then, are waited for no longer. The solver keeps the last mesh.
/// @throws std::invalid_argument if there are no goals or the mesh cannot be refined
/// @throws std::runtime_error    as DeviceSolver::solve
AdaptiveSolution solve_adaptively(DeviceSolver& solver, const device::DiffusionProblem& problem,
                                  std::optional<double> angular_frequency,
                                  const AdaptationRequest& request);

} // namespace sidejump::device_fem
