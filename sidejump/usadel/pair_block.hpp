// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

namespace sidejump::usadel {

/// block(m, n) += coefficient Tr[E_m A E_n B], E_m the unit matrices of the coordinates.
inline void add_pair(Complex coefficient, const NambuMatrix& a, const NambuMatrix& b,
                     DiscreteAction::Block& block) {
    NambuMatrix scaled;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            scaled(row, column) = product(coefficient, a(row, column));
    for (int n = 0; n < LocalFrame::coordinates; ++n)
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            block(m, n) += product(scaled(LocalFrame::column(m), LocalFrame::row(n)),
                                   b(LocalFrame::column(n), LocalFrame::row(m)));
}

} // namespace sidejump::usadel
