// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"

namespace sidejump::electron_gas {

/// Adds how spins relax, at q = 0 as findings and at the wavenumbers of [spin_modes], and how well
/// the directions resolve that. In the lower band alone nothing is added.
/// @param done  called with the number of wavenumbers that are finished; may be empty
/// @throws input::InputError if there is a section [spin_modes], and electrons in the lower band
///         alone
void add_spin_modes(const GasFile& file, const GasModel& model, GasRun& run,
                    const std::function<void(std::size_t)>& done);

} // namespace sidejump::electron_gas
