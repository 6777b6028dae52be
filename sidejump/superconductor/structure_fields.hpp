// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/usadel/equilibrium_state.hpp"

namespace sidejump::superconductor {

/// The pair potential of each node: the mean of its sites, or what is prescribed.
std::vector<Complex> pair_potentials(const usadel::DiscreteStructure& structure,
                                     const std::vector<Complex>& order_parameters);

/// The current along the phase gradient of a bulk metal (its density), across layers, or around a
/// disc through a line from its axis to its edge; without what flows in reservoirs.
double current_across(const SuperconductingModel& model, const usadel::EquilibriumState& state);

/// Pair potential, spin density, currents and, where there is theta or kappa, the spin-orbit torque
/// with the divergence of the spin Hall current, against position.
Fields fields_of(const SuperconductingModel& model, const usadel::EquilibriumState& state);

/// The quadrilaterals of a plane, each by its four nodes counter-clockwise.
/// @param across  those too that join the last nodes of a periodic plane to its first ones
std::vector<std::array<std::size_t, 4>> quadrilaterals(const PlaneGrid& plane, bool across = false);

} // namespace sidejump::superconductor
