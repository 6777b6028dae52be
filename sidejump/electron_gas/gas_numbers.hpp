// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"

namespace sidejump::electron_gas {

/// Adds the numbers of the gas itself: its level, momenta, splitting, times.
void add_gas_numbers(const GasFile& file, const GasModel& model,
                     const rashba::GasResponse& response, GasRun& run);

} // namespace sidejump::electron_gas
