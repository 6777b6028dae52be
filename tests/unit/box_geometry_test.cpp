// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/box_geometry.hpp"
#include "sidejump/device/grid_lines.hpp"
#include "tests/support/mesh_measures.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <stdexcept>

namespace sidejump::device {
namespace box_geometry_test {

using test::boundary_measures;
using test::mesh_mistake;
using test::region_measures;
using testing::ElementsAre;
using testing::HasSubstr;

GridOptions cells_of(double size) {
    GridOptions options;
    options.element_size = {size, size, size};
    return options;
}

std::string mistake(const BoxGeometry& geometry, const GridOptions& options = cells_of(0.5)) {
    try {
        box_mesh(geometry, options);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "none";
}

// Ratio of the longest to the shortest edge, the largest of all cells.
double largest_aspect_ratio(const MeshDescription& mesh) {
    double largest = 0.0;
    for (const auto& cell : mesh.cells) {
        double low = 1e300;
        double high = 0.0;
        for (std::size_t axis = 0; axis < static_cast<std::size_t>(mesh.dimension); ++axis) {
            const double length = mesh.vertices[cell.vertices[std::size_t{1} << axis]][axis] -
                                  mesh.vertices[cell.vertices[0]][axis];
            low = std::min(low, length);
            high = std::max(high, length);
        }
        largest = std::max(largest, high / low);
    }
    return largest;
}

double longest_cell(const MeshDescription& mesh, std::size_t axis) {
    double longest = 0.0;
    for (const auto& cell : mesh.cells)
        longest = std::max(longest, mesh.vertices[cell.vertices[std::size_t{1} << axis]][axis] -
                                        mesh.vertices[cell.vertices[0]][axis]);
    return longest;
}

TEST(GridLines, CloseOnesAreMerged) {
    EXPECT_THAT(merged_lines({2.0, 0.0, 1.0, 1.0 + 1e-10, 2.0}), ElementsAre(0.0, 1.0, 2.0));
    EXPECT_EQ(merged_lines({0.0, 1.0, 1.0 + 1e-8}).size(), 3u);
    EXPECT_EQ(nearest_line({0.0, 1.0, 2.0}, 1.4), 1u);
    EXPECT_EQ(nearest_line({0.0, 1.0, 2.0}, 1.6), 2u);
    EXPECT_EQ(nearest_line({0.0, 1.0, 2.0}, -5.0), 0u);
    EXPECT_EQ(nearest_line({0.0, 1.0, 2.0}, 5.0), 2u);
}

TEST(GridLines, FewestCellsThatAreShortEnough) {
    EXPECT_EQ(divided(0.0, 1.0, {.longest = 0.1, .graded_towards = {}}).size(), 11u);
    EXPECT_EQ(divided(0.0, 1.0, {.longest = 0.0999, .graded_towards = {}}).size(), 12u);
    EXPECT_THAT(divided(2.0, 3.0, {.longest = 7.0, .graded_towards = {}}), ElementsAre(2.0, 3.0));
}

TEST(GridLines, CellsGrowByTheRatio) {
    const auto points = divided(
        0.0, 1.0, {.longest = 0.05, .graded_towards = {0.0}, .edge_size = 1e-3, .ratio = 1.3});
    ASSERT_GT(points.size(), 20u);
    EXPECT_EQ(points.front(), 0.0);
    EXPECT_EQ(points.back(), 1.0);
    EXPECT_NEAR(points[1], 1e-3, 5e-5);
    for (std::size_t i = 1; i < 12; ++i)
        EXPECT_NEAR((points[i + 1] - points[i]) / (points[i] - points[i - 1]), 1.3, 0.01) << i;
    for (std::size_t i = 1; i < points.size(); ++i)
        EXPECT_LE(points[i] - points[i - 1], 0.05 * 1.001);
}

TEST(BoxGeometry, AUnitCube) {
    const BoxGeometry cube{3,
                           {{"metal", {0, 0, 0}, {1, 1, 1}}},
                           {{"left", {0, 0, 0}, {0, 1, 1}}, {"top", {0, 0, 1}, {1, 1, 1}}}};
    const MeshDescription mesh = box_mesh(cube, cells_of(0.25));
    EXPECT_EQ(mesh.cells.size(), 64u);
    EXPECT_EQ(mesh.vertices.size(), 125u);
    EXPECT_EQ(mesh_mistake(mesh), "");
    EXPECT_NEAR(region_measures(mesh).at("metal"), 1.0, 1e-12);
    EXPECT_NEAR(boundary_measures(mesh).at("left"), 1.0, 1e-12);
    EXPECT_NEAR(boundary_measures(mesh).at("top"), 1.0, 1e-12);
}

TEST(BoxGeometry, VerticesAreLexicographic) {
    const MeshDescription mesh = box_mesh(
        {3, {{"metal", {0, 0, 0}, {1, 2, 3}}}, {{"left", {0, 0, 0}, {0, 2, 3}}}}, cells_of(10.0));
    ASSERT_EQ(mesh.cells.size(), 1u);
    for (std::size_t corner = 0; corner < 8; ++corner)
        EXPECT_THAT(mesh.vertices[mesh.cells[0].vertices[corner]],
                    ElementsAre((corner & 1U) != 0 ? 1.0 : 0.0, (corner & 2U) != 0 ? 2.0 : 0.0,
                                (corner & 4U) != 0 ? 3.0 : 0.0));
    ASSERT_EQ(mesh.boundary_faces.size(), 1u);
    for (std::size_t corner = 0; corner < 4; ++corner)
        EXPECT_THAT(
            mesh.vertices[mesh.boundary_faces[0].vertices[corner]],
            ElementsAre(0.0, (corner & 1U) != 0 ? 2.0 : 0.0, (corner & 2U) != 0 ? 3.0 : 0.0));
}

TEST(BoxGeometry, LaterBoxesOverride) {
    const BoxGeometry geometry{2,
                               {{"film", {0, 0}, {4, 2}}, {"island", {1, 0.5}, {2, 3}}},
                               {{"top", {0, 3}, {4, 3}}, {"edge", {0, 2}, {4, 2}}}};
    const MeshDescription mesh = box_mesh(geometry, cells_of(0.3));
    EXPECT_EQ(mesh_mistake(mesh), "");
    EXPECT_NEAR(region_measures(mesh).at("film"), 8.0 - 1.5, 1e-12);
    EXPECT_NEAR(region_measures(mesh).at("island"), 2.5, 1e-12);
    // Of a patch that crosses the inside, the part on the surface counts.
    EXPECT_NEAR(boundary_measures(mesh).at("edge"), 3.0, 1e-12);
    EXPECT_NEAR(boundary_measures(mesh).at("top"), 1.0, 1e-12);
    EXPECT_LE(longest_cell(mesh, 0), 0.3 + 1e-12);
    EXPECT_LE(longest_cell(mesh, 1), 0.3 + 1e-12);
}

// Boxes at random against the counting of unit cells, and the surface against their bare sides.
TEST(BoxGeometry, RandomBoxes) {
    constexpr int extent = 6;
    std::mt19937 random(7);
    std::uniform_int_distribution<int> any(0, extent - 1);
    for (int trial = 0; trial < 40; ++trial) {
        BoxGeometry geometry{trial % 2 == 0 ? 2 : 3, {}, {}};
        std::map<std::array<int, 3>, std::string> cells;
        for (int number = 0; number < 4; ++number) {
            std::array<int, 3> low{any(random), any(random), any(random)};
            std::array<int, 3> high{};
            for (std::size_t i = 0; i < 3; ++i)
                high[i] = low[i] + 1 + any(random) % (extent - low[i]);
            if (geometry.dimension == 2) {
                low[2] = 0;
                high[2] = 1;
            }
            Box box{std::string(1, static_cast<char>('a' + number)), {}, {}};
            std::copy(low.begin(), low.end(), box.low.begin());
            std::copy(high.begin(), high.end(), box.high.begin());
            geometry.boxes.push_back(box);
            for (int i = low[0]; i < high[0]; ++i)
                for (int j = low[1]; j < high[1]; ++j)
                    for (int k = low[2]; k < high[2]; ++k)
                        cells[{i, j, k}] = box.region;
        }
        std::map<std::string, double> regions;
        double surface = 0.0;
        for (const auto& [cell, region] : cells) {
            regions[region] += 1.0;
            for (std::size_t axis = 0; axis < static_cast<std::size_t>(geometry.dimension); ++axis)
                for (const int step : {-1, 1}) {
                    std::array<int, 3> next = cell;
                    next[axis] += step;
                    surface += cells.contains(next) ? 0.0 : 1.0;
                }
        }
        for (std::size_t axis = 0; axis < static_cast<std::size_t>(geometry.dimension); ++axis)
            for (int plane = 0; plane <= extent; ++plane) {
                Patch patch{"surface", {0, 0, 0}, {extent, extent, extent}};
                patch.low[axis] = patch.high[axis] = plane;
                // A plane that meets no surface is refused; this one does.
                BoxGeometry with_it = geometry;
                with_it.patches = {patch};
                if (mistake(with_it) == "none")
                    geometry.patches.push_back(patch);
            }
        if (regions.size() < 4) {
            EXPECT_THAT(mistake(geometry), HasSubstr("is hidden under boxes"));
            continue;
        }
        const MeshDescription mesh = box_mesh(geometry, cells_of(0.7));
        EXPECT_EQ(mesh_mistake(mesh), "");
        for (const auto& [region, measure] : regions)
            EXPECT_NEAR(region_measures(mesh).at(region), measure, 1e-9);
        EXPECT_NEAR(boundary_measures(mesh).at("surface"), surface, 1e-9);
    }
}

TEST(BoxGeometry, ElementSizesOfAxesAndRegions) {
    const BoxGeometry geometry{1, {{"a", {0}, {1}}, {"b", {1}, {2}}}, {}};
    GridOptions options = cells_of(0.25);
    options.region_element_size["b"] = 0.01;
    EXPECT_EQ(box_mesh(geometry, options).cells.size(), 104u);
    GridOptions different;
    different.element_size = {0.1, 0.5, 1.0};
    EXPECT_EQ(box_mesh({2, {{"a", {0, 0}, {1, 1}}}, {}}, different).cells.size(), 20u);
}

TEST(BoxGeometry, CellsDoNotGetTooLong) {
    const BoxGeometry thin{
        3, {{"film", {0, 0, 0}, {1000, 100, 3}}, {"cap", {400, 0, 3}, {450, 100, 50}}}, {}};
    const MeshDescription mesh = box_mesh(thin, cells_of(40.0));
    EXPECT_LE(largest_aspect_ratio(mesh), 8.0 + 1e-6);
    GridOptions options = cells_of(40.0);
    options.largest_aspect_ratio = 100.0;
    EXPECT_GT(largest_aspect_ratio(box_mesh(thin, options)), 8.0);
}

TEST(BoxGeometry, GradingIsFineAtTheEdges) {
    GridOptions options = cells_of(0.1);
    options.graded_towards[0] = {0.0, 1.0};
    options.edge_size = 1e-3;
    const MeshDescription mesh = box_mesh({1, {{"a", {0}, {1}}}, {}}, options);
    EXPECT_NEAR(mesh.vertices[1][0], 1e-3, 1e-4);
    const double middle = 0.5;
    double nearest = 1.0;
    for (const auto& vertex : mesh.vertices)
        if (vertex[0] != middle)
            nearest = std::min(nearest, std::abs(vertex[0] - middle));
    EXPECT_GT(nearest, 0.02);
    EXPECT_LE(longest_cell(mesh, 0), 0.1 * 1.001);
}

TEST(BoxGeometry, MistakesAreNamed) {
    const Box unit{"film", {0, 0, 0}, {1, 1, 1}};
    EXPECT_THAT(mistake({2, {}, {}}), HasSubstr("at least one box"));
    EXPECT_THAT(mistake({2, {{"film", {1, 0}, {1, 1}}}, {}}),
                HasSubstr("a box of the region \"film\" extends from 1 to 1 m along coordinate 1"));
    EXPECT_THAT(mistake({2, {unit}, {{"probe", {0.5, 0.2}, {0.5, 0.8}}}}),
                HasSubstr("the boundary \"probe\" has no part on the surface"));
    EXPECT_THAT(mistake({2, {unit}, {{"probe", {3, 0}, {3, 1}}}}),
                HasSubstr("the boundary \"probe\" has no part on the surface"));
    EXPECT_THAT(mistake({2, {unit}, {{"probe", {0, 0}, {0.5, 1}}}}),
                HasSubstr("the boundary \"probe\" is not flat"));
    EXPECT_THAT(mistake({2, {unit}, {{"probe", {0, 0}, {0, 0}}}}),
                HasSubstr("has no length along coordinates 1 and 2"));
    EXPECT_THAT(mistake({2, {unit}, {{"a", {0, 0}, {0, 0.6}}, {"b", {0, 0.5}, {0, 1}}}}),
                HasSubstr("the boundaries \"a\" and \"b\" overlap"));
    EXPECT_THAT(mistake({2, {{"hidden", {0.2, 0.2}, {0.5, 0.5}}, unit}, {}}),
                HasSubstr("the region \"hidden\" is hidden"));
    EXPECT_THAT(mistake({3, {unit}, {}}, cells_of(1e-4)),
                HasSubstr("choose a larger mesh.element_size"));
    EXPECT_THAT(mistake({1, {unit}, {}}, cells_of(1e-30)),
                HasSubstr("choose a larger mesh.element_size"));
}

} // namespace box_geometry_test
} // namespace sidejump::device
