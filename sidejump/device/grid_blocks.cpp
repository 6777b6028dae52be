// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/grid_blocks.hpp"

#include "sidejump/device/grid_lines.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace sidejump::device {
namespace {

std::size_t number_of(const std::string& name, std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    const auto number = static_cast<std::size_t>(found - names.begin());
    if (found == names.end())
        names.push_back(name);
    return number;
}

// A range of blocks along each axis, the upper end excluded.
struct BlockRange {
    Index from{0, 0, 0};
    Index to{1, 1, 1};

    template <class Function>
    void for_each(Function function) const {
        for (std::size_t k = from[2]; k < to[2]; ++k)
            for (std::size_t j = from[1]; j < to[1]; ++j)
                for (std::size_t i = from[0]; i < to[0]; ++i)
                    function(Index{i, j, k});
    }
};

BlockRange all_of(const Blocks& blocks) {
    return {{0, 0, 0}, {blocks.count(0), blocks.count(1), blocks.count(2)}};
}

void check_boxes(const BoxGeometry& geometry) {
    if (geometry.dimension < 1 || geometry.dimension > 3)
        throw std::invalid_argument("a geometry has one to three dimensions");
    if (geometry.boxes.empty())
        throw std::invalid_argument("a geometry needs at least one box");
    for (const Box& box : geometry.boxes)
        for (std::size_t axis = 0; axis < static_cast<std::size_t>(geometry.dimension); ++axis)
            if (!(box.low[axis] < box.high[axis]) || !std::isfinite(box.low[axis]) ||
                !std::isfinite(box.high[axis]))
                throw std::invalid_argument(fmt::format(
                    "a box of the region \"{}\" extends from {:g} to {:g} m along coordinate {}; "
                    "expected a low end below a high one",
                    box.region, box.low[axis], box.high[axis], axis + 1));
}

void fill_regions(const BoxGeometry& geometry, Blocks& blocks, std::vector<std::string>& names) {
    for (const Box& box : geometry.boxes) {
        const auto region = static_cast<int>(number_of(box.region, names));
        BlockRange range;
        for (std::size_t axis = 0; axis < blocks.dimension; ++axis) {
            range.from[axis] = nearest_line(blocks.lines[axis], box.low[axis]);
            range.to[axis] = nearest_line(blocks.lines[axis], box.high[axis]);
            if (range.from[axis] == range.to[axis])
                throw std::invalid_argument(
                    fmt::format("a box of the region \"{}\" is shorter than 1e-9 of the geometry "
                                "along coordinate {}",
                                box.region, axis + 1));
        }
        range.for_each(
            [&](const Index& block) { blocks.regions[blocks.position(block)] = region; });
    }
    for (std::size_t region = 0; region < names.size(); ++region)
        if (std::find(blocks.regions.begin(), blocks.regions.end(), static_cast<int>(region)) ==
            blocks.regions.end())
            throw std::invalid_argument(fmt::format(
                "the region \"{}\" is hidden under boxes of other regions", names[region]));
}

// The coordinate across which a patch lies.
std::size_t normal_of(const Patch& patch, const Blocks& blocks) {
    std::size_t normal = 3;
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis) {
        const double extent = blocks.lines[axis].back() - blocks.lines[axis].front();
        const double length = patch.high[axis] - patch.low[axis];
        if (std::abs(length) <= 1e-9 * extent) {
            if (normal != 3)
                throw std::invalid_argument(fmt::format(
                    "the boundary \"{}\" has no length along coordinates {} and {}; expected low "
                    "= high along exactly one coordinate",
                    patch.name, normal + 1, axis + 1));
            normal = axis;
        } else if (length < 0.0) {
            throw std::invalid_argument(
                fmt::format("the boundary \"{}\" extends from {:g} to {:g} m along coordinate {}; "
                            "expected a low end below a high one",
                            patch.name, patch.low[axis], patch.high[axis], axis + 1));
        }
    }
    if (normal == 3)
        throw std::invalid_argument(fmt::format(
            "the boundary \"{}\" is not flat; expected low = high along exactly one coordinate",
            patch.name));
    return normal;
}

void add_patch(const Patch& patch, Blocks& blocks, std::vector<std::string>& names) {
    const std::size_t normal = normal_of(patch, blocks);
    const int boundary = static_cast<int>(number_of(patch.name, names));
    bool found = false;
    BlockRange range;
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis) {
        range.from[axis] = nearest_line(blocks.lines[axis], patch.low[axis]);
        range.to[axis] = nearest_line(blocks.lines[axis], patch.high[axis]);
    }
    const std::size_t plane = range.from[normal];
    for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
        // The cells of which the plane is the lower (0) or upper (1) side.
        if (!on_a_line(blocks.lines[normal], patch.low[normal]) ||
            (side == 0 ? plane == blocks.count(normal) : plane == 0))
            continue;
        range.from[normal] = plane - side;
        range.to[normal] = range.from[normal] + 1;
        range.for_each([&](const Index& block) {
            const bool at_the_end =
                side == 0 ? block[normal] == 0 : block[normal] + 1 == blocks.count(normal);
            Index beyond = block;
            beyond[normal] += side == 0 ? std::size_t(-1) : 1;
            if (blocks.region_at(block) < 0 || (!at_the_end && blocks.region_at(beyond) >= 0))
                return;
            int& here = blocks.boundaries[6 * blocks.position(block) + 2 * normal + side];
            if (here >= 0 && here != boundary)
                throw std::invalid_argument(fmt::format("the boundaries \"{}\" and \"{}\" overlap",
                                                        names[static_cast<std::size_t>(here)],
                                                        patch.name));
            here = boundary;
            found = true;
        });
    }
    if (!found)
        throw std::invalid_argument(fmt::format(
            "the boundary \"{}\" has no part on the surface of the geometry", patch.name));
}

// Shortens what is longer than the aspect ratio allows, until nothing changes. The shortest length
// of all stays, so that it ends.
void limit_aspect_ratios(const Blocks& blocks, double largest,
                         std::array<std::vector<double>, 3>& lengths) {
    const auto cell_length = [&](std::size_t axis, std::size_t i) {
        const double block = blocks.lines[axis][i + 1] - blocks.lines[axis][i];
        return block / std::ceil(block / lengths[axis][i] * (1.0 - 1e-9));
    };
    for (bool changed = true; changed;) {
        changed = false;
        all_of(blocks).for_each([&](const Index& block) {
            if (blocks.region_at(block) < 0)
                return;
            double shortest = std::numeric_limits<double>::infinity();
            for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
                shortest = std::min(shortest, cell_length(axis, block[axis]));
            for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
                if (cell_length(axis, block[axis]) > largest * shortest * (1.0 + 1e-6)) {
                    lengths[axis][block[axis]] = largest * shortest;
                    changed = true;
                }
        });
    }
}

} // namespace

Blocks blocks_of(const BoxGeometry& geometry, std::vector<std::string>& regions,
                 std::vector<std::string>& boundaries) {
    check_boxes(geometry);
    Blocks blocks;
    blocks.dimension = static_cast<std::size_t>(geometry.dimension);
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
        blocks.lines[axis] = edges_along(geometry, static_cast<int>(axis));
    const std::size_t number = blocks.count(0) * blocks.count(1) * blocks.count(2);
    blocks.regions.assign(number, -1);
    blocks.boundaries.assign(6 * number, -1);
    fill_regions(geometry, blocks, regions);
    for (const Patch& patch : geometry.patches)
        add_patch(patch, blocks, boundaries);
    return blocks;
}

std::array<std::vector<double>, 3> longest_cells(const Blocks& blocks, const GridOptions& options,
                                                 const std::vector<std::string>& regions) {
    std::array<std::vector<double>, 3> lengths;
    for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
        lengths[axis].assign(blocks.count(axis), options.element_size[axis]);
    all_of(blocks).for_each([&](const Index& block) {
        if (blocks.region_at(block) < 0)
            return;
        const auto found = options.region_element_size.find(
            regions[static_cast<std::size_t>(blocks.region_at(block))]);
        if (found == options.region_element_size.end())
            return;
        for (std::size_t axis = 0; axis < blocks.dimension; ++axis)
            lengths[axis][block[axis]] = std::min(lengths[axis][block[axis]], found->second);
    });
    limit_aspect_ratios(blocks, options.largest_aspect_ratio, lengths);
    return lengths;
}

} // namespace sidejump::device
