// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/critical_temperature.hpp"

namespace sidejump::usadel {

/// A small pair potential in the form of the least stable mode about the normal state, with the
/// Green functions of the full Usadel equation.
struct SmallPairPotential {
    EquilibriumState state; ///< its largest order parameter is 1e-3 of the temperature
    /// What is left over of the eigenvalue problem A x = lambda x of the mode, |A x - lambda x|
    /// over |x|, in the scaled unknowns of GapEquation. A x are residuals of the gap equation to
    /// first order in the pair potential, by two sizes of it.
    double residual = 0.0;
    /// Estimate of what the extrapolation of sums over frequencies may have changed the gap
    /// equation by, over the largest order parameter.
    double frequency_error = 0.0;
};

/// A critical temperature by another way: there lambda = 0, and the full equation is solved at
/// frequencies up to four times those by which it was found. In a bulk metal without pair breaking
/// the residual is the relative error of the temperature over the L of GapEquation, about 10.
/// @throws as normal_stability; std::runtime_error if the Usadel equation is not solved
SmallPairPotential check_critical_temperature(const DiscreteStructure& structure,
                                              double temperature);

/// The lowest eigenvalue of normal_stability by another way, at the same frequencies.
/// @throws likewise
SmallPairPotential check_normal_state(const DiscreteStructure& structure, double temperature);

/// The solution at a transition of first order, and where its free energy is 0.
struct Coexistence {
    SelfConsistentState solution;
    /// By the secant through the free energy here and at a temperature lower by 1e-3; not a number
    /// if there is no solution with a gap.
    double temperature = 0.0;
};

/// @throws std::runtime_error if the gap equation is not solved
Coexistence coexistence(const DiscreteStructure& structure, const Transition& transition);

} // namespace sidejump::usadel
