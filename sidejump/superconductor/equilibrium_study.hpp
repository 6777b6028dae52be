// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <vector>

namespace sidejump::superconductor {

/// Newton's method for the gap equation, by which branches are followed as well, keeps the factors
/// of all frequencies: above this many nodes they take gigabytes.
inline constexpr std::size_t most_nodes_of_newton = 1500;

/// How the gap equation of a structure of so many nodes is solved, as the file asks for.
usadel::GapOptions gap_options(const SolverInput& solver, std::size_t nodes);

/// Where an iteration starts: the pure metals at this temperature, as the model starts.
std::vector<Complex> starting_order(const SuperconductingModel& model, double temperature);

/// The gap of a uniform metal with all its pair breaking, in a field of its own; 0 if it is normal.
/// @param metal  its pair potential does not count
double bulk_gap(const usadel::Reservoir& metal, double critical_temperature, double temperature,
                const SolverInput& solver);

/// A structure in equilibrium at one temperature. Reservoirs take their pair potential at that
/// temperature. What is not self-consistent has in each metal the gap of its bulk, with
/// the phase gradient of layers.
/// @param model  its reservoirs are set
/// @param start  order parameters of the sites, from a neighbouring solution; empty for those of
/// the
///               pure metals as the model starts
/// @param extra_phase  of the reservoir at the right end
/// @param cut_off  of the sums over frequencies; 0 for one that gives the accuracy asked for
/// @throws std::runtime_error if the solution is not found
usadel::SelfConsistentState solve_equilibrium(SuperconductingModel& model,
                                              const SuperconductorFile& file, double temperature,
                                              const std::vector<Complex>& start = {},
                                              double extra_phase = 0.0, double cut_off = 0.0);

} // namespace sidejump::superconductor
