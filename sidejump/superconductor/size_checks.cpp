// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/size_checks.hpp"

#include "sidejump/input/names.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

constexpr double most_nodes_of_grid = 250000.0;

// What nodes keep: a Green function at each frequency.
std::string memory_of(double nodes) {
    constexpr double bytes = 768.0; // a node at a frequency
    constexpr double usual_frequencies = 33.0;
    constexpr double gigabyte = 1e9;
    return fmt::format("{:.2g} GB for each frequency, and there are {:.0f} or more",
                       nodes * bytes / gigabyte, usual_frequencies);
}

std::string checked_once_more(bool finer) {
    return finer ? " on the grid twice as fine of the grid_check, which can be switched off in "
                   "[solver]"
                 : "";
}

void check_cells_of_plane(const SuperconductorInput& input, const input::Place& place) {
    const bool finer = input.has_grid_check();
    const auto along = [&](std::size_t direction) {
        return (finer ? 2.0 : 1.0) * input.structure.cells.value()[direction] + 1.0;
    };
    const double nodes = along(0) * along(1);
    if (nodes > most_nodes_of_grid)
        place.fail(fmt::format("cells that give at most {:.0f} nodes", most_nodes_of_grid),
                   fmt::format("{} x {} cells: {:.0f} nodes{}; they would take {}",
                               (*input.structure.cells)[0], (*input.structure.cells)[1], nodes,
                               checked_once_more(finer), memory_of(nodes)));
}

void check_cells_of_layers(const SuperconductorInput& input) {
    const bool finer = input.has_grid_check();
    const bool disc = input.structure.kind == StructureKind::disc;
    double nodes = 1.0;
    for (const LayerInput& layer : input.layer) {
        nodes +=
            (finer ? 2.0 : 1.0) * grid_of_layer(layer, disc && &layer == input.layer.data()).cells;
        if (nodes > most_nodes_of_grid)
            layer.place.entry(layer.cells ? "cells" : "spacing", layer.place.line)
                .fail(fmt::format("layers of at most {:.0f} nodes together", most_nodes_of_grid),
                      fmt::format("{:.0f} up to this one{}; they would take {}", nodes,
                                  checked_once_more(finer), memory_of(nodes)));
    }
}

} // namespace

GradedGrid grid_of_layer(const LayerInput& layer, bool at_axis) {
    GradedGrid grid;
    grid.refinement = layer.edge_refinement;
    grid.starts_at_axis = at_axis;
    grid.fine_left = !at_axis;
    grid.cells =
        layer.cells ? *layer.cells : cells_for_spacing(layer.thickness, *layer.spacing, grid);
    return grid;
}

void check_size_of_grid(const SuperconductorInput& input, const input::Table& table,
                        const input::Place& place) {
    switch (input.structure.kind) {
    case StructureKind::bulk:
        return;
    case StructureKind::layers:
    case StructureKind::disc:
        return check_cells_of_layers(input);
    case StructureKind::plane:
        const auto structure =
            std::ranges::find_if(table, [](const auto& entry) { return entry.key == "structure"; });
        const input::Place at = place.entry("structure", structure->node.line);
        return check_cells_of_plane(
            input, input::place_of(input::table_entries(structure->node, place), "cells", at));
    }
}

} // namespace sidejump::superconductor
