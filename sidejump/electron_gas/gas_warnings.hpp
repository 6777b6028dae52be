// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_model.hpp"

#include <string>
#include <vector>

namespace sidejump::electron_gas {

/// What limits the kinetic equation and the Born approximation, by the numbers of a gas.
std::vector<std::string> gas_warnings(const GasFile& file, const GasModel& model);

} // namespace sidejump::electron_gas
