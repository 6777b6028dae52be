// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_solution.hpp"

#include <vector>

namespace sidejump::impurity::potential {

/// The number of bound states of a partial wave below an energy e <= 0: the nodes of the solution
/// at that energy, those beyond the potential included.
int bound_states_below(const RadialPotential& potential, PartialWave wave, double energy,
                       double tolerance);

/// More of them in one partial wave are those of a core, and are not listed.
inline constexpr int most_bound_states = 50;

/// The energies e < 0 of the bound states of a partial wave, from the lowest one up.
/// @param tolerance  relative error of a step of the integration, and of the energies
/// @throws std::runtime_error as integrate_outward, if a state is not found, or if there are more
/// than
///         most_bound_states
std::vector<double> bound_states(const RadialPotential& potential, PartialWave wave,
                                 double tolerance);

} // namespace sidejump::impurity::potential
