// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_run.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sidejump::electron_gas {

/// The content of rashba.json: program, input, findings, response, relaxation, spin modes,
/// certificate, warnings. What is infinite or unknown is null, the former with `infinite` beside
/// it.
nlohmann::ordered_json gas_json(const GasFile& file, const GasRun& run);

/// The same as tables for a person.
std::string gas_table(const GasFile& file, const GasRun& run);

/// Writes response.csv, a row for each frequency, the same as response.h5 with axes, and
/// spin_modes.csv if there is such a section.
/// @returns the files
/// @throws std::system_error, std::runtime_error with the path if one cannot be written
std::vector<std::filesystem::path> write_files(const GasRun& run,
                                               const std::filesystem::path& directory);

} // namespace sidejump::electron_gas
