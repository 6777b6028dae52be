// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/coefficients_run.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>

namespace sidejump::output {

using coefficients::CoefficientsRun;

/// Name and version of the program, for result files.
nlohmann::ordered_json program_json();

/// The alloy in a few lines, above the tables: species, host, phase shifts.
std::string alloy_header(const coefficients::AlloyFile& file);

/// The content of result.json: program, input, alloy, results, approximations, checks, warnings.
/// A value that is infinite (a length where nothing relaxes) is null, with `infinite` beside it.
nlohmann::ordered_json result_json(const CoefficientsRun& run);

/// The run as a table for a person.
/// @param columns  width of the terminal, to which explanations are wrapped; 0 if it has none
std::string result_table(const CoefficientsRun& run, std::size_t columns = 0);

} // namespace sidejump::output
