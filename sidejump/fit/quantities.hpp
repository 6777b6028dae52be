// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

namespace sidejump::fit {

/// Fills the quantities, the coordinates and the inputs of all curves of a problem whose model and
/// data are there.
/// @throws input::InputError for names that the model has not, inputs that are missing or given
///         twice, ties in a circle, start values outside their bounds
void define_quantities(FitProblem& problem, const FitInput& input);

} // namespace sidejump::fit
