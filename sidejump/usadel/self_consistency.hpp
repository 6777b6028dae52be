// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/equilibrium_state.hpp"

#include <string>

namespace sidejump::usadel {

enum class GapMethod {
    newton,  ///< exact derivatives; the factors of all points are kept within a step
    anderson ///< Anderson's mixing of fixed-point steps; keeps no factors
};

struct GapOptions {
    GapMethod method = GapMethod::newton;
    /// Largest residual of the gap equation, relative to the largest order parameter.
    double tolerance = 1e-9;
    int largest_steps = 60;
    /// Error of the sums over frequencies, relative to the largest order parameter.
    double frequency_error = 1e-8;
    /// Cut-off of the sums; 0 takes one that gives `frequency_error`.
    double cut_off = 0.0;
    /// Newton's method only: stay away from maxima and saddle points of the free energy.
    bool only_stable = true;
};

struct GapReport {
    bool superconducting = false; ///< some order parameter is not 0
    int steps = 0;
    double residual = 0.0;        ///< relative to the largest order parameter
    double frequency_error = 0.0; ///< estimated, in the same measure
};

struct SelfConsistentState {
    EquilibriumState state;
    GapReport report;
};

/// Solves the gap equation and the Usadel equation at all frequencies together. Which solution is
/// found depends on the start where there are several, as in an exchange field at low temperature.
/// Order parameters below 1e-7 of the largest critical temperature are taken to be 0.
/// @param start  order parameters of the sites
/// @throws std::runtime_error with the site of the largest residual if that does not fall to the
///         tolerance, or if the Usadel equation is not solved
SelfConsistentState self_consistent_state(const DiscreteStructure& structure, double temperature,
                                          const std::vector<Complex>& start,
                                          const GapOptions& options = {});

/// The same from a state with functions at its points, whose temperature is kept; points may be
/// added.
SelfConsistentState self_consistent_state(const DiscreteStructure& structure,
                                          EquilibriumState start, const GapOptions& options = {});

/// The same with the points of the state alone.
GapReport make_self_consistent(const DiscreteStructure& structure, EquilibriumState& state,
                               const GapOptions& options = {});

/// The gap of each metal by itself, without pair breaking, by the interpolation
/// 1.764 Tc tanh(1.74 sqrt(Tc/T - 1)); 0 above Tc. Where an iteration can start.
std::vector<Complex> bulk_order_parameters(const DiscreteStructure& structure, double temperature);

} // namespace sidejump::usadel
