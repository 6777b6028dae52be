// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace sidejump::device_fem {

/// An element as it stands in a mesh file.
struct GmshElement {
    std::size_t number = 0;
    int type = 0;                    ///< Gmsh's number of the shape
    std::vector<std::size_t> nodes;  ///< in Gmsh's order
    std::vector<std::string> groups; ///< names of the physical groups it is in
};

/// What a mesh file contains, apart from what is of no use here.
struct GmshElements {
    int dimension = 0; ///< the highest one with elements, 0 if there are none
    std::map<std::size_t, std::array<double, 3>> nodes; ///< in the unit of the file
    std::vector<GmshElement> cells;                     ///< of that dimension
    std::vector<GmshElement> faces; ///< of one dimension less, in at least one physical group
};

/// "triangle", "quadrilateral", ... of a number of Gmsh's; empty for shapes that are not linear.
std::string shape_name(int type);

/// Has Gmsh read a mesh file.
/// @throws input::InputError with the path
GmshElements read_gmsh_elements(const std::string& path);

} // namespace sidejump::device_fem
