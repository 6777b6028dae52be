// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"

#include <string>
#include <vector>

namespace sidejump::sweep {

/// Names and paths of the axes: names can stand in a result file and differ from each other and
/// from the outputs, no two axes set the same parameter.
/// @throws input::InputError for the first that do not
void check_axes(const Study& study, const SweepInput& sweep);

/// Looks for mistakes that concern all points: it reads a few of them, and asks the groups of
/// outputs.
/// @throws input::InputError if an axis has no value that its parameter takes, if those points are
///         refused for the same reason, or if a group can have no results
void check_points(const Study& study, const SweepInput& sweep);

/// The tables of phase shifts that the base and the axes name, whether or not a point gets to read
/// them; as names for Study::tables.
std::vector<std::string> table_names(const Study& study);

} // namespace sidejump::sweep
