// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

namespace sidejump::device {
namespace {

struct WireInput {
    double length = 0.0;
    double width = 0.0;
    double thickness = 0.0;
};

input::Section<WireInput> wire_section() {
    return input::Section<WireInput>(
               "A straight bar; x from its left end, y from its middle, z from its bottom. Any "
               "axes. "
               "Region: wire. Boundaries, as far as the mesh has their axis: left and right (x), "
               "front and back (y), bottom and top (z).")
        .required("length", &WireInput::length, length_type("2 um"), "Length along x.")
        .required("width", &WireInput::width, length_type("100 nm"), "Width along y.")
        .required("thickness", &WireInput::thickness, length_type("20 nm"), "Thickness along z.");
}

ShapeGeometry wire(const WireInput& input, const ShapeSetting& setting) {
    Solid solid;
    solid.add_box("wire", {0.0, input.length}, about(0.0, input.width), {0.0, input.thickness});
    solid.name_sides();
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& wire_shape() {
    static const DeclaredShape<WireInput> shape("wire", {"xyz", "xy", "xz", "yz", "x", "y", "z"},
                                                wire_section(), wire);
    return shape;
}

} // namespace sidejump::device
