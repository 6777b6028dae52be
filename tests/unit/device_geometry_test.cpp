// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/geometry_section.hpp"
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "tests/support/mesh_measures.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sidejump::device {
namespace {

using test::boundary_measures;
using test::mesh_mistake;
using test::region_measures;
using testing::ElementsAre;
using testing::HasSubstr;
using Measures = std::map<std::string, double>;

struct DeviceInput {
    GeometryInput geometry;
    MeshInput mesh;
};

const input::Section<DeviceInput>& device_section() {
    static const input::Section<DeviceInput> section =
        input::Section<DeviceInput>("A device.")
            .table("geometry", &DeviceInput::geometry, geometry_section(), true)
            .table("mesh", &DeviceInput::mesh, mesh_section(), false);
    return section;
}

DeviceInput read(const std::string& text) {
    return device_section().read(input::read_toml_text(text, "device.toml"),
                                 {"device.toml", 0, ""});
}

Geometry build(const std::string& text, const MeshFileReader& read_mesh_file = {}) {
    const DeviceInput device = read(text);
    return build_geometry(device.geometry, device.mesh, read_mesh_file);
}

std::string error(const std::string& text, const MeshFileReader& read_mesh_file = {}) {
    try {
        build(text, read_mesh_file);
    } catch (const input::InputError& mistake) {
        return mistake.what();
    }
    return "no error";
}

void expect_measures(const Measures& found, const Measures& expected) {
    for (const auto& [name, measure] : found)
        EXPECT_TRUE(expected.contains(name)) << name << " is there too";
    for (const auto& [name, measure] : expected) {
        ASSERT_TRUE(found.contains(name)) << name;
        EXPECT_NEAR(found.at(name) / measure, 1.0, 1e-9) << name;
    }
}

// Lengths in micrometres.
void expect_mesh(const Geometry& geometry, Measures regions, Measures boundaries) {
    const MeshDescription& mesh = geometry.mesh;
    EXPECT_EQ(mesh_mistake(mesh), "");
    for (auto& [name, measure] : regions)
        measure *= std::pow(1e-6, mesh.dimension);
    for (auto& [name, measure] : boundaries)
        measure *= std::pow(1e-6, mesh.dimension - 1);
    expect_measures(region_measures(mesh), regions);
    expect_measures(boundary_measures(mesh), boundaries);
}

const std::string wire_text = "[geometry.wire]\nlength = \"2 um\"\nwidth = \"0.5 um\"\n"
                              "thickness = \"0.1 um\"\n";

std::string wire_with(const std::string& entries) {
    return "[geometry]\n" + entries + wire_text;
}

TEST(Film, LayersOfOneNameAreOneRegion) {
    const Geometry geometry =
        build("[geometry]\naxes = \"x\"\n[geometry.film]\narea = \"3 um^2\"\nlayers = [{ name = "
              "\"F\", thickness = \"5 nm\" }, { name = \"N\", thickness = \"20 nm\" }, { name = "
              "\"F\", thickness = \"10 nm\" }]\n");
    expect_mesh(geometry, {{"F", 0.015}, {"N", 0.02}}, {{"left", 1}, {"right", 1}});
    EXPECT_THAT(geometry.mesh.regions, ElementsAre("F", "N"));
    EXPECT_THAT(geometry.embedding.axes, ElementsAre(0, 1, 2));
    EXPECT_NEAR(geometry.embedding.cross_section, 3e-12, 1e-24);
    EXPECT_EQ(geometry.mesh.cells.size(), 7u * 20u);
    for (const auto& [axis, low, high] :
         {std::tuple{"y", "front", "back"}, {"z", "bottom", "top"}}) {
        const Geometry other = build(std::string("[geometry]\naxes = \"") + axis +
                                     "\"\n[geometry.film]\nlayers = [{ name = \"N\", thickness = "
                                     "\"1 um\" }]\n");
        expect_mesh(other, {{"N", 1}}, {{low, 1}, {high, 1}});
        EXPECT_EQ(other.embedding.cross_section, 1.0);
    }
}

TEST(Wire, InAllAxes) {
    const Geometry solid = build(wire_text);
    expect_mesh(solid, {{"wire", 0.1}},
                {{"left", 0.05},
                 {"right", 0.05},
                 {"front", 0.2},
                 {"back", 0.2},
                 {"bottom", 1.0},
                 {"top", 1.0}});
    EXPECT_EQ(solid.embedding.cross_section, 1.0);
    const Geometry film = build(wire_with("axes = \"xy\"\n"));
    expect_mesh(film, {{"wire", 1.0}}, {{"left", 0.5}, {"right", 0.5}, {"front", 2}, {"back", 2}});
    EXPECT_NEAR(film.embedding.cross_section, 1e-7, 1e-20);
    const Geometry side = build(wire_with("axes = \"xz\"\n"));
    expect_mesh(side, {{"wire", 0.2}}, {{"left", 0.1}, {"right", 0.1}, {"bottom", 2}, {"top", 2}});
    EXPECT_THAT(side.embedding.axes, ElementsAre(0, 2, 1));
    const Geometry line = build(wire_with("axes = \"x\"\n"));
    expect_mesh(line, {{"wire", 2.0}}, {{"left", 1}, {"right", 1}});
    EXPECT_NEAR(line.embedding.cross_section, 5e-14, 1e-27);
}

TEST(Wire, AStripAcrossInAnAppliedField) {
    const Geometry geometry = build(wire_with(
        "axes = \"y\"\nthin = \"z\"\napplied_field = [\"2e5 V/m\", \"0 V/m\", \"0 V/m\"]\n"));
    expect_mesh(geometry, {{"wire", 0.5}}, {{"front", 1}, {"back", 1}});
    EXPECT_NEAR(geometry.mesh.vertices[0][0], -2.5e-7, 1e-20);
    EXPECT_THAT(geometry.embedding.axes, ElementsAre(1, 0, 2));
    EXPECT_EQ(geometry.embedding.across[0], Embedding::Across::extended);
    EXPECT_EQ(geometry.embedding.across[1], Embedding::Across::thin);
    EXPECT_EQ(geometry.embedding.applied_field[0], 2e5);
    EXPECT_NEAR(geometry.embedding.cross_section, 2e-13, 1e-26);
}

TEST(Strip, ContactsOnItsEdges) {
    const std::string text =
        "[geometry.strip]\nlength = \"10 um\"\nwidth = \"1 um\"\nthickness = \"0.1 um\"\n"
        "contacts = [{ name = \"source\", edge = \"lower\", position = \"3 um\", width = \"0.2 "
        "um\" }, { name = \"drain\", edge = \"upper\", position = \"3 um\", width = \"0.3 um\" }, "
        "{ name = \"probe\", edge = \"upper\", position = \"7 um\", width = \"0.1 um\" }]\n";
    expect_mesh(build(text), {{"strip", 10}},
                {{"left", 1}, {"right", 1}, {"source", 0.2}, {"drain", 0.3}, {"probe", 0.1}});
    expect_mesh(
        build("[geometry]\naxes = \"xyz\"\n" + text), {{"strip", 1}},
        {{"left", 0.1}, {"right", 0.1}, {"source", 0.02}, {"drain", 0.03}, {"probe", 0.01}});
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = text;
        return error(other.replace(other.find(from), from.size(), to));
    };
    EXPECT_EQ(changed("\"7 um\"", "\"3.1 um\""),
              "device.toml:5: geometry.strip.contacts[2]: expected \"probe\" apart from \"drain\", "
              "which takes 2.85e-06 to 3.15e-06 m, found 3.05e-06 to 3.15e-06 m");
    EXPECT_EQ(
        changed("\"7 um\"", "\"10 um\""),
        "device.toml:5: geometry.strip.contacts[2]: expected \"probe\" within the length, 0 to "
        "1e-05 m, found 9.95e-06 to 1.005e-05 m");
    EXPECT_THAT(changed("\"probe\"", "\"left\""),
                HasSubstr("contacts[2]: expected a name that no other boundary has, found \"left\" "
                          "again"));
    EXPECT_THAT(changed("upper", "top"), HasSubstr("expected \"lower\" or \"upper\""));
}

TEST(HallBar, ArmsEndInContacts) {
    const std::string text =
        "[geometry.hall_bar]\nlength = \"4 um\"\nwidth = \"1 um\"\nthickness = \"0.1 um\"\n"
        "arms = [{ name = \"low\", edge = \"lower\", position = \"2 um\", width = \"0.5 um\", "
        "length = \"1 um\" }, { name = \"high\", edge = \"upper\", position = \"2 um\", width = "
        "\"0.4 um\", length = \"2 um\" }]\n";
    const Geometry plane = build(text);
    expect_mesh(plane, {{"hall_bar", 4 + 0.5 + 0.8}},
                {{"left", 1}, {"right", 1}, {"low", 0.5}, {"high", 0.4}});
    EXPECT_NEAR(plane.embedding.cross_section, 1e-7, 1e-20);
    expect_mesh(build("[geometry]\naxes = \"xyz\"\n" + text), {{"hall_bar", 0.53}},
                {{"left", 0.1}, {"right", 0.1}, {"low", 0.05}, {"high", 0.04}});
}

TEST(HBar, LegsAndBridge) {
    const std::string text = "[geometry.h_bar]\nleg_length = \"2 um\"\nleg_width = \"0.2 um\"\n"
                             "distance = \"1 um\"\nbridge_width = \"0.3 um\"\nthickness = \"0.1 "
                             "um\"\n";
    expect_mesh(
        build(text), {{"left_leg", 0.4}, {"right_leg", 0.4}, {"bridge", 0.24}},
        {{"left_front", 0.2}, {"left_back", 0.2}, {"right_front", 0.2}, {"right_back", 0.2}});
    expect_mesh(
        build("[geometry]\naxes = \"xyz\"\n" + text),
        {{"left_leg", 0.04}, {"right_leg", 0.04}, {"bridge", 0.024}},
        {{"left_front", 0.02}, {"left_back", 0.02}, {"right_front", 0.02}, {"right_back", 0.02}});
    std::string close = text;
    close.replace(close.find("\"1 um\""), 6, "\"0.1 um\"");
    EXPECT_EQ(error(close), "device.toml:4: geometry.h_bar.distance: expected more than the "
                            "leg_width 2e-07 m, found 1e-07 m");
}

const std::string valve_text =
    "[geometry.lateral_spin_valve]\nchannel_length = \"3 um\"\nchannel_width = \"0.2 um\"\n"
    "channel_thickness = \"0.1 um\"\n"
    "injector = { position = \"1 um\", width = \"0.1 um\", thickness = \"0.05 um\", overhang = "
    "\"0.3 um\" }\n"
    "detector = { position = \"2 um\", width = \"0.2 um\", thickness = \"0.05 um\" }\n";

TEST(LateralSpinValve, CrossingWires) {
    expect_mesh(build(valve_text),
                {{"channel", 0.06}, {"injector", 0.1 * 0.8 * 0.05}, {"detector", 0.2 * 0.2 * 0.05}},
                {{"channel_left", 0.02},
                 {"channel_right", 0.02},
                 {"injector", 0.08},
                 {"injector_front", 0.005},
                 {"injector_back", 0.005},
                 {"detector", 0.04},
                 {"detector_front", 0.01},
                 {"detector_back", 0.01}});
}

TEST(LateralSpinValve, SeenFromTheSideWithAnAbsorber) {
    const Geometry geometry =
        build("[geometry]\naxes = \"xz\"\n" + valve_text +
              "absorber = { position = \"1.5 um\", width = \"0.1 um\", thickness = \"20 nm\" }\n");
    expect_mesh(geometry,
                {{"channel", 0.3}, {"injector", 0.005}, {"detector", 0.01}, {"absorber", 0.002}},
                {{"channel_left", 0.1},
                 {"channel_right", 0.1},
                 {"injector", 0.1},
                 {"detector", 0.2},
                 {"absorber", 0.1}});
    EXPECT_NEAR(geometry.embedding.cross_section, 2e-7, 1e-20);
}

TEST(LateralSpinValve, ContactsInsteadOfWires) {
    const std::string text =
        "[geometry.lateral_spin_valve]\nchannel_length = \"3 um\"\nchannel_width = \"0.2 um\"\n"
        "channel_thickness = \"0.1 um\"\nelectrodes = \"contacts\"\n"
        "injector = { position = \"1 um\", width = \"0.1 um\" }\n"
        "detector = { position = \"2 um\", width = \"0.2 um\" }\n";
    expect_mesh(
        build(text), {{"channel", 0.06}},
        {{"channel_left", 0.02}, {"channel_right", 0.02}, {"injector", 0.02}, {"detector", 0.04}});
    std::string wires = text;
    wires.replace(wires.find("\"contacts\""), 10, "\"wires\"");
    EXPECT_EQ(error(wires), "device.toml:6: geometry.lateral_spin_valve.injector.thickness: "
                            "expected a thickness, as electrodes = \"wires\", found none");
    EXPECT_THAT(error(valve_text + "electrodes = \"contacts\"\n"),
                HasSubstr("injector.thickness: expected no thickness, as electrodes = "
                          "\"contacts\", found one"));
}

TEST(SpinHallBilayer, InAllItsAxes) {
    const std::string text = "[geometry.spin_hall_bilayer]\nlength = \"2 um\"\nwidth = \"1 um\"\n"
                             "bottom_thickness = \"0.3 um\"\ntop_thickness = \"0.2 um\"\n";
    const Geometry line = build(text);
    expect_mesh(line, {{"bottom", 0.3}, {"top", 0.2}}, {{"bottom", 1}, {"top", 1}});
    EXPECT_THAT(line.embedding.axes, ElementsAre(2, 0, 1));
    EXPECT_NEAR(line.embedding.cross_section, 2e-12, 1e-24);
    expect_mesh(build("[geometry]\naxes = \"xz\"\n" + text), {{"bottom", 0.6}, {"top", 0.4}},
                {{"bottom", 2}, {"top", 2}, {"left", 0.5}, {"right", 0.5}});
    expect_mesh(
        build("[geometry]\naxes = \"xyz\"\n" + text), {{"bottom", 0.6}, {"top", 0.4}},
        {{"bottom", 2}, {"top", 2}, {"left", 0.5}, {"right", 0.5}, {"front", 1}, {"back", 1}});
}

const std::string boxes_text =
    "[geometry]\naxes = \"xy\"\n[geometry.boxes]\nlengths_across = \"50 nm\"\n"
    "boxes = [{ region = \"film\", from = [\"0 m\", \"0 m\"], to = [\"3 um\", \"1 um\"] },"
    "{ region = \"stub\", from = [\"1 um\", \"0.5 um\"], to = [\"2 um\", \"2 um\"] }]\n"
    "patches = [{ boundary = \"end\", from = [\"1 um\", \"2 um\"], to = [\"2 um\", \"2 um\"] }, "
    "{ boundary = \"left\", from = [\"0 m\", \"0 m\"], to = [\"0 m\", \"1 um\"] }]\n";

TEST(Boxes, OfTheUser) {
    const Geometry geometry = build(boxes_text);
    expect_mesh(geometry, {{"film", 2.5}, {"stub", 1.5}}, {{"end", 1}, {"left", 1}});
    EXPECT_NEAR(geometry.embedding.cross_section, 5e-8, 1e-20);
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = boxes_text;
        return error(other.replace(other.find(from), from.size(), to));
    };
    EXPECT_EQ(changed("\"xy\"", "\"xyz\""),
              "device.toml:4: geometry.boxes.lengths_across: expected no lengths, as the mesh has "
              "all three axes, found 1 of them");
    EXPECT_THAT(changed("[\"3 um\", \"1 um\"]", "\"3 um\""),
                HasSubstr("boxes[0].to: expected 2 coordinates, as the axes are xy, found 1"));
    EXPECT_EQ(changed("[\"0 m\", \"1 um\"]", "[\"0.1 um\", \"1 um\"]"),
              "device.toml:3: geometry.boxes: the boundary \"left\" is not flat; expected low = "
              "high along exactly one coordinate");
}

TEST(GeometrySection, MistakesOfAxesAndFields) {
    EXPECT_THAT(error("[geometry]\naxes = \"x\"\n"),
                HasSubstr("geometry: expected exactly one of film, wire, strip, hall_bar, h_bar, "
                          "lateral_spin_valve, spin_hall_bilayer, boxes or gmsh, found none"));
    EXPECT_THAT(error("[geometry]\naxes = \"z\"\n" + valve_text),
                HasSubstr("device.toml:2: geometry.axes: expected xyz or xz for the shape "
                          "lateral_spin_valve, found \"z\""));
    EXPECT_THAT(error(wire_with("axes = \"xy\"\nthin = \"y\"\n")),
                HasSubstr("geometry.thin: expected axes that the mesh leaves out; its axes are xy, "
                          "found \"y\""));
    EXPECT_THAT(
        error(wire_with("axes = \"y\"\nthin = \"x\"\napplied_field = [\"1 V/m\", \"0 "
                        "V/m\", \"0 V/m\"]\n")),
        HasSubstr("geometry.applied_field: expected a field along axes that the mesh leaves "
                  "out and that are not thin, found 1 V/m along x"));
    EXPECT_THAT(error(wire_with("axis = \"y\"\n")), HasSubstr("did you mean \"axes\"?"));
}

TEST(MeshSection, ElementSizes) {
    const std::string line = wire_with("axes = \"x\"\n") + "[mesh]\n";
    EXPECT_EQ(build(wire_with("axes = \"x\"\n")).mesh.cells.size(), 20u);
    EXPECT_EQ(build(line + "element_size = \"10 nm\"\n").mesh.cells.size(), 200u);
    EXPECT_EQ(build(line + "element_size = \"10 nm\"\nrefinements = 3\n").mesh.cells.size(), 25u);
    EXPECT_EQ(
        build(wire_with("axes = \"xz\"\n") + "[mesh]\nelement_size = [\"100 nm\", \"50 nm\"]\n")
            .mesh.cells.size(),
        40u);
    EXPECT_GT(build(line + "element_size = \"100 nm\"\nedge_size = \"1 nm\"\n").mesh.cells.size(),
              35u);
    EXPECT_EQ(build(line + "element_size = \"100 nm\"\nedge_size = \"1 nm\"\ngraded_axes = "
                           "\"yz\"\n")
                  .mesh.cells.size(),
              20u);
    EXPECT_EQ(build(line +
                    "element_size = \"100 nm\"\nregions = [{ name = \"wire\", element_size = "
                    "\"10 nm\" }]\n")
                  .mesh.cells.size(),
              200u);
    EXPECT_THAT(error(line + "element_size = [\"1 nm\", \"1 nm\"]\n"),
                HasSubstr("mesh.element_size: expected one value, as the mesh is a line, found 2"));
    EXPECT_THAT(error(line + "regions = [{ name = \"wir\", element_size = \"10 nm\" }]\n"),
                HasSubstr("mesh.regions[0].name: expected the name of a region of the geometry, "
                          "found \"wir\"; did you mean \"wire\"?"));
    EXPECT_THAT(error(line + "element_size = \"1e-13 m\"\n"),
                HasSubstr("geometry.wire: the grid would have 2e+07 cells, more than 5e+06; choose "
                          "longer elements"));
}

TEST(GeometrySection, EchoesWhatItRead) {
    const DeviceInput device = read(wire_with("axes = \"y\"\nthin = \"z\"\n"));
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
    const Geometry geometry = build(text, reader);
    EXPECT_THAT(asked_path, testing::EndsWith("a/b.msh"));
    EXPECT_THAT(asked_path, testing::StartsWith("/"));
    EXPECT_NEAR(asked_unit, 1e-6, 1e-18);
    EXPECT_NEAR(geometry.embedding.cross_section, 2e-9, 1e-20);
    EXPECT_THAT(geometry.embedding.axes, ElementsAre(1, 2, 0));
    EXPECT_THAT(geometry.notes, ElementsAre("a note"));
    EXPECT_THAT(error("[geometry]\naxes = \"x\"\n[geometry.gmsh]\nfile = \"b.msh\"\n", reader),
                HasSubstr("geometry.axes: expected 2 of them, as the mesh in "));
    EXPECT_THAT(error("[geometry.gmsh]\nfile = \"b.msh\"\nlength_unit = \"s\"\n", reader),
                HasSubstr("device.toml:3: geometry.gmsh.length_unit: expected a unit of length, "
                          "e.g. \"um\", found \"s\""));
    EXPECT_THAT(
        error("[geometry.gmsh]\nfile = \"b.msh\"\n[mesh]\nelement_size = \"1 nm\"\n", reader),
        HasSubstr("mesh.element_size: expected `refinements` alone, as the mesh file brings "
                  "its own cells, found `element_size`"));
}

} // namespace
} // namespace sidejump::device
