// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"
#include "sidejump/sweep/study_types.hpp"

#include <string>
#include <vector>

namespace sidejump::sweep {

/// Finds the results of its base that a study asks for.
/// @throws input::InputError for a name that is unknown, given twice, or could mean two results of
///         which the study uses both groups
std::vector<Output> find_outputs(const Base& base, const std::vector<PlacedText>& names);

} // namespace sidejump::sweep
