// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sidejump::superconductor {

/// Cells of a layer, whose sizes follow a geometric progression from its edges to its middle.
struct GradedGrid {
    int cells = 1;
    double refinement = 1.0;     ///< the cell in the middle over those at the edges
    bool fine_left = true;       ///< whether the left edge has small cells
    bool starts_at_axis = false; ///< the first cell is half a step: no node at r = 0
};

/// The positions of the ends of all cells, the first 0 and the last the thickness.
/// @throws std::invalid_argument unless thickness, cells and refinement are positive
std::vector<double> cell_edges(double thickness, const GradedGrid& grid);

/// The smallest number of cells none of which is larger than `spacing`.
int cells_for_spacing(double thickness, double spacing, GradedGrid grid);

} // namespace sidejump::superconductor
