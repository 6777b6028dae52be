// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/impurity_section.hpp"

namespace sidejump::electron_gas {

/// Reads the rows of an impurity whose potential is a table, from its file or its points.
/// @throws input::InputError with file and line: unreadable, fewer than three rows, transfers that
///         do not increase from 0, negative squares, nothing but zeros, units that do not fit
void read_impurity_table(ImpurityInput& impurity, const input::Table& table,
                         const input::Place& place);

} // namespace sidejump::electron_gas
