// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/box_geometry.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sidejump::device {

using Index = std::array<std::size_t, 3>;

/// The blocks between the lines through all edges of a body: each lies in one region or outside,
/// and each of its faces in one boundary or none. Coordinates beyond the dimension have one block.
struct Blocks {
    std::size_t dimension = 3;
    std::array<std::vector<double>, 3> lines;
    std::vector<int> regions;    ///< by block, first index fastest; -1 outside
    std::vector<int> boundaries; ///< by block, axis and side: 6 of each block; -1 for none

    [[nodiscard]] std::size_t count(std::size_t axis) const {
        return axis < dimension ? lines[axis].size() - 1 : 1;
    }
    [[nodiscard]] std::size_t position(const Index& block) const {
        return (block[2] * count(1) + block[1]) * count(0) + block[0];
    }
    [[nodiscard]] int region_at(const Index& block) const { return regions[position(block)]; }
    [[nodiscard]] int boundary_at(const Index& block, std::size_t axis, std::size_t side) const {
        return boundaries[6 * position(block) + 2 * axis + side];
    }
};

/// Blocks of a body, with the names to which the numbers of regions and boundaries refer.
/// @throws std::invalid_argument as box_mesh
Blocks blocks_of(const BoxGeometry& geometry, std::vector<std::string>& regions,
                 std::vector<std::string>& boundaries);

/// By axis and block: the longest cell that the element sizes and the aspect ratio allow, m.
std::array<std::vector<double>, 3> longest_cells(const Blocks& blocks, const GridOptions& options,
                                                 const std::vector<std::string>& regions);

} // namespace sidejump::device
