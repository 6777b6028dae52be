// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/study.hpp"

#include <filesystem>

namespace sidejump::sweep {

/// The journal of a result file.
std::filesystem::path journal_path(const std::filesystem::path& out);

/// The table of a result file: `run.h5` and `run.hdf5` have `run.csv`, `run.1` has `run.1.csv`.
std::filesystem::path csv_path(const std::filesystem::path& out);

/// Looks at the places where a run would write, before it does: the result, its journal, its table
/// if there is to be one, and the names that these have until they are complete.
/// @throws input::InputError if one of them is a file that the study reads, or is there and is no
///         ordinary file (a link is none: replacing it would leave its target as it is), or if
///         `out` names no file, or one that looks like a table beside which there is to be a table
void check_run_files(const Study& study, const std::filesystem::path& out, bool csv);

} // namespace sidejump::sweep
