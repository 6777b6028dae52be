// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <vector>

namespace sidejump::usadel {

Complex spin_hall_value(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames);

/// The value from g - tau_3 of all nodes: the trace of three Green functions alternates, so that
/// at least two of them differ from tau_3 in what is left.
Complex spin_hall_value_above_normal(const SpinHallCellTerm& term,
                                     const std::vector<NambuMatrix>& above);

void add_spin_hall_gradients(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames,
                             std::vector<NambuMatrix>& gradients);

} // namespace sidejump::usadel
