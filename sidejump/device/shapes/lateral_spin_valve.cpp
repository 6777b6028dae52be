// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/shapes.hpp"
#include "sidejump/device/shapes/solid.hpp"

#include <fmt/format.h>

namespace sidejump::device {
namespace {

struct ElectrodeInput {
    double position = 0.0;
    double width = 0.0;
    std::optional<double> thickness;
    double overhang = 0.0;
};

enum class Electrodes { wires, contacts };

struct SpinValveInput {
    double channel_length = 0.0;
    double channel_width = 0.0;
    double channel_thickness = 0.0;
    Electrodes electrodes = Electrodes::wires;
    ElectrodeInput injector;
    ElectrodeInput detector;
    std::optional<ElectrodeInput> absorber;
};

struct NamedElectrode {
    const char* name;
    const ElectrodeInput* electrode;
};

std::vector<NamedElectrode> electrodes_of(const SpinValveInput& input) {
    std::vector<NamedElectrode> electrodes = {{"injector", &input.injector},
                                              {"detector", &input.detector}};
    if (input.absorber)
        electrodes.push_back({"absorber", &*input.absorber});
    return electrodes;
}

void check_electrodes(SpinValveInput& input, const input::Table& table, const input::Place& place) {
    std::vector<Stretch> stretches;
    for (const auto& [name, electrode] : electrodes_of(input)) {
        const input::Place at = input::place_of(table, name, place);
        const bool is_wire = input.electrodes == Electrodes::wires;
        if (electrode->thickness.has_value() != is_wire)
            at.entry("thickness", at.line)
                .fail(is_wire ? "a thickness, as electrodes = \"wires\""
                              : "no thickness, as electrodes = \"contacts\"",
                      is_wire ? "none" : "one");
        if (!is_wire && electrode->overhang > 0.0)
            at.entry("overhang", at.line).fail("no overhang, as electrodes = \"contacts\"", "one");
        stretches.push_back({about(electrode->position, electrode->width), name, at});
    }
    check_stretches(stretches, input.channel_length);
}

const input::Section<ElectrodeInput>& electrode_section() {
    static const input::Section<ElectrodeInput> section =
        input::Section<ElectrodeInput>("An electrode along y that lies across the channel.")
            .required("position", &ElectrodeInput::position, input::Quantity("m", "500 nm"),
                      "Middle of the electrode, from the left end of the channel.")
            .required("width", &ElectrodeInput::width, length_type("100 nm"),
                      "Width of the electrode along x.")
            .optional("thickness", &ElectrodeInput::thickness, length_type("20 nm"),
                      "Thickness of the electrode along z; for wires.")
            .with_default(
                "overhang", &ElectrodeInput::overhang,
                input::Quantity("m", "200 nm", {.low = 0.0, .high = 1e3}),
                "By how much the wire is longer than the channel is wide, on each side; "
                "the parts beside the channel are as high above the substrate as the part "
                "upon it. Only a mesh with the axes xyz shows it.");
    return section;
}

input::Section<SpinValveInput> spin_valve_section() {
    return input::Section<SpinValveInput>(
               "A channel along x with an injector and a detector upon it, and optionally an "
               "absorber (a middle wire that takes up spin); x from the left end of the channel, y "
               "from its middle, z from its bottom. Axes xyz, or xz as seen from the side with the "
               "electrodes as wide as the channel. Regions: channel, and where the electrodes are "
               "wires injector, detector, absorber. Boundaries: channel_left, channel_right; "
               "injector, detector, absorber, which are the tops of wires or the contact areas; "
               "with "
               "axes xyz the ends of wires injector_front, injector_back and so on (front at low "
               "y).")
        .required("channel_length", &SpinValveInput::channel_length, length_type("2 um"),
                  "Length of the channel along x.")
        .required("channel_width", &SpinValveInput::channel_width, length_type("100 nm"),
                  "Width of the channel along y.")
        .required("channel_thickness", &SpinValveInput::channel_thickness, length_type("50 nm"),
                  "Thickness of the channel along z.")
        .with_default(
            "electrodes", &SpinValveInput::electrodes,
            input::Choice<Electrodes>(
                {{"wires", Electrodes::wires}, {"contacts", Electrodes::contacts}}),
            "Whether the electrodes are wires in which currents flow, or areas on the top "
            "of the channel to which contacts are made.")
        .table("injector", &SpinValveInput::injector, electrode_section(), true)
        .table("detector", &SpinValveInput::detector, electrode_section(), true)
        .optional_table("absorber", &SpinValveInput::absorber, electrode_section())
        .finish(check_electrodes);
}

ShapeGeometry spin_valve(const SpinValveInput& input, const ShapeSetting& setting) {
    Solid solid;
    const Range channel_y = about(0.0, input.channel_width);
    const double top = input.channel_thickness;
    const Range channel_z{0.0, top};
    solid.add_box("channel", {0.0, input.channel_length}, channel_y, channel_z);
    solid.add_patch("channel_left", {0.0, 0.0}, channel_y, channel_z);
    solid.add_patch("channel_right", {input.channel_length, input.channel_length}, channel_y,
                    channel_z);
    const bool in_space = setting.axes == "xyz";
    for (const auto& [name, electrode] : electrodes_of(input)) {
        const Range x = about(electrode->position, electrode->width);
        if (!electrode->thickness) {
            solid.add_patch(name, x, channel_y, {top, top});
            continue;
        }
        const double overhang = in_space ? electrode->overhang : 0.0;
        const Range y{channel_y.low - overhang, channel_y.high + overhang};
        const Range z{top, top + *electrode->thickness};
        solid.add_box(name, x, y, z);
        solid.add_patch(name, x, y, {z.high, z.high});
        if (in_space) {
            solid.add_patch(fmt::format("{}_front", name), x, {y.low, y.low}, z);
            solid.add_patch(fmt::format("{}_back", name), x, {y.high, y.high}, z);
        }
    }
    return solid.with_axes(setting.axes);
}

} // namespace

const Shape& lateral_spin_valve_shape() {
    static const DeclaredShape<SpinValveInput> shape("lateral_spin_valve", {"xyz", "xz"},
                                                     spin_valve_section(), spin_valve);
    return shape;
}

} // namespace sidejump::device
