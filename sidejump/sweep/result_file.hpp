// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/output/atomic_file.hpp"
#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/study.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// What the values of an output are like.
struct OutputSummary {
    double least = std::numeric_limits<double>::infinity(); ///< of the finite values
    double largest = -std::numeric_limits<double>::infinity();
    std::uint64_t infinite = 0;
    std::uint64_t undefined = 0; ///< NaN: failed points, and results that are not defined
};

/// Writes the result file from the journal of a study that is done (docs/reference/sweep-file). The
/// memory it takes does not depend on the number of points.
/// @param warnings  about the study and its points, kept with the results
/// @throws std::runtime_error, std::system_error if it cannot be written; there is no file then
std::vector<OutputSummary>
write_result_file(const Study& study, const Portions& portions, const Journal& journal,
                  const std::vector<std::string>& warnings, const std::filesystem::path& path,
                  output::AtomicFile::Existing existing = output::AtomicFile::Existing::replace);

/// Marks of a result file.
struct ResultMark {
    std::string fingerprint; ///< empty if the file is none of a study
    std::uint64_t failed = 0;
};

/// @returns nothing if there is no file at that path
/// @throws std::system_error if it is there and may not be read
std::optional<ResultMark> read_result_mark(const std::filesystem::path& path);

/// Writes the values of a result file as text: a row for each point with its axes and outputs. A
/// table that is to be kept has to be this one.
/// @throws input::InputError if a table that is to be kept differs; std::runtime_error,
///         std::system_error if it cannot be written, there is no file then
void write_csv_file(const Study& study, const std::filesystem::path& result,
                    const std::filesystem::path& path, output::AtomicFile::Existing existing);

} // namespace sidejump::sweep
