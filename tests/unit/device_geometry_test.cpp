// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/geometry_section.hpp"

#include "tests/support/device_files.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::device {
namespace device_geometry_test {

using test::build_device;
using test::device_error;
using test::device_section;
using test::DeviceInput;
using test::read_device;
using test::wire_with;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(GeometrySection, MistakesOfAxesAndFields) {
    EXPECT_THAT(device_error("[geometry]\naxes = \"x\"\n"),
                HasSubstr("geometry: expected exactly one of film, wire, strip, hall_bar, h_bar, "
                          "lateral_spin_valve, spin_hall_bilayer, boxes or gmsh, found none"));
    EXPECT_THAT(
        device_error("[geometry]\naxes = \"z\"\n[geometry.h_bar]\nleg_length = \"2 um\"\n"
                     "leg_width = \"0.2 um\"\ndistance = \"1 um\"\nbridge_width = \"0.3 um\"\n"
                     "thickness = \"0.1 um\"\n"),
        HasSubstr("device.toml:2: geometry.axes: expected xy or xyz for the shape h_bar, "
                  "found \"z\""));
    EXPECT_THAT(device_error(wire_with("axes = \"xy\"\nthin = \"y\"\n")),
                HasSubstr("geometry.thin: expected axes that the mesh leaves out; its axes are xy, "
                          "found \"y\""));
    EXPECT_THAT(
        device_error(wire_with("axes = \"y\"\nthin = \"x\"\napplied_field = [\"1 V/m\", \"0 "
                               "V/m\", \"0 V/m\"]\n")),
        HasSubstr("geometry.applied_field: expected a field along axes that the mesh leaves "
                  "out and that are not thin, found 1 V/m along x"));
    EXPECT_THAT(device_error(wire_with("axis = \"y\"\n")), HasSubstr("did you mean \"axes\"?"));
}

TEST(MeshSection, ElementSizes) {
    const std::string line = wire_with("axes = \"x\"\n") + "[mesh]\n";
    EXPECT_EQ(build_device(wire_with("axes = \"x\"\n")).mesh.cells.size(), 20u);
    EXPECT_EQ(build_device(line + "element_size = \"10 nm\"\n").mesh.cells.size(), 200u);
    EXPECT_EQ(build_device(line + "element_size = \"10 nm\"\nrefinements = 3\n").mesh.cells.size(),
              25u);
    EXPECT_EQ(build_device(wire_with("axes = \"xz\"\n") +
                           "[mesh]\nelement_size = [\"100 nm\", \"50 nm\"]\n")
                  .mesh.cells.size(),
              40u);
    EXPECT_GT(
        build_device(line + "element_size = \"100 nm\"\nedge_size = \"1 nm\"\n").mesh.cells.size(),
        35u);
    EXPECT_EQ(build_device(line + "element_size = \"100 nm\"\nedge_size = \"1 nm\"\ngraded_axes = "
                                  "\"yz\"\n")
                  .mesh.cells.size(),
              20u);
    EXPECT_EQ(build_device(
                  line + "element_size = \"100 nm\"\nregions = [{ name = \"wire\", element_size = "
                         "\"10 nm\" }]\n")
                  .mesh.cells.size(),
              200u);
    EXPECT_THAT(device_error(line + "element_size = [\"1 nm\", \"1 nm\"]\n"),
                HasSubstr("mesh.element_size: expected one value, as the mesh is a line, found 2"));
    EXPECT_THAT(device_error(line + "regions = [{ name = \"wir\", element_size = \"10 nm\" }]\n"),
                HasSubstr("mesh.regions[0].name: expected the name of a region of the geometry, "
                          "found \"wir\"; did you mean \"wire\"?"));
    EXPECT_THAT(device_error(line + "element_size = \"1e-13 m\"\n"),
                HasSubstr("geometry.wire: the mesh would have 2e+07 cells, more than 5e+06; "
                          "choose a larger mesh.element_size"));
    // Refinements make as many cells as the elements do.
    EXPECT_THAT(device_error(wire_with("axes = \"xz\"\n") +
                             "[mesh]\nelement_size = \"1 nm\"\nrefinements = 4\naspect_ratio = "
                             "2.0\n"),
                HasSubstr("no error"));
    EXPECT_THAT(device_error(wire_with("axes = \"xz\"\n") +
                             "[mesh]\nelement_size = \"0.1 nm\"\nrefinements = 4\n"),
                HasSubstr("with mesh.refinements = 4, more than 5e+06"));
}

// Large meshes start coarse, with the same cells in the end; small ones as they are.
TEST(MeshSection, RefinesLargeMeshesItself) {
    const std::string body = wire_with("axes = \"xz\"\n");
    EXPECT_EQ(build_device(body).refinements, 0);
    const auto fine = build_device(body + "[mesh]\nelement_size = \"2 nm\"\n");
    EXPECT_GE(fine.refinements, 2);
    const auto as_it_is = build_device(body + "[mesh]\nelement_size = \"2 nm\"\nrefinements = 0\n");
    EXPECT_EQ(as_it_is.refinements, 0);
    const double cells =
        static_cast<double>(fine.mesh.cells.size()) * std::ldexp(1.0, 2 * fine.refinements);
    EXPECT_GE(cells, static_cast<double>(as_it_is.mesh.cells.size()));
    EXPECT_LE(cells, 1.25 * static_cast<double>(as_it_is.mesh.cells.size()));
}

device::Geometry built_for(device::SolverMethod method, const std::string& mesh) {
    const DeviceInput file = read_device(wire_with("axes = \"xz\"\n") + mesh);
    return device::build_geometry(file.geometry, file.mesh, {}, method);
}

/// Longest over shortest edge of all cells, which lie along the axes.
double aspect_ratio(const device::MeshDescription& mesh) {
    double largest = 1.0;
    for (const auto& cell : mesh.cells) {
        const auto& low = mesh.vertices[cell.vertices.front()];
        const auto& high = mesh.vertices[cell.vertices.back()];
        const double ratio = (high[0] - low[0]) / (high[1] - low[1]);
        largest = std::max({largest, ratio, 1.0 / ratio});
    }
    return largest;
}

// Levels are of no use with cells that are too flat for multigrid, and multigrid of none without.
TEST(MeshSection, GivesMultigridWhatItNeeds) {
    using device::SolverMethod;
    EXPECT_GE(built_for(SolverMethod::multigrid, "").refinements, 1);
    const std::string flat = "[mesh]\nelement_size = [\"5.5 nm\", \"1 nm\"]\n";
    const auto rounder = built_for(SolverMethod::automatic, flat);
    EXPECT_GE(rounder.refinements, 1);
    EXPECT_LE(aspect_ratio(rounder.mesh), device::largest_multigrid_aspect_ratio * (1.0 + 1e-6));
    // Rounder cells would be too many.
    const std::string flatter = "[mesh]\nelement_size = [\"7.9 nm\", \"1 nm\"]\n";
    EXPECT_EQ(built_for(SolverMethod::automatic, flatter).refinements, 0);
    EXPECT_EQ(built_for(SolverMethod::multigrid, flatter).refinements, 1);
}

TEST(GeometrySection, EchoesWhatItRead) {
    const DeviceInput device = read_device(wire_with("axes = \"y\"\nthin = \"z\"\n"));
    EXPECT_EQ(geometry_section().echo(device.geometry).dump(),
              R"({"axes":"y","thin":"z","applied_field":["0 V/m","0 V/m","0 V/m"],"wire":)"
              R"({"length":"2e-06 m","width":"5e-07 m","thickness":"1e-07 m"}})");
    EXPECT_THAT(input::section_schema(device_section().info()).dump(),
                HasSubstr("\"lateral_spin_valve\":{\"type\":\"object\""));
}

TEST(MeshFiles, GiveTheirMesh) {
    std::string asked_path;
    double asked_unit = 0.0;
    const MeshFileReader reader = [&](const std::string& path, double unit) {
        asked_path = path;
        asked_unit = unit;
        MeshFile file;
        file.mesh.dimension = 2;
        file.notes = {"a note"};
        return file;
    };
    const std::string text = "[geometry]\naxes = \"yz\"\n[geometry.gmsh]\nfile = \"a/b.msh\"\n"
                             "length_unit = \"um\"\nlengths_across = \"2 nm\"\n";
    const Geometry geometry = build_device(text, reader);
    EXPECT_THAT(asked_path, testing::EndsWith("a/b.msh"));
    EXPECT_THAT(asked_path, testing::StartsWith("/"));
    EXPECT_NEAR(asked_unit, 1e-6, 1e-18);
    EXPECT_NEAR(geometry.embedding.cross_section, 2e-9, 1e-20);
    EXPECT_THAT(geometry.embedding.axes, ElementsAre(1, 2, 0));
    EXPECT_THAT(geometry.notes, ElementsAre("a note"));
    EXPECT_THAT(
        device_error("[geometry]\naxes = \"x\"\n[geometry.gmsh]\nfile = \"b.msh\"\n", reader),
        HasSubstr("geometry.axes: expected 2 of them, as the mesh in "));
    EXPECT_THAT(device_error("[geometry.gmsh]\nfile = \"b.msh\"\nlength_unit = \"s\"\n", reader),
                HasSubstr("device.toml:3: geometry.gmsh.length_unit: expected a unit of length, "
                          "e.g. \"um\", found \"s\""));
    EXPECT_THAT(
        device_error("[geometry.gmsh]\nfile = \"b.msh\"\n[mesh]\nelement_size = \"1 nm\"\n",
                     reader),
        HasSubstr(
            "mesh.element_size: expected `refinements` and `adapt` alone, as the mesh file brings "
            "its own cells, found `element_size`"));
}

} // namespace device_geometry_test
} // namespace sidejump::device
