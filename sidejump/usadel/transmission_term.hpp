// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <vector>

namespace sidejump::usadel {

/// What a contact with transmission holds, its second Green function turned to the first.
struct Contact {
    NambuMatrix turned;  ///< U g_j U^-1
    NambuMatrix back;    ///< U^-1
    NambuMatrix inverse; ///< A^-1, A = 1 + (transmission/4)({g_i, U g_j U^-1} - 2)
    Complex determinant; ///< of A
};

Contact contact(const TransmissionTerm& term, const std::vector<LocalFrame>& frames);

} // namespace sidejump::usadel
