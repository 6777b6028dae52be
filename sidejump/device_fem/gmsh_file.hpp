// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/geometry_section.hpp"

#include <string>

namespace sidejump::device_fem {

/// Reads a mesh file of Gmsh, .msh of format 2.2 or 4.1, text or binary. The highest dimension with
/// elements is that of the mesh; a mesh of two dimensions lies in a plane z = const, one of one
/// dimension on a line y = const, z = const. Regions are the physical groups of that dimension by
/// their names ("physical 3" without one), boundaries those of one dimension less. Faces of a
/// boundary between two regions are left out with a note, as interfaces follow from the regions.
/// Cells whose vertices run the other way round are turned; nodes without cells are left out.
///
/// Gmsh keeps one model for the whole process: calls wait for each other, and other code must not
/// use Gmsh meanwhile.
/// @param metres_per_unit  of the coordinates in the file
/// @throws input::InputError with the path: not such a file, elements that are not linear, of mixed
///         shapes, inverted, degenerate, twice there or in no physical group or in two, faces of a
///         boundary inside a region or not at a cell, meshes that are not straight
device::MeshFile read_gmsh_file(const std::string& path, double metres_per_unit);

} // namespace sidejump::device_fem
