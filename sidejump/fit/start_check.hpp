// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"

namespace sidejump::fit {

/// Checks that the model has values at all points with the start values, and that a result of a
/// command depends on the abscissa.
/// @throws input::InputError
void check_start(const FitProblem& problem, const FitInput& input);

} // namespace sidejump::fit
