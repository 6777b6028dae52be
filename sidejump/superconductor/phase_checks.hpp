// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"

namespace sidejump::superconductor {

/// Whether the phases of the reservoirs mean something: each against another one, and one alone at
/// a corner of a plane, whose node transparent sides share.
/// @param table  of the file
/// @throws input::InputError at the first phase that does not
void check_phases(const SuperconductorInput& input, const input::Table& table,
                  const input::Place& place);

} // namespace sidejump::superconductor
