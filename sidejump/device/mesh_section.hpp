// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/box_geometry.hpp"
#include "sidejump/device/study_section.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// The longest cells of one region.
struct RegionMeshInput {
    std::string name;
    double element_size = 0.0; ///< m
};

/// The table [mesh.adapt]: how good what is measured has to be.
struct AdaptInput {
    double relative_error = 0.0;
    std::optional<std::vector<input::PlacedText>> measure; ///< names; all where absent
    int largest_unknowns = 500000;
    int most_rounds = 30;  ///< of refinement
    double fraction = 0.7; ///< of the error, in the cells that are refined
    input::Place place;    ///< of the table
};

/// The table [mesh]: how fine a mesh is.
struct MeshInput {
    std::optional<std::vector<double>> element_size; ///< m; one, or one for each axis
    std::vector<RegionMeshInput> regions;
    std::optional<double> edge_size; ///< m
    double grading = 1.5;
    std::string graded_axes = "xyz";
    double aspect_ratio = 8.0;
    std::optional<int> refinements; ///< how often the solver halves all cells
    std::optional<AdaptInput> adapt;
    input::Place place; ///< of the table
    input::Table table;
};

const input::Section<MeshInput>& mesh_section();

/// Longest over shortest edge of a cell up to which geometric multigrid works well.
constexpr double largest_multigrid_aspect_ratio = 5.0;

/// The grid on which to start, so that after so many refinements cells are as long as asked for.
/// @param axes  of the mesh, such as "xz"
/// @throws input::InputError for sizes that do not belong to the geometry
GridOptions grid_options(const MeshInput& input, const BoxGeometry& geometry,
                         const std::string& axes, int refinements);

/// The grid on which to start, refined as often as the file says. If it does not: as often as
/// multigrid profits from where there are many cells, and as rounding up the numbers of cells and
/// keeping their edges within largest_multigrid_aspect_ratio add few; once at least where the file
/// asks for multigrid.
/// @throws input::InputError for sizes that do not belong to the geometry
GridOptions starting_grid(const MeshInput& input, const BoxGeometry& geometry,
                          const std::string& axes, SolverMethod method);

} // namespace sidejump::device
