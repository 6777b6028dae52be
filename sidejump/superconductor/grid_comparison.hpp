// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_run.hpp"

#include <string>

namespace sidejump::superconductor {

/// A quantity and its largest change on a finer grid, over its largest value.
struct GridChange {
    std::string name;
    double value = 0.0;
    double change = 0.0;

    [[nodiscard]] double relative() const { return value > 0.0 ? change / value : 0.0; }
};

/// Gives the points and findings of a run their changes on a grid twice as fine, row by row and in
/// the order of findings of one name. Rows of a branch are at equal parts of its length. Branches
/// that turn a different number of times, or end elsewhere, have findings compared alone, with a
/// warning.
/// @returns the quantity that changes most; of branches that are not compared a change that is not
/// a
///          number
GridChange compare_grids(const SuperconductorFile& file, SuperconductorRun& run,
                         const SuperconductorRun& fine);

/// Takes the warnings of the finer grid that have no like on the grid of the study.
void add_warnings_of_finer_grid(SuperconductorRun& run, const SuperconductorRun& fine);

} // namespace sidejump::superconductor
