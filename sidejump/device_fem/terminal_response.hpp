// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/terminal_system.hpp"

#include <optional>
#include <vector>

namespace sidejump::device_fem {

using device::Complex;

/// The fields of a device and what flows through its terminals.
template <int dim>
struct DeviceSolution {
    Vector fields; ///< V, on the FieldSpace
    std::vector<device::TerminalState> terminals;
    device::SolverReport solver;
    /// V, still to be added to all charge potentials: small differences keep their digits without.
    double reference = 0.0;
};

/// Solves for the four potentials, all terminals together: one solution for what is given, one for
/// each potential that is to be found, and the small system that makes their currents right.
///
/// Where no terminal has a given potential, the last one with a given current is the ground.
///
/// @param angular_frequency  none for the static problem (then the space has 4 fields, else 8)
/// @throws std::invalid_argument if no terminal fixes the potential, or the given currents do not
///         add up to zero where they must
/// @throws std::runtime_error    as LinearSolver
template <int dim>
DeviceSolution<dim>
solve_device(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
             std::optional<double> angular_frequency, const SolverOptions& options);

} // namespace sidejump::device_fem
