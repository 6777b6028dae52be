// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

namespace sidejump::device {
namespace {

struct ArmInput {
    std::string name;
    Edge edge = Edge::lower;
    double position = 0.0;
    double width = 0.0;
    double length = 0.0;
};

struct HallBarInput {
    double length = 0.0;
    double width = 0.0;
    double thickness = 0.0;
    std::vector<ArmInput> arms;
};

void check_arms(HallBarInput& input, const input::Table& table, const input::Place& place) {
    std::vector<Stretch> all;
    std::vector<Stretch> lower;
    std::vector<Stretch> upper;
    for (std::size_t i = 0; i < input.arms.size(); ++i) {
        const ArmInput& arm = input.arms[i];
        all.push_back({about(arm.position, arm.width), arm.name,
                       input::place_of_element(table, "arms", i, place)});
        (arm.edge == Edge::lower ? lower : upper).push_back(all.back());
    }
    check_names(all, {"left", "right"});
    check_stretches(lower, input.length);
    check_stretches(upper, input.length);
}

input::Section<HallBarInput> hall_bar_section() {
    return input::Section<HallBarInput>(
               "A channel along x with side arms along y, a cross with two of them; x from the "
               "left "
               "end of the channel, y from its middle, z from the bottom. Axes xy or xyz. Region: "
               "hall_bar. Boundaries: the ends of the channel left and right, and the ends of the "
               "arms by their names.")
        .required("length", &HallBarInput::length, length_type("2 um"),
                  "Length of the channel along x.")
        .required("width", &HallBarInput::width, length_type("200 nm"),
                  "Width of the channel along y.")
        .required("thickness", &HallBarInput::thickness, length_type("20 nm"), "Thickness along z.")
        .tables("arms", &HallBarInput::arms,
                input::Section<ArmInput>("A side arm of the channel.")
                    .required("name", &ArmInput::name, input::Text(),
                              "Name of the boundary at its end.")
                    .required("edge", &ArmInput::edge, edge_choice(),
                              "The edge of the channel at low or high y.")
                    .required("position", &ArmInput::position, input::Quantity("m", "1 um"),
                              "Middle of the arm, from the left end of the channel.")
                    .required("width", &ArmInput::width, length_type("100 nm"),
                              "Width of the arm along x.")
                    .required("length", &ArmInput::length, length_type("300 nm"),
                              "Length of the arm from the edge of the channel."),
                true)
        .finish(check_arms);
}

ShapeGeometry hall_bar(const HallBarInput& input, const ShapeSetting& setting) {
    Solid solid;
    const Range y = about(0.0, input.width);
    const Range z{0.0, input.thickness};
    solid.add_box("hall_bar", {0.0, input.length}, y, z);
    solid.add_patch("left", {0.0, 0.0}, y, z);
    solid.add_patch("right", {input.length, input.length}, y, z);
    for (const ArmInput& arm : input.arms) {
        const Range x = about(arm.position, arm.width);
        const bool lower = arm.edge == Edge::lower;
        const double end = lower ? y.low - arm.length : y.high + arm.length;
        solid.add_box("hall_bar", x, lower ? Range{end, y.low} : Range{y.high, end}, z);
        solid.add_patch(arm.name, x, {end, end}, z);
    }
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& hall_bar_shape() {
    static const DeclaredShape<HallBarInput> shape("hall_bar", {"xy", "xyz"}, hall_bar_section(),
                                                   hall_bar);
    return shape;
}

} // namespace sidejump::device
