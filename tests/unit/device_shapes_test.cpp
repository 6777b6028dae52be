// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/device_files.hpp"
#include "tests/support/mesh_measures.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace sidejump::device {
namespace device_shapes_test {

using test::boundary_measures;
using test::build_device;
using test::device_error;
using test::mesh_mistake;
using test::region_measures;
using test::wire_with;
using testing::ElementsAre;
using testing::HasSubstr;
using Measures = std::map<std::string, double>;

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

TEST(Film, LayersOfOneNameAreOneRegion) {
    const Geometry geometry = build_device(
        "[geometry]\naxes = \"x\"\n[geometry.film]\narea = \"3 um^2\"\nlayers = [{ name = "
        "\"F\", thickness = \"5 nm\" }, { name = \"N\", thickness = \"20 nm\" }, { name = "
        "\"F\", thickness = \"10 nm\" }]\n");
    expect_mesh(geometry, {{"F", 0.015}, {"N", 0.02}}, {{"left", 1}, {"right", 1}});
    EXPECT_THAT(geometry.mesh.regions, ElementsAre("F", "N"));
    EXPECT_THAT(geometry.embedding.axes, ElementsAre(0, 1, 2));
    EXPECT_NEAR(geometry.embedding.cross_section, 3e-12, 1e-24);
    EXPECT_EQ(geometry.mesh.cells.size(), 7u * 20u);
    for (const auto& [axis, low, high] :
         {std::tuple{"y", "front", "back"}, {"z", "bottom", "top"}}) {
        const Geometry other =
            build_device(std::string("[geometry]\naxes = \"") + axis +
                         "\"\n[geometry.film]\nlayers = [{ name = \"N\", thickness = "
                         "\"1 um\" }]\n");
        expect_mesh(other, {{"N", 1}}, {{low, 1}, {high, 1}});
        EXPECT_EQ(other.embedding.cross_section, 1.0);
    }
}

TEST(Wire, InAllAxes) {
    const Geometry solid = build_device(wire_with(""));
    expect_mesh(solid, {{"wire", 0.1}},
                {{"left", 0.05},
                 {"right", 0.05},
                 {"front", 0.2},
                 {"back", 0.2},
                 {"bottom", 1.0},
                 {"top", 1.0}});
    EXPECT_EQ(solid.embedding.cross_section, 1.0);
    const Geometry film = build_device(wire_with("axes = \"xy\"\n"));
    expect_mesh(film, {{"wire", 1.0}}, {{"left", 0.5}, {"right", 0.5}, {"front", 2}, {"back", 2}});
    EXPECT_NEAR(film.embedding.cross_section, 1e-7, 1e-20);
    const Geometry side = build_device(wire_with("axes = \"xz\"\n"));
    expect_mesh(side, {{"wire", 0.2}}, {{"left", 0.1}, {"right", 0.1}, {"bottom", 2}, {"top", 2}});
    EXPECT_THAT(side.embedding.axes, ElementsAre(0, 2, 1));
    const Geometry line = build_device(wire_with("axes = \"x\"\n"));
    expect_mesh(line, {{"wire", 2.0}}, {{"left", 1}, {"right", 1}});
    EXPECT_NEAR(line.embedding.cross_section, 5e-14, 1e-27);
}

TEST(Wire, AStripAcrossInAnAppliedField) {
    const Geometry geometry = build_device(wire_with(
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
    expect_mesh(build_device(text), {{"strip", 10}},
                {{"left", 1}, {"right", 1}, {"source", 0.2}, {"drain", 0.3}, {"probe", 0.1}});
    expect_mesh(
        build_device("[geometry]\naxes = \"xyz\"\n" + text), {{"strip", 1}},
        {{"left", 0.1}, {"right", 0.1}, {"source", 0.02}, {"drain", 0.03}, {"probe", 0.01}});
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = text;
        return device_error(other.replace(other.find(from), from.size(), to));
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
    const Geometry plane = build_device(text);
    expect_mesh(plane, {{"hall_bar", 4 + 0.5 + 0.8}},
                {{"left", 1}, {"right", 1}, {"low", 0.5}, {"high", 0.4}});
    EXPECT_NEAR(plane.embedding.cross_section, 1e-7, 1e-20);
    expect_mesh(build_device("[geometry]\naxes = \"xyz\"\n" + text), {{"hall_bar", 0.53}},
                {{"left", 0.1}, {"right", 0.1}, {"low", 0.05}, {"high", 0.04}});
}

TEST(HBar, LegsAndBridge) {
    const std::string text = "[geometry.h_bar]\nleg_length = \"2 um\"\nleg_width = \"0.2 um\"\n"
                             "distance = \"1 um\"\nbridge_width = \"0.3 um\"\nthickness = \"0.1 "
                             "um\"\n";
    expect_mesh(
        build_device(text), {{"left_leg", 0.4}, {"right_leg", 0.4}, {"bridge", 0.24}},
        {{"left_front", 0.2}, {"left_back", 0.2}, {"right_front", 0.2}, {"right_back", 0.2}});
    expect_mesh(
        build_device("[geometry]\naxes = \"xyz\"\n" + text),
        {{"left_leg", 0.04}, {"right_leg", 0.04}, {"bridge", 0.024}},
        {{"left_front", 0.02}, {"left_back", 0.02}, {"right_front", 0.02}, {"right_back", 0.02}});
    std::string close = text;
    close.replace(close.find("\"1 um\""), 6, "\"0.1 um\"");
    EXPECT_EQ(device_error(close), "device.toml:4: geometry.h_bar.distance: expected more than the "
                                   "leg_width 2e-07 m, found 1e-07 m");
}

const std::string valve_text =
    "[geometry.lateral_spin_valve]\nchannel_length = \"3 um\"\nchannel_width = \"0.2 um\"\n"
    "channel_thickness = \"0.1 um\"\n"
    "injector = { position = \"1 um\", width = \"0.1 um\", thickness = \"0.05 um\", overhang = "
    "\"0.3 um\" }\n"
    "detector = { position = \"2 um\", width = \"0.2 um\", thickness = \"0.05 um\" }\n";

TEST(LateralSpinValve, CrossingWires) {
    expect_mesh(build_device(valve_text),
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
    const Geometry geometry = build_device(
        "[geometry]\naxes = \"xz\"\n" + valve_text +
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
        build_device(text), {{"channel", 0.06}},
        {{"channel_left", 0.02}, {"channel_right", 0.02}, {"injector", 0.02}, {"detector", 0.04}});
    std::string wires = text;
    wires.replace(wires.find("\"contacts\""), 10, "\"wires\"");
    EXPECT_EQ(device_error(wires), "device.toml:6: geometry.lateral_spin_valve.injector.thickness: "
                                   "expected a thickness, as electrodes = \"wires\", found none");
    EXPECT_THAT(device_error(valve_text + "electrodes = \"contacts\"\n"),
                HasSubstr("injector.thickness: expected no thickness, as electrodes = "
                          "\"contacts\", found one"));
}

TEST(SpinHallBilayer, InAllItsAxes) {
    const std::string text = "[geometry.spin_hall_bilayer]\nlength = \"2 um\"\nwidth = \"1 um\"\n"
                             "bottom_thickness = \"0.3 um\"\ntop_thickness = \"0.2 um\"\n";
    const Geometry line = build_device(text);
    expect_mesh(line, {{"bottom", 0.3}, {"top", 0.2}}, {{"bottom", 1}, {"top", 1}});
    EXPECT_THAT(line.embedding.axes, ElementsAre(2, 0, 1));
    EXPECT_NEAR(line.embedding.cross_section, 2e-12, 1e-24);
    expect_mesh(build_device("[geometry]\naxes = \"xz\"\n" + text), {{"bottom", 0.6}, {"top", 0.4}},
                {{"bottom", 2}, {"top", 2}, {"left", 0.5}, {"right", 0.5}});
    expect_mesh(
        build_device("[geometry]\naxes = \"xyz\"\n" + text), {{"bottom", 0.6}, {"top", 0.4}},
        {{"bottom", 2}, {"top", 2}, {"left", 0.5}, {"right", 0.5}, {"front", 1}, {"back", 1}});
}

const std::string boxes_text =
    "[geometry]\naxes = \"xy\"\n[geometry.boxes]\nlengths_across = \"50 nm\"\n"
    "boxes = [{ region = \"film\", from = [\"0 m\", \"0 m\"], to = [\"3 um\", \"1 um\"] },"
    "{ region = \"stub\", from = [\"1 um\", \"0.5 um\"], to = [\"2 um\", \"2 um\"] }]\n"
    "patches = [{ boundary = \"end\", from = [\"1 um\", \"2 um\"], to = [\"2 um\", \"2 um\"] }, "
    "{ boundary = \"left\", from = [\"0 m\", \"0 m\"], to = [\"0 m\", \"1 um\"] }]\n";

TEST(Boxes, OfTheUser) {
    const Geometry geometry = build_device(boxes_text);
    expect_mesh(geometry, {{"film", 2.5}, {"stub", 1.5}}, {{"end", 1}, {"left", 1}});
    EXPECT_NEAR(geometry.embedding.cross_section, 5e-8, 1e-20);
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string other = boxes_text;
        return device_error(other.replace(other.find(from), from.size(), to));
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

} // namespace device_shapes_test
} // namespace sidejump::device
