// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"

#include <string>
#include <vector>

namespace sidejump::sweep {

/// Names of the outputs: they can stand in a result file.
/// @throws input::InputError for the first that does not
void check_output_names(const std::vector<PlacedText>& names);

/// Names and paths of the axes: names can stand in a result file and differ from each other and
/// from the outputs, no two axes set the same parameter.
/// @throws input::InputError for the first that do not
void check_axes(const Study& study, const SweepInput& sweep);

/// Looks for mistakes that concern all points: it reads a few of them, and asks the base
/// about the outputs.
/// @throws input::InputError if an axis has no value that its parameter takes, if those points are
///         refused for the same reason, or if no point can have an output
void check_points(const Study& study, const SweepInput& sweep);

} // namespace sidejump::sweep
