// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_run.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sidejump::superconductor {

/// The content of superconductor.json: program, input, findings, points, certificate, warnings.
nlohmann::ordered_json superconductor_json(const SuperconductorFile& file,
                                           const SuperconductorRun& run);

/// The same as tables for a person.
std::string superconductor_table(const SuperconductorFile& file, const SuperconductorRun& run);

/// A table as comma-separated values, a row for each of its own.
std::string table_csv(const ResultTable& table);

/// Writes points.csv, fields.csv (fields of the last point), spectrum.csv as far as the run has
/// them and the file asks for them; fields.h5 with the fields of all points and the spectrum, with
/// axes; plane.vtu, with the number of the point where there are several.
/// @returns the files
/// @throws std::system_error, std::runtime_error with the path if one cannot be written
std::vector<std::filesystem::path> write_files(const SuperconductorFile& file,
                                               const SuperconductorRun& run,
                                               const std::filesystem::path& directory);

} // namespace sidejump::superconductor
