// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/mesh_description.hpp"

#include <map>
#include <string>

namespace sidejump::test {

/// Length, area or volume of each region of a mesh of lines, triangles, tetrahedra, or of
/// rectangles and cuboids along the axes.
std::map<std::string, double> region_measures(const device::MeshDescription& mesh);

/// The same of each boundary; of points their number.
std::map<std::string, double> boundary_measures(const device::MeshDescription& mesh);

/// What is wrong with a mesh, empty if nothing is: vertices that coincide or belong to no cell,
/// cells that are not positively oriented, faces of more than two cells, named faces that are not
/// the face of exactly one cell.
std::string mesh_mistake(const device::MeshDescription& mesh);

} // namespace sidejump::test
