// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/response_run.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace sidejump::output {

/// The content of response.json: program, input, scales, modes, spin evolution, spatial decay,
/// susceptibility, dynamic coefficients, Hanle curve, warnings. Complex numbers are objects with
/// `real` and `imaginary`; an infinite length is null, with `infinite` beside it.
nlohmann::ordered_json response_json(const coefficients::AlloyFile& file,
                                     const coefficients::ResponseRun& run);

/// The same as tables for a person.
std::string response_table(const coefficients::AlloyFile& file,
                           const coefficients::ResponseRun& run);

} // namespace sidejump::output
