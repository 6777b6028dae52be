// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <vector>

namespace sidejump::usadel {

Complex spin_hall_value(const SpinHallTerm& term, const std::vector<LocalFrame>& frames);

void add_spin_hall_gradients(const std::vector<SpinHallTerm>& terms,
                             const std::vector<LocalFrame>& frames,
                             std::vector<NambuMatrix>& gradients);

} // namespace sidejump::usadel
