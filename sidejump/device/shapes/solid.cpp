// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/shapes/solid.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace sidejump::device {

void Solid::add_box(const std::string& region, const Range& x, const Range& y, const Range& z) {
    body_.boxes.push_back({region, {x.low, y.low, z.low}, {x.high, y.high, z.high}});
}

void Solid::add_patch(const std::string& name, const Range& x, const Range& y, const Range& z) {
    body_.patches.push_back({name, {x.low, y.low, z.low}, {x.high, y.high, z.high}});
}

Range Solid::extent(std::size_t axis) const {
    Range range{body_.boxes.front().low[axis], body_.boxes.front().high[axis]};
    for (const Box& box : body_.boxes) {
        range.low = std::min(range.low, box.low[axis]);
        range.high = std::max(range.high, box.high[axis]);
    }
    return range;
}

void Solid::name_ends(int axis, const std::string& low, const std::string& high) {
    const auto across = static_cast<std::size_t>(axis);
    for (const bool at_high : {false, true}) {
        std::array<Range, 3> ranges{extent(0), extent(1), extent(2)};
        const double plane = at_high ? ranges[across].high : ranges[across].low;
        ranges[across] = {plane, plane};
        add_patch(at_high ? high : low, ranges[0], ranges[1], ranges[2]);
    }
}

void Solid::name_sides() {
    name_ends(0, "left", "right");
    name_ends(1, "front", "back");
    name_ends(2, "bottom", "top");
}

ShapeGeometry Solid::with_axes(const std::string& axes) const {
    ShapeGeometry section;
    section.body.dimension = static_cast<int>(axes.size());
    const auto kept = [&](const std::array<double, 3>& corner) {
        std::array<double, 3> coordinates{};
        for (std::size_t i = 0; i < axes.size(); ++i)
            coordinates[i] = corner[axis_number(axes[i])];
        return coordinates;
    };
    for (const char letter : {'x', 'y', 'z'})
        if (axes.find(letter) == std::string::npos) {
            const Range range = extent(axis_number(letter));
            section.cross_section *= range.high - range.low;
        }
    for (const Box& box : body_.boxes)
        section.body.boxes.push_back({box.region, kept(box.low), kept(box.high)});
    for (const Patch& patch : body_.patches) {
        bool across_a_kept_axis = false;
        for (const char letter : axes)
            across_a_kept_axis = across_a_kept_axis ||
                                 patch.low[axis_number(letter)] == patch.high[axis_number(letter)];
        if (across_a_kept_axis)
            section.body.patches.push_back({patch.name, kept(patch.low), kept(patch.high)});
    }
    return section;
}

void check_stretches(const std::vector<Stretch>& stretches, double length) {
    // Lengths that were written in different units agree to rounding only.
    const double tolerance = 1e-9 * length;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const auto& [range, name, place] = stretches[i];
        if (range.low < -tolerance || range.high > length + tolerance)
            place.fail(fmt::format("\"{}\" within the length, 0 to {:g} m", name, length),
                       fmt::format("{:g} to {:g} m", range.low, range.high));
        for (std::size_t k = 0; k < i; ++k)
            if (range.low < stretches[k].range.high + tolerance &&
                stretches[k].range.low < range.high + tolerance)
                place.fail(fmt::format("\"{}\" apart from \"{}\", which takes {:g} to {:g} m", name,
                                       stretches[k].name, stretches[k].range.low,
                                       stretches[k].range.high),
                           fmt::format("{:g} to {:g} m", range.low, range.high));
    }
}

void check_names(const std::vector<Stretch>& stretches, const std::vector<std::string>& taken) {
    std::vector<std::string> names = taken;
    for (const Stretch& stretch : stretches) {
        if (std::find(names.begin(), names.end(), stretch.name) != names.end())
            stretch.place.fail("a name that no other boundary has",
                               fmt::format("\"{}\" again", input::printable(stretch.name)));
        names.push_back(stretch.name);
    }
}

input::Quantity length_type(const std::string& example) {
    return {"m", example, {.low = 1e-12, .high = 1e3}};
}

input::Choice<Edge> edge_choice() {
    return input::Choice<Edge>({{"lower", Edge::lower}, {"upper", Edge::upper}});
}

} // namespace sidejump::device
