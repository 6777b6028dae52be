// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_problem.hpp"
#include "sidejump/sweep/base.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sidejump::fit {

/// A model that is a result of a command of the program: its inputs are the parameters of the base
/// that the fit names, in the units in which it gives them.
/// @param path   of the fit file
/// @param kinds  of bases there are beside alloys
/// @throws input::InputError
std::shared_ptr<const Model> command_model(const std::string& path, const FitInput& input,
                                           const std::vector<sweep::BaseKind>& kinds);

/// Checks the base with the start values at the first point of each curve.
/// @throws input::InputError if the base cannot be read with them: at the first input of the fit
///         that the base cannot have, or with the name of the base if each of them is right alone
void check_command_start(const FitProblem& problem, const FitInput& input);

} // namespace sidejump::fit
