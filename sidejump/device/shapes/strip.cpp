// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

#include <fmt/format.h>

namespace sidejump::device {
namespace {

struct EdgeContactInput {
    std::string name;
    Edge edge = Edge::lower;
    double position = 0.0;
    double width = 0.0;
};

struct StripInput {
    double length = 0.0;
    double width = 0.0;
    double thickness = 0.0;
    std::vector<EdgeContactInput> contacts;
};

void check_contacts(StripInput& input, const input::Table& table, const input::Place& place) {
    std::vector<Stretch> all;
    std::vector<Stretch> lower;
    std::vector<Stretch> upper;
    for (std::size_t i = 0; i < input.contacts.size(); ++i) {
        const EdgeContactInput& contact = input.contacts[i];
        all.push_back({about(contact.position, contact.width), contact.name,
                       input::place_of_element(table, "contacts", i, place)});
        (contact.edge == Edge::lower ? lower : upper).push_back(all.back());
    }
    check_names(all, {"left", "right"});
    check_stretches(lower, input.length);
    check_stretches(upper, input.length);
}

input::Section<StripInput> strip_section() {
    return input::Section<StripInput>(
               "A straight strip with contacts on its two long edges, as for nonlocal signals; x "
               "from the left end, y from the middle, z from the bottom. Axes xy or xyz. Region: "
               "strip. Boundaries: the ends left and right, and the contacts by their names; the "
               "rest of the edges is a wall.")
        .required("length", &StripInput::length, length_type("10 um"), "Length along x.")
        .required("width", &StripInput::width, length_type("200 nm"), "Width along y.")
        .required("thickness", &StripInput::thickness, length_type("20 nm"), "Thickness along z.")
        .tables(
            "contacts", &StripInput::contacts,
            input::Section<EdgeContactInput>("A contact on an edge of the strip.")
                .required("name", &EdgeContactInput::name, input::Text(), "Name of the boundary.")
                .required("edge", &EdgeContactInput::edge, edge_choice(),
                          "The edge at low or high y.")
                .required("position", &EdgeContactInput::position, input::Quantity("m", "1 um"),
                          "Middle of the contact, from the left end of the strip.")
                .required("width", &EdgeContactInput::width, length_type("20 nm"),
                          "Width of the contact along x."),
            false)
        .finish(check_contacts);
}

ShapeGeometry strip(const StripInput& input, const ShapeSetting& setting) {
    Solid solid;
    const Range y = about(0.0, input.width);
    const Range z{0.0, input.thickness};
    solid.add_box("strip", {0.0, input.length}, y, z);
    solid.name_ends(0, "left", "right");
    for (const EdgeContactInput& contact : input.contacts) {
        const double edge = contact.edge == Edge::lower ? y.low : y.high;
        solid.add_patch(contact.name, about(contact.position, contact.width), {edge, edge}, z);
    }
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& strip_shape() {
    static const DeclaredShape<StripInput> shape("strip", {"xy", "xyz"}, strip_section(), strip);
    return shape;
}

} // namespace sidejump::device
