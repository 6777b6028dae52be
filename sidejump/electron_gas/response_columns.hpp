// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"

namespace sidejump::electron_gas {

/// Adds what the field does at each frequency.
void add_response_columns(const GasFile& file, const GasModel& model,
                          const rashba::GasResponse& response, GasRun& run);

/// Adds the laws that the response is tested by.
void add_response_certificate(const GasModel& model, const rashba::GasResponse& response,
                              GasRun& run);

} // namespace sidejump::electron_gas
