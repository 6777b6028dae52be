// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/box_geometry.hpp"

#include "sidejump/device/grid_blocks.hpp"
#include "sidejump/device/grid_lines.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::device {
namespace {

// The points along each coordinate, and the block to which each cell between them belongs.
struct Grid {
    std::array<std::vector<double>, 3> points;
    std::array<std::vector<std::size_t>, 3> blocks;

    [[nodiscard]] std::size_t cells(std::size_t axis) const { return blocks[axis].size(); }
};

/// @param cells  of the grid, before the refinements that follow
void check_number_of_cells(double cells, std::size_t dimension, int refinements) {
    const double refined = std::ldexp(cells, static_cast<int>(dimension) * refinements);
    if (refined <= most_cells)
        return;
    const std::string number = fmt::format("the mesh would have {:.3g} cells", refined);
    const std::string remedy = "choose a larger mesh.element_size or mesh.aspect_ratio";
    throw std::invalid_argument(
        refinements > 0
            ? fmt::format("{} with mesh.refinements = {}, more than {:.3g}; {}, or fewer "
                          "refinements of the same cells",
                          number, refinements, most_cells, remedy)
            : fmt::format("{}, more than {:.3g}; {}", number, most_cells, remedy));
}

Grid grid_of(const Blocks& blocks, const GridOptions& options,
             const std::vector<std::string>& regions) {
    const auto longest = longest_cells(blocks, options, regions);
    Grid grid;
    double cells = 1.0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::vector<double>& lines = blocks.lines[axis];
        if (axis >= blocks.dimension) {
            grid.points[axis] = {0.0};
            grid.blocks[axis] = {0};
            continue;
        }
        for (std::size_t i = 0; i + 1 < lines.size(); ++i)
            check_number_of_cells((lines[i + 1] - lines[i]) / longest[axis][i], blocks.dimension,
                                  options.refinements);
        grid.points[axis] = {lines.front()};
        for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
            const auto points = divided(lines[i], lines[i + 1],
                                        {longest[axis][i], options.graded_towards[axis],
                                         options.edge_size, options.grading});
            grid.points[axis].insert(grid.points[axis].end(), points.begin() + 1, points.end());
            grid.blocks[axis].insert(grid.blocks[axis].end(), points.size() - 1, i);
        }
        cells *= static_cast<double>(grid.cells(axis));
        check_number_of_cells(cells, blocks.dimension, options.refinements);
    }
    return grid;
}

// Gives the points of the grid that cells use their numbers, in the order of their first use.
class VertexNumbers {
  public:
    VertexNumbers(const Grid& grid, MeshDescription& mesh) : grid_(grid), mesh_(mesh) {
        numbers_.assign(grid.points[0].size() * grid.points[1].size() * grid.points[2].size(),
                        unused);
    }

    unsigned operator()(const Index& at) {
        const std::size_t position =
            (at[2] * grid_.points[1].size() + at[1]) * grid_.points[0].size() + at[0];
        if (numbers_[position] == unused) {
            numbers_[position] = static_cast<unsigned>(mesh_.vertices.size());
            mesh_.vertices.push_back(
                {grid_.points[0][at[0]], grid_.points[1][at[1]], grid_.points[2][at[2]]});
        }
        return numbers_[position];
    }

  private:
    static constexpr unsigned unused = std::numeric_limits<unsigned>::max();
    const Grid& grid_;
    MeshDescription& mesh_;
    std::vector<unsigned> numbers_;
};

// The corners that one reaches from a point by steps along the given axes, the first one fastest.
std::vector<unsigned> corners(const Index& from, const std::vector<std::size_t>& axes,
                              VertexNumbers& number) {
    std::vector<unsigned> vertices;
    for (std::size_t corner = 0; corner < (std::size_t{1} << axes.size()); ++corner) {
        Index at = from;
        for (std::size_t i = 0; i < axes.size(); ++i)
            at[axes[i]] += (corner >> i) & 1U;
        vertices.push_back(number(at));
    }
    return vertices;
}

void add_cell(const Index& cell, const Blocks& blocks, const Grid& grid, VertexNumbers& number,
              MeshDescription& mesh) {
    Index block{};
    for (std::size_t axis = 0; axis < 3; ++axis)
        block[axis] = grid.blocks[axis][cell[axis]];
    const int region = blocks.region_at(block);
    if (region < 0)
        return;
    std::vector<std::size_t> all_axes(blocks.dimension);
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
        all_axes[axis] = axis;
    mesh.cells.push_back({corners(cell, all_axes, number), static_cast<std::size_t>(region)});
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
            const bool at_end_of_block =
                side == 0 ? cell[axis] == 0 || grid.blocks[axis][cell[axis] - 1] != block[axis]
                          : cell[axis] + 1 == grid.cells(axis) ||
                                grid.blocks[axis][cell[axis] + 1] != block[axis];
            if (!at_end_of_block)
                continue;
            const int boundary = blocks.boundary_at(block, axis, side);
            if (boundary < 0)
                continue;
            Index from = cell;
            from[axis] += side;
            std::vector<std::size_t> others = all_axes;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(axis));
            mesh.boundary_faces.push_back(
                {corners(from, others, number), static_cast<std::size_t>(boundary)});
        }
}

} // namespace

std::vector<double> edges_along(const BoxGeometry& geometry, int axis) {
    const auto at = static_cast<std::size_t>(axis);
    std::vector<double> edges;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Box& box : geometry.boxes) {
        edges.insert(edges.end(), {box.low[at], box.high[at]});
        low = std::min(low, box.low[at]);
        high = std::max(high, box.high[at]);
    }
    // What a patch has outside the body is of no use.
    for (const Patch& patch : geometry.patches)
        for (const double edge : {patch.low[at], patch.high[at]})
            if (edge > low && edge < high)
                edges.push_back(edge);
    return merged_lines(std::move(edges));
}

std::array<double, 3> smallest_features(const BoxGeometry& geometry) {
    std::array<double, 3> smallest{};
    for (std::size_t axis = 0; axis < static_cast<std::size_t>(geometry.dimension); ++axis) {
        double extent = 0.0;
        for (const Box& box : geometry.boxes)
            extent = std::max(extent, box.high[axis] - box.low[axis]);
        smallest[axis] = extent;
        const auto consider = [&](double length) {
            if (length > 1e-9 * extent)
                smallest[axis] = std::min(smallest[axis], length);
        };
        for (const Box& box : geometry.boxes)
            consider(box.high[axis] - box.low[axis]);
        for (const Patch& patch : geometry.patches)
            consider(patch.high[axis] - patch.low[axis]);
    }
    return smallest;
}

MeshDescription box_mesh(const BoxGeometry& geometry, const GridOptions& options) {
    MeshDescription mesh;
    mesh.dimension = geometry.dimension;
    const Blocks blocks = blocks_of(geometry, mesh.regions, mesh.boundaries);
    const Grid grid = grid_of(blocks, options, mesh.regions);
    VertexNumbers number(grid, mesh);
    for (std::size_t k = 0; k < grid.cells(2); ++k)
        for (std::size_t j = 0; j < grid.cells(1); ++j)
            for (std::size_t i = 0; i < grid.cells(0); ++i)
                add_cell({i, j, k}, blocks, grid, number, mesh);
    return mesh;
}

std::size_t count_cells(const BoxGeometry& geometry, const GridOptions& options) {
    MeshDescription names;
    const Blocks blocks = blocks_of(geometry, names.regions, names.boundaries);
    const Grid grid = grid_of(blocks, options, names.regions);
    std::size_t count = 0;
    for (std::size_t k = 0; k < grid.cells(2); ++k)
        for (std::size_t j = 0; j < grid.cells(1); ++j)
            for (std::size_t i = 0; i < grid.cells(0); ++i)
                if (blocks.region_at({grid.blocks[0][i], grid.blocks[1][j], grid.blocks[2][k]}) >=
                    0)
                    ++count;
    return count;
}

} // namespace sidejump::device
