// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/lengths_across.hpp"
#include "sidejump/device/shapes/shapes.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::device {
namespace {

// The box of a region, or the patch of a boundary.
struct CornersInput {
    std::string name;
    std::vector<double> from;
    std::vector<double> to;
};

struct BoxesInput {
    std::vector<CornersInput> boxes;
    std::vector<CornersInput> patches;
    std::optional<std::vector<double>> lengths_across;
};

input::Quantities coordinates_type() {
    return input::Quantities(input::Quantity("m", "100 nm", {.low = -1e3, .high = 1e3}));
}

const input::Section<CornersInput>& box_section() {
    static const input::Section<CornersInput> section =
        input::Section<CornersInput>(
            "A box of the geometry; where boxes overlap, the later one holds.")
            .required("region", &CornersInput::name, input::Text(),
                      "Name of its region; several boxes may form one.")
            .required("from", &CornersInput::from, coordinates_type(),
                      "Its lower corner, one coordinate for each axis of the mesh.")
            .required("to", &CornersInput::to, coordinates_type(), "Its upper corner.");
    return section;
}

const input::Section<CornersInput>& patch_section() {
    static const input::Section<CornersInput> section =
        input::Section<CornersInput>(
            "A boundary: a piece of a plane across one of the axes, of which the part on the "
            "surface of the geometry counts.")
            .required("boundary", &CornersInput::name, input::Text(),
                      "Its name; several patches may form one boundary.")
            .required("from", &CornersInput::from, coordinates_type(), "Its lower corner.")
            .required("to", &CornersInput::to, coordinates_type(),
                      "Its upper corner, equal to the lower one in exactly one coordinate.");
    return section;
}

input::Section<BoxesInput> boxes_section() {
    return input::Section<BoxesInput>(
               "A geometry of your own: boxes along the axes, and patches of their surface. Any "
               "axes.")
        .tables("boxes", &BoxesInput::boxes, box_section(), true)
        .tables("patches", &BoxesInput::patches, patch_section(), false)
        .optional("lengths_across", &BoxesInput::lengths_across, lengths_across_type(),
                  lengths_across_description, lengths_across_default);
}

std::array<double, 3> corner(const std::vector<double>& coordinates, const std::string& axes,
                             const input::Place& place) {
    if (coordinates.size() != axes.size())
        place.fail(fmt::format("{} coordinates, as the axes are {}", axes.size(), axes),
                   fmt::format("{} of them", coordinates.size()));
    std::array<double, 3> at{};
    std::copy(coordinates.begin(), coordinates.end(), at.begin());
    return at;
}

ShapeGeometry boxes(const BoxesInput& input, const ShapeSetting& setting) {
    ShapeGeometry geometry;
    geometry.body.dimension = static_cast<int>(setting.axes.size());
    geometry.cross_section =
        cross_section(input.lengths_across, setting.axes.size(),
                      input::place_of(setting.table, "lengths_across", setting.place));
    for (std::size_t i = 0; i < input.boxes.size(); ++i) {
        const CornersInput& box = input.boxes[i];
        const input::Place place =
            input::place_of_element(setting.table, "boxes", i, setting.place);
        geometry.body.boxes.push_back(
            {box.name, corner(box.from, setting.axes, place.entry("from", place.line)),
             corner(box.to, setting.axes, place.entry("to", place.line))});
    }
    for (std::size_t i = 0; i < input.patches.size(); ++i) {
        const CornersInput& patch = input.patches[i];
        const input::Place place =
            input::place_of_element(setting.table, "patches", i, setting.place);
        geometry.body.patches.push_back(
            {patch.name, corner(patch.from, setting.axes, place.entry("from", place.line)),
             corner(patch.to, setting.axes, place.entry("to", place.line))});
    }
    return geometry;
}

} // namespace

const Shape& boxes_shape() {
    static const DeclaredShape<BoxesInput> shape("boxes", {"xyz", "xy", "xz", "yz", "x", "y", "z"},
                                                 boxes_section(), boxes);
    return shape;
}

} // namespace sidejump::device
