// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/potential_state.hpp"

#include <string>
#include <vector>

namespace sidejump::impurity::potential {

/// What concerns the channels of a potential, without its levels: quick.
std::vector<std::string> channel_warnings(const PotentialState& state);

/// Scattering length, effective range, t_0 and t_F, Friedel's charge; bound states and resonances;
/// Levinson's theorem. What cannot be integrated is left out and said in a warning;
/// channel_warnings come last.
ModelReport potential_report(const PotentialState& state);

} // namespace sidejump::impurity::potential
