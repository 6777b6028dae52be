// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/mesh_description.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace sidejump::device {

/// A box along the axes: an interval, a rectangle or a cuboid. Lengths in metres.
struct Box {
    std::string region;
    std::array<double, 3> low{}; ///< only the first `dimension` coordinates count
    std::array<double, 3> high{};
};

/// A named piece of a plane across one axis: a point, a segment or a rectangle. It has the same low
/// and high along exactly one coordinate. Only what lies on the surface of the boxes counts.
struct Patch {
    std::string name;
    std::array<double, 3> low{};
    std::array<double, 3> high{};
};

/// A body made of boxes. Where boxes overlap, the later one holds.
struct BoxGeometry {
    int dimension = 3;
    std::vector<Box> boxes;
    std::vector<Patch> patches; ///< several may share a name
};

/// How fine the grid of a body is.
struct GridOptions {
    std::array<double, 3> element_size{};              ///< longest cell along each coordinate, m
    std::map<std::string, double> region_element_size; ///< m, where shorter, along all coordinates
    /// Longest over shortest edge of a cell without grading; longer cells are divided further.
    double largest_aspect_ratio = 8.0;
    /// By coordinate: where the cells have the length `edge_size`, from which they grow by the
    /// factor `grading` from cell to cell.
    std::array<std::vector<double>, 3> graded_towards;
    double edge_size = 0.0;
    double grading = 1.5;
    int refinements = 0; ///< that follow; they change nothing but what counts in most_cells
};

/// Cells that a mesh may have after all refinements.
constexpr double most_cells = 5e6;

/// The coordinates along one axis at which a box or a patch begins or ends, in increasing order.
std::vector<double> edges_along(const BoxGeometry& geometry, int axis);

/// The shortest edge of a box or patch along each coordinate, m.
std::array<double, 3> smallest_features(const BoxGeometry& geometry);

/// The number of cells of box_mesh().
/// @throws std::invalid_argument  as box_mesh, apart from what patches do
std::size_t count_cells(const BoxGeometry& geometry, const GridOptions& options);

/// A tensor-product grid over the body: all edges of boxes and patches are grid lines, cells
/// outside the boxes are left out. Faces of the surface on a patch have its name.
/// @throws std::invalid_argument if there is no box, an edge of a box has no length, a patch is not
///         flat, a patch has no face on the surface, two patches of different names cover the same
///         face, a region is hidden under others, or the mesh would have more than most_cells
MeshDescription box_mesh(const BoxGeometry& geometry, const GridOptions& options);

} // namespace sidejump::device
