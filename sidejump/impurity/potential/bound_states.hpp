// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_solution.hpp"

#include <vector>

namespace sidejump::impurity::potential {

/// The number of bound states of a partial wave below an energy e <= 0: the nodes of the solution
/// at that energy, those beyond the potential included.
int bound_states_below(const RadialPotential& potential, PartialWave wave, double energy,
                       double tolerance);

/// The energies e < 0 of the bound states of a partial wave, from the lowest one up.
/// @param tolerance  relative error of a step of the integration, and of the energies
/// @throws std::runtime_error as integrate_outward, or if a state is not found
std::vector<double> bound_states(const RadialPotential& potential, PartialWave wave,
                                 double tolerance);

} // namespace sidejump::impurity::potential
