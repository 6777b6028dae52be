// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

namespace sidejump::device {
namespace {

struct LayerInput {
    std::string name;
    double thickness = 0.0;
};

struct FilmInput {
    std::vector<LayerInput> layers;
    double area = 1.0;
};

input::Section<FilmInput> film_section() {
    return input::Section<FilmInput>(
               "A film of one layer or several along the axis of the mesh, from coordinate 0 "
               "upwards. A line. Regions: the names of the layers. Boundaries: left and right "
               "along "
               "x, front and back along y, bottom and top along z.")
        .tables("layers", &FilmInput::layers,
                input::Section<LayerInput>("A layer of the film, from the low end on.")
                    .required("name", &LayerInput::name, input::Text(),
                              "Name of its region; layers of one name are one region.")
                    .required("thickness", &LayerInput::thickness, length_type("10 nm"),
                              "Its length along the axis."),
                true)
        .with_default("area", &FilmInput::area, input::Quantity("m2", "1 um^2", input::positive()),
                      "Area of the film; currents are for it.");
}

ShapeGeometry film(const FilmInput& input, const ShapeSetting& setting) {
    ShapeGeometry geometry;
    geometry.body.dimension = 1;
    geometry.cross_section = input.area;
    double at = 0.0;
    for (const LayerInput& layer : input.layers) {
        geometry.body.boxes.push_back({layer.name, {at}, {at + layer.thickness}});
        at += layer.thickness;
    }
    const std::array<std::array<const char*, 2>, 3> names{
        {{"left", "right"}, {"front", "back"}, {"bottom", "top"}}};
    const auto& [low, high] = names[axis_number(setting.axes.front())];
    geometry.body.patches = {{low, {0.0}, {0.0}}, {high, {at}, {at}}};
    return geometry;
}

} // namespace

const Shape& film_shape() {
    static const DeclaredShape<FilmInput> shape("film", {"z", "x", "y"}, film_section(), film);
    return shape;
}

} // namespace sidejump::device
