// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_structure.hpp"
#include "sidejump/usadel/linear_response.hpp"
#include "sidejump/usadel/matsubara_points.hpp"

#include <vector>

namespace sidejump::usadel {

/// A structure in equilibrium: its Green functions at the Matsubara points.
struct EquilibriumState {
    double temperature = 0.0;
    MatsubaraPoints points;
    std::vector<Complex> order_parameters;       ///< of the sites
    std::vector<std::vector<LocalFrame>> frames; ///< [point][node]
};

/// The action of a structure at one frequency. Reservoirs have no source of their own: what they
/// would add to the action is constant.
DiscreteAction action_at(const DiscreteStructure& structure, double frequency,
                         const std::vector<Complex>& order_parameters);

/// A state with given order parameters in which nothing is solved: at each point all nodes are bulk
/// metals.
EquilibriumState local_state(const DiscreteStructure& structure, double temperature,
                             const MatsubaraPoints& points,
                             const std::vector<Complex>& order_parameters);

/// A state with given order parameters, each point solved from where the nodes are bulk metals,
/// or from the next higher frequency where that fails.
/// @param points  such as those of endless_matsubara_points
/// @throws std::runtime_error, with the frequency, if the Usadel equation cannot be solved
EquilibriumState solved_state(const DiscreteStructure& structure, double temperature,
                              const MatsubaraPoints& points,
                              const std::vector<Complex>& order_parameters);

/// Solves the Usadel equation at all points from the frames that are there. The points are shared
/// among threads; the result does not depend on how many. Newton's steps end where the last one
/// changed the part of g that is not tau_3 by less than 1e-7, and so left 1e-14 of it.
/// @throws std::runtime_error, with the frequency, if that fails
void solve_all_points(const DiscreteStructure& structure, EquilibriumState& state);

/// The same where an error is allowed, relative to the part of g that is not tau_3: an iteration of
/// the order parameters needs most of the time one step of Newton's method at each point.
/// @throws std::runtime_error, with the frequency, if that fails
void solve_all_points(const DiscreteStructure& structure, EquilibriumState& state, double error);

/// The same, with the factorised second derivatives of the last step at each point.
std::vector<LinearResponse> solve_with_responses(const DiscreteStructure& structure,
                                                 EquilibriumState& state);

/// How the Green functions change, to first order, with the order parameters: coordinates at each
/// point.
std::vector<NodeCoordinates> change_of_functions(const DiscreteStructure& structure,
                                                 const EquilibriumState& state,
                                                 const std::vector<LinearResponse>& responses,
                                                 const std::vector<Complex>& change);

} // namespace sidejump::usadel
