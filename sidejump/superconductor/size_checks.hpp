// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/graded_grid.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"

namespace sidejump::superconductor {

/// Whether the grid of a file, and the finer one of its `grid_check`, is small enough to be solved.
/// @param table  of the file
/// @throws input::InputError with the number of nodes and the memory that they would take
void check_size_of_grid(const SuperconductorInput& input, const input::Table& table,
                        const input::Place& place);

/// The grid of a layer, with the cells of the file or as many as its spacing needs.
/// @param at_axis  whether it is the innermost ring of a disc
GradedGrid grid_of_layer(const LayerInput& layer, bool at_axis);

} // namespace sidejump::superconductor
