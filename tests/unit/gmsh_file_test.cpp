// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/gmsh_file.hpp"

#include "tests/support/mesh_measures.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace sidejump::device_fem {
namespace gmsh_file_test {

using device::MeshDescription;
using device::MeshFile;
using test::boundary_measures;
using test::mesh_mistake;
using test::region_measures;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class GmshFile : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  fmt::format("sidejump_gmsh_{}_{}", getpid(),
                              testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& text, const std::string& name = "x.msh") {
        const std::string path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

    MeshFile read(const std::string& text) { return read_gmsh_file(write(text), 1.0); }

    std::string error(const std::string& text, const std::string& name = "x.msh") {
        const std::string path = write(text, name);
        try {
            read_gmsh_file(path, 1.0);
        } catch (const input::InputError& mistake) {
            EXPECT_THAT(mistake.what(), testing::StartsWith(path + ": "));
            return mistake.message;
        }
        return "no error";
    }

    std::filesystem::path folder_;
};

// A file of format 2.2 from the lines of its sections.
std::string format_2(const std::vector<std::string>& names, const std::vector<std::string>& nodes,
                     const std::vector<std::string>& elements) {
    std::string text = "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n";
    const auto add = [&](const std::string& section, const std::vector<std::string>& lines,
                         bool numbered) {
        text += fmt::format("${}\n{}\n", section, lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i)
            text += numbered ? fmt::format("{} {}\n", i + 1, lines[i]) : lines[i] + "\n";
        text += fmt::format("$End{}\n", section);
    };
    if (!names.empty())
        add("PhysicalNames", names, false);
    add("Nodes", nodes, true);
    add("Elements", elements, true);
    return text;
}

const std::vector<std::string> two_regions = {"1 1 \"left\"", "1 2 \"middle\"", "2 5 \"N\"",
                                              "2 6 \"F\""};
// Two unit squares side by side.
const std::vector<std::string> six_nodes = {"0 0 0", "1 0 0", "2 0 0", "0 1 0", "1 1 0", "2 1 0"};

TEST_F(GmshFile, QuadrilateralsInTwoRegions) {
    const MeshFile file =
        read(format_2(two_regions, six_nodes,
                      {"1 2 1 11 4 1", "1 2 2 12 2 5", "3 2 5 21 1 2 5 4", "3 2 6 22 2 3 6 5"}));
    const MeshDescription& mesh = file.mesh;
    EXPECT_EQ(mesh.dimension, 2);
    EXPECT_EQ(mesh_mistake(mesh), "");
    EXPECT_THAT(mesh.regions, ElementsAre("N", "F"));
    EXPECT_THAT(mesh.boundaries, ElementsAre("left"));
    EXPECT_THAT(mesh.cells[0].vertices, ElementsAre(0, 1, 3, 4));
    EXPECT_NEAR(region_measures(mesh).at("F"), 1.0, 1e-14);
    EXPECT_NEAR(boundary_measures(mesh).at("left"), 1.0, 1e-14);
    ASSERT_EQ(file.notes.size(), 1u);
    EXPECT_THAT(file.notes[0], HasSubstr("x.msh: 1 face of \"middle\" between regions left out"));
}

TEST_F(GmshFile, UnitsNodesWithoutCellsAndPlanesAside) {
    std::vector<std::string> nodes = {"0 0 7", "2 0 7", "0 3 7", "9 9 9"};
    const MeshFile file =
        read_gmsh_file(write(format_2({}, nodes, {"2 2 3 1 1 3 2", "15 2 0 1 4"})), 1e-6);
    EXPECT_EQ(mesh_mistake(file.mesh), ""); // it is given clockwise
    EXPECT_EQ(file.mesh.vertices.size(), 3u);
    EXPECT_EQ(file.mesh.vertices[1][2], 0.0);
    EXPECT_THAT(file.mesh.regions, ElementsAre("physical 3"));
    EXPECT_NEAR(region_measures(file.mesh).at("physical 3"), 3e-12, 1e-24);
    nodes[0] = "0 0 6";
    EXPECT_EQ(error(format_2({}, nodes, {"2 2 3 1 1 3 2"})),
              "expected a mesh of two dimensions in a plane z = const, found z from 6 to 7");
}

TEST_F(GmshFile, Lines) {
    const MeshFile file =
        read(format_2({"0 1 \"left\"", "0 2 \"right\""}, {"0 0 0", "2 0 0", "1 0 0"},
                      {"15 2 1 1 1", "15 2 2 2 2", "1 2 7 1 3 1", "1 2 8 2 3 2"}));
    EXPECT_EQ(file.mesh.dimension, 1);
    EXPECT_EQ(mesh_mistake(file.mesh), "");
    EXPECT_THAT(file.mesh.regions, ElementsAre("physical 7", "physical 8"));
    EXPECT_THAT(file.mesh.boundaries, ElementsAre("left", "right"));
    EXPECT_THAT(error(format_2({}, {"0 0 0", "1 1 0"}, {"1 2 7 1 1 2"})),
                HasSubstr("on a line y = const, z = const, found y from 0 to 1"));
}

TEST_F(GmshFile, Tetrahedra) {
    const MeshFile file = read(
        format_2({"2 1 \"base\"", "3 2 \"metal\""}, {"0 0 0", "1 0 0", "0 1 0", "0 0 1", "0 0 -1"},
                 {"2 2 1 1 1 2 3", "4 2 2 1 1 2 3 4", "4 2 3 2 1 2 3 5", "2 2 1 2 1 2 4"}));
    EXPECT_EQ(mesh_mistake(file.mesh), "");
    EXPECT_NEAR(region_measures(file.mesh).at("metal"), 1.0 / 6.0, 1e-14);
    EXPECT_NEAR(region_measures(file.mesh).at("physical 3"), 1.0 / 6.0, 1e-14);
    EXPECT_NEAR(boundary_measures(file.mesh).at("base"), 0.5, 1e-14);
    EXPECT_THAT(file.notes, testing::SizeIs(1));
}

const std::vector<std::string> eight_nodes = {"0 0 0", "1 0 0", "1 2 0", "0 2 0",
                                              "0 0 3", "1 0 3", "1 2 3", "0 2 3"};

TEST_F(GmshFile, Hexahedra) {
    for (const std::string order : {"1 2 3 4 5 6 7 8", "5 6 7 8 1 2 3 4"}) {
        const MeshFile file = read(format_2({"2 1 \"top\"", "3 2 \"metal\""}, eight_nodes,
                                            {"3 2 1 1 5 6 7 8", "5 2 2 1 " + order}));
        EXPECT_EQ(mesh_mistake(file.mesh), "") << order;
        EXPECT_NEAR(region_measures(file.mesh).at("metal"), 6.0, 1e-14);
        EXPECT_NEAR(boundary_measures(file.mesh).at("top"), 2.0, 1e-14);
    }
}

// Two squares as above, one of two triangles and the other of two.
const std::string format_4 = R"($MeshFormat
4.1 0 8
$EndMeshFormat
$PhysicalNames
3
1 1 "left"
2 5 "N"
2 6 "F"
$EndPhysicalNames
$Entities
0 1 2 0
11 0 0 0 0 1 0 1 1 0
21 0 0 0 1 1 0 1 5 0
22 1 0 0 2 1 0 1 6 0
$EndEntities
$Nodes
1 6 1 6
2 21 0 6
1
2
3
4
5
6
0 0 0
1 0 0
2 0 0
0 1 0
1 1 0
2 1 0
$EndNodes
$Elements
3 5 1 5
1 11 1 1
1 4 1
2 21 2 2
2 1 2 5
3 1 5 4
2 22 2 2
4 2 3 6
5 2 6 5
$EndElements
)";

TEST_F(GmshFile, TheNewerFormat) {
    const MeshFile file = read(format_4);
    EXPECT_EQ(mesh_mistake(file.mesh), "");
    EXPECT_EQ(file.mesh.cells.size(), 4u);
    EXPECT_NEAR(region_measures(file.mesh).at("N"), 1.0, 1e-14);
    EXPECT_NEAR(region_measures(file.mesh).at("F"), 1.0, 1e-14);
    EXPECT_NEAR(boundary_measures(file.mesh).at("left"), 1.0, 1e-14);
    EXPECT_THAT(file.notes, IsEmpty());
}

template <class T>
void append(std::string& bytes, const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

TEST_F(GmshFile, Binary) {
    std::string text = "$MeshFormat\n2.2 1 8\n";
    append(text, 1);
    text += "\n$EndMeshFormat\n$Nodes\n3\n";
    const std::vector<std::array<double, 3>> points = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    for (int i = 0; i < 3; ++i) {
        append(text, i + 1);
        append(text, points[static_cast<std::size_t>(i)]);
    }
    text += "\n$EndNodes\n$Elements\n1\n";
    for (const int number : {2, 1, 2, 1, 4, 1, 1, 2, 3})
        append(text, number);
    text += "\n$EndElements\n";
    const MeshFile file = read(text);
    EXPECT_EQ(mesh_mistake(file.mesh), "");
    EXPECT_NEAR(region_measures(file.mesh).at("physical 4"), 0.5, 1e-14);
}

TEST_F(GmshFile, BoundariesInsideARegion) {
    EXPECT_EQ(error(format_2(two_regions, six_nodes,
                             {"1 2 2 12 2 5", "3 2 5 21 1 2 5 4", "3 2 5 22 2 3 6 5"})),
              "expected the boundary \"middle\" on the surface or between regions, found line 1 at "
              "(1, 0.5, 0) inside the region \"N\"");
    EXPECT_EQ(error(format_2(two_regions, six_nodes,
                             {"1 2 2 12 1 5", "3 2 5 21 1 2 5 4", "3 2 5 22 2 3 6 5"})),
              "expected the elements of the boundary \"middle\" to be faces of cells, found line 1 "
              "at (0.5, 0.5, 0), which is none");
}

TEST_F(GmshFile, InvertedAndDegenerateCells) {
    EXPECT_EQ(error(format_2(two_regions, six_nodes, {"3 2 5 21 1 2 5 4", "3 2 6 22 2 3 5 6"})),
              "expected convex cells of some volume, found an inverted or degenerate one: "
              "quadrilateral 2 at (1.5, 0.5, 0)");
    EXPECT_THAT(error(format_2({}, {"0 0 0", "1 0 0", "2 0 0"}, {"2 2 1 1 1 2 3"})),
                HasSubstr("inverted or degenerate one: triangle 1 at (1, 0, 0)"));
    EXPECT_THAT(error(format_2({}, eight_nodes, {"5 2 1 1 1 2 3 4 5 6 8 7"})),
                HasSubstr("hexahedron 1 at (0.5, 1, 1.5)"));
}

TEST_F(GmshFile, ElementsOfOtherShapes) {
    EXPECT_EQ(error(format_2({}, six_nodes, {"3 2 5 21 1 2 5 4", "2 2 5 21 2 3 6"})),
              "expected elements of one shape, found a quadrilateral 1 at (0.5, 0.5, 0) and a "
              "triangle 2 at (1.66667, 0.333333, 0)");
    EXPECT_THAT(error(format_2({}, {"0 0 0", "1 0 0", "0 1 0", "0.5 0 0", "0.5 0.5 0", "0 0.5 0"},
                               {"9 2 1 1 1 2 3 4 5 6"})),
                HasSubstr("expected linear elements (of first order), found one of higher order: "
                          "element 1"));
    EXPECT_THAT(error(format_2({}, eight_nodes, {"7 2 1 1 1 2 3 4 5"})),
                HasSubstr("expected tetrahedra or hexahedra, found a pyramid 1"));
}

TEST_F(GmshFile, ElementsWithoutOrWithTwoGroups) {
    EXPECT_EQ(error(format_2({}, six_nodes, {"3 2 5 21 1 2 5 4", "3 2 0 22 2 3 6 5"})),
              "expected every element in a physical group, which is its region, found none for "
              "quadrilateral 2 at (1.5, 0.5, 0)");
    EXPECT_THAT(
        error(format_2({}, six_nodes, {"3 2 5 21 1 2 5 4", "3 2 6 21 1 2 5 4"})),
        HasSubstr("expected every element in one physical group, which is its region, found "
                  "\"physical 5\" and \"physical 6\""));
}

TEST_F(GmshFile, CellsThatCover) {
    EXPECT_THAT(error(format_2({}, six_nodes,
                               {"3 2 5 21 1 2 5 4", "3 2 5 22 2 3 6 5", "3 2 5 23 1 2 5 4"})),
                HasSubstr("expected at most two cells at a face, found more at quadrilateral"));
}

TEST_F(GmshFile, NoMeshFiles) {
    EXPECT_THAT(error(""), HasSubstr("found an empty file"));
    EXPECT_EQ(error("hello\nworld\n"), "expected a mesh file of Gmsh, which begins with "
                                       "$MeshFormat, found \"hello\"");
    EXPECT_EQ(error("$MeshFormat\n3.0 0 8\n$EndMeshFormat\n"),
              "expected the format 2.2 or 4.1, found \"3.0\"");
    EXPECT_THAT(error("$MeshFormat\n2.2 0 8\n$EndMeshFormat\n"), HasSubstr("mesh"));
    EXPECT_THAT(error(format_4, "x.geo"), HasSubstr("a name that ends with .msh"));
    EXPECT_THAT(error(format_2({}, six_nodes, {"15 2 1 1 1"})),
                HasSubstr("found no elements of one dimension or more"));
    EXPECT_THAT(error(format_4.substr(0, format_4.size() - 25)), HasSubstr("is the file cut off?"));
    try {
        read_gmsh_file("/nonexistent/x.msh", 1.0);
        FAIL();
    } catch (const input::InputError& mistake) {
        EXPECT_STREQ(mistake.what(),
                     "/nonexistent/x.msh: the mesh cannot be read: No such file or directory");
    }
    EXPECT_THROW(read_gmsh_file(folder_.string(), 1.0), input::InputError);
}

} // namespace gmsh_file_test
} // namespace sidejump::device_fem
