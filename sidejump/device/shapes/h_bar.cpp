// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

#include <fmt/format.h>

namespace sidejump::device {
namespace {

struct HBarInput {
    double leg_length = 0.0;
    double leg_width = 0.0;
    double distance = 0.0;
    double bridge_width = 0.0;
    double thickness = 0.0;
};

void check_bridge(HBarInput& input, const input::Table& table, const input::Place& place) {
    if (input.distance <= input.leg_width * (1.0 + 1e-9))
        input::place_of(table, "distance", place)
            .fail(fmt::format("more than the leg_width {:g} m", input.leg_width),
                  fmt::format("{:g} m", input.distance));
    if (input.bridge_width > input.leg_length * (1.0 + 1e-9))
        input::place_of(table, "bridge_width", place)
            .fail(fmt::format("at most the leg_length {:g} m", input.leg_length),
                  fmt::format("{:g} m", input.bridge_width));
}

input::Section<HBarInput> h_bar_section() {
    return input::Section<HBarInput>(
               "Two legs along y joined by a bridge along x; x from the left side, y from the "
               "middle, z from the bottom. Axes xy or xyz. Regions: left_leg, right_leg, bridge. "
               "Boundaries: the ends of the legs left_front, left_back, right_front and right_back "
               "(front at low y).")
        .required("leg_length", &HBarInput::leg_length, length_type("1 um"),
                  "Length of the legs along y.")
        .required("leg_width", &HBarInput::leg_width, length_type("100 nm"),
                  "Width of the legs along x.")
        .required("distance", &HBarInput::distance, length_type("400 nm"),
                  "Distance of the middles of the legs.")
        .required("bridge_width", &HBarInput::bridge_width, length_type("100 nm"),
                  "Width of the bridge along y.")
        .required("thickness", &HBarInput::thickness, length_type("20 nm"), "Thickness along z.")
        .finish(check_bridge);
}

ShapeGeometry h_bar(const HBarInput& input, const ShapeSetting& setting) {
    Solid solid;
    const Range left{0.0, input.leg_width};
    const Range right{input.distance, input.distance + input.leg_width};
    const Range y = about(0.0, input.leg_length);
    const Range z{0.0, input.thickness};
    solid.add_box("left_leg", left, y, z);
    solid.add_box("right_leg", right, y, z);
    solid.add_box("bridge", {left.high, right.low}, about(0.0, input.bridge_width), z);
    solid.add_patch("left_front", left, {y.low, y.low}, z);
    solid.add_patch("left_back", left, {y.high, y.high}, z);
    solid.add_patch("right_front", right, {y.low, y.low}, z);
    solid.add_patch("right_back", right, {y.high, y.high}, z);
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& h_bar_shape() {
    static const DeclaredShape<HBarInput> shape("h_bar", {"xy", "xyz"}, h_bar_section(), h_bar);
    return shape;
}

} // namespace sidejump::device
