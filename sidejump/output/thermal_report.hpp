// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sidejump::output {

/// The content of result.json of the thermal command: program, input, results (one object for each
/// temperature), warnings.
nlohmann::ordered_json thermal_json(const coefficients::AlloyFile& file,
                                    const std::vector<coefficients::ThermalCoefficients>& runs,
                                    const std::vector<std::string>& warnings);

/// The results as tables with a column for each temperature, four columns at a time.
std::string thermal_table(const std::vector<coefficients::ThermalCoefficients>& runs);

} // namespace sidejump::output
