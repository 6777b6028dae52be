// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sidejump::device {

/// A coarse mesh with the names of its regions and boundaries, in metres: what a geometry or a mesh
/// file gives, and what a solver starts from. No two vertices coincide; regions that an interface
/// separates still share theirs.
struct MeshDescription {
    /// A line (2 vertices), triangle (3), quadrilateral (4), tetrahedron (4) or hexahedron (8).
    /// Quadrilaterals and hexahedra list their vertices lexicographically: the first coordinate of
    /// the reference cell runs fastest.
    struct Cell {
        std::vector<unsigned> vertices;
        std::size_t region = 0; ///< index into `regions`
    };
    /// A face of one cell that has a name: a point (1 vertex), a line (2), a triangle (3) or a
    /// quadrilateral (4, lexicographic as well).
    struct BoundaryFace {
        std::vector<unsigned> vertices;
        std::size_t boundary = 0; ///< index into `boundaries`
    };

    int dimension = 3;
    std::vector<std::array<double, 3>> vertices; ///< only the first `dimension` coordinates count
    std::vector<Cell> cells;
    std::vector<BoundaryFace> boundary_faces; ///< faces of the surface without a name are walls
    std::vector<std::string> regions;
    std::vector<std::string> boundaries;
};

/// How a mesh of one to three dimensions lies in space.
struct Embedding {
    /// What holds along an axis that the mesh leaves out.
    enum class Across {
        extended, ///< nothing depends on that coordinate: the derivatives of all potentials vanish
        thin      ///< no current flows that way: a film thin against the spin diffusion lengths
    };

    /// Axis of space (0 x, 1 y, 2 z) along each coordinate of the mesh; the axes left out follow.
    std::array<int, 3> axes{0, 1, 2};
    /// across[l] holds for the l-th axis left out, axes[dimension + l].
    std::array<Across, 3> across{Across::extended, Across::extended, Across::extended};
    /// Product of the lengths along the axes left out: metres for a plane, square metres for a
    /// line.
    double cross_section = 1.0;
    /// Uniform electric field along the axes left out, V/m, by axis of space; only where
    /// `extended`.
    std::array<double, 3> applied_field{0.0, 0.0, 0.0};
};

} // namespace sidejump::device
