// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <vector>

namespace sidejump::usadel {

/// Solves second * step = -first.
/// Nodes each of which is coupled to the next ones only take a block-tridiagonal factorisation, all
/// others a sparse one.
/// @throws std::runtime_error if the second derivatives are singular
std::vector<LocalFrame::Coordinates> newton_step(const DiscreteAction& action,
                                                 const DiscreteAction::Expansion& expansion);

} // namespace sidejump::usadel
