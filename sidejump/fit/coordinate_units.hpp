// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

namespace sidejump::fit {

/// Gives linear coordinates units in which the search and its derivatives are well scaled: changes
/// of a value that change the curves by about as much as these are large. A start value that does
/// so within some orders of magnitude is its own unit. Constants of backgrounds begin where they
/// fit the start values of the others.
/// @throws input::InputError for a start at zero from which the curves change to second order
///         only: no search gets away from there
void take_coordinate_units(FitProblem& problem, const FitInput& input);

} // namespace sidejump::fit
