// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

namespace sidejump::device {
namespace {

struct BilayerInput {
    double length = 0.0;
    double width = 0.0;
    double bottom_thickness = 0.0;
    double top_thickness = 0.0;
};

input::Section<BilayerInput> bilayer_section() {
    return input::Section<BilayerInput>(
               "Two layers upon each other; x from the left end, y from the middle, z from the "
               "bottom. Axes z (with an applied field), xz, yz or xyz. Regions: bottom, top. "
               "Boundaries, as far as the mesh has their axis: left and right (x), front and back "
               "(y), each of both layers, bottom and top (z).")
        .required("length", &BilayerInput::length, length_type("10 um"), "Length along x.")
        .required("width", &BilayerInput::width, length_type("2 um"), "Width along y.")
        .required("bottom_thickness", &BilayerInput::bottom_thickness, length_type("5 nm"),
                  "Thickness of the lower layer.")
        .required("top_thickness", &BilayerInput::top_thickness, length_type("2 nm"),
                  "Thickness of the upper layer.");
}

ShapeGeometry bilayer(const BilayerInput& input, const ShapeSetting& setting) {
    Solid solid;
    const Range x{0.0, input.length};
    const Range y = about(0.0, input.width);
    const double interface = input.bottom_thickness;
    solid.add_box("bottom", x, y, {0.0, interface});
    solid.add_box("top", x, y, {interface, interface + input.top_thickness});
    solid.name_sides();
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& spin_hall_bilayer_shape() {
    static const DeclaredShape<BilayerInput> shape("spin_hall_bilayer", {"z", "xz", "yz", "xyz"},
                                                   bilayer_section(), bilayer);
    return shape;
}

} // namespace sidejump::device
