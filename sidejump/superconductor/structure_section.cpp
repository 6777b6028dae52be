// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/structure_section.hpp"

#include "sidejump/input/names.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sidejump::superconductor {
namespace {

using input::Integer;
using input::Json;
using input::List;
using input::Node;
using input::Place;
using input::Section;
using input::Table;

constexpr int most_plane_cells = 4000;
constexpr int largest_winding = 1000;

const List& list_of(const Node& node, const Place& place, std::size_t size,
                    const std::string& expected) {
    const auto* list = std::get_if<List>(&node.value);
    if (list == nullptr || list->size() != size)
        place.fail(expected, list == nullptr ? input::describe(node)
                                             : fmt::format("a list of {}", list->size()));
    return *list;
}

/// A point of the plane, a list of two lengths.
class PointType {
  public:
    using value_type = Point;
    explicit PointType(UnitSystem units) : length_(Dimension::length, units) {}
    [[nodiscard]] Point read(const Node& node, const Place& place) const {
        const List& list = list_of(node, place, 2, describe());
        return {length_.read(list[0], place.element(0, list[0].line)),
                length_.read(list[1], place.element(1, list[1].line))};
    }
    [[nodiscard]] std::string describe() const {
        return "a list of two, each " + length_.describe();
    }
    [[nodiscard]] Json schema() const {
        return {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", length_.schema()}};
    }
    [[nodiscard]] Json echo(const Point& value) const {
        return {length_.echo(value[0]), length_.echo(value[1])};
    }

  private:
    Measure length_;
};

/// The corners of a polygon.
class PolygonType {
  public:
    using value_type = std::vector<Point>;
    explicit PolygonType(UnitSystem units) : point_(units) {}
    [[nodiscard]] value_type read(const Node& node, const Place& place) const {
        const auto* list = std::get_if<List>(&node.value);
        if (list == nullptr || list->size() < 3)
            place.fail(describe(), list == nullptr ? input::describe(node)
                                                   : fmt::format("a list of {}", list->size()));
        value_type corners;
        for (std::size_t i = 0; i < list->size(); ++i)
            corners.push_back(point_.read((*list)[i], place.element(i, (*list)[i].line)));
        return corners;
    }
    [[nodiscard]] std::string describe() const {
        return "a list of at least three, each " + point_.describe();
    }
    [[nodiscard]] Json schema() const {
        return {{"type", "array"}, {"minItems", 3}, {"items", point_.schema()}};
    }
    [[nodiscard]] Json echo(const value_type& value) const {
        Json list = Json::array();
        for (const Point& corner : value)
            list.push_back(point_.echo(corner));
        return list;
    }

  private:
    PointType point_;
};

/// The cells of a plane along x and y.
class CellsType {
  public:
    using value_type = std::array<int, 2>;
    static value_type read(const Node& node, const Place& place) {
        const List& list = list_of(node, place, 2, describe());
        return {cells().read(list[0], place.element(0, list[0].line)),
                cells().read(list[1], place.element(1, list[1].line))};
    }
    static std::string describe() { return "a list of two, each " + cells().describe(); }
    static Json schema() {
        return {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", cells().schema()}};
    }
    static Json echo(const value_type& value) { return value; }

  private:
    static Integer cells() { return {1, most_plane_cells}; }
};

const input::Choice<StructureKind>& kinds() {
    static const input::Choice<StructureKind> choice({{"bulk", StructureKind::bulk},
                                                      {"layers", StructureKind::layers},
                                                      {"disc", StructureKind::disc},
                                                      {"plane", StructureKind::plane}});
    return choice;
}

// The keys of each kind, those that must be there first.
struct KindKeys {
    StructureKind kind;
    std::vector<std::string> required;
    std::vector<std::string> others;
};

void check_periods(const StructureInput& structure, const Table& table, const Place& place) {
    if (!structure.periodic.value_or(false)) {
        input::refuse_keys(table, place, {"flux_quanta"},
                           "not used by a plane that is not periodic: it takes a `field`");
        return;
    }
    input::refuse_keys(table, place, {"field", "gauge", "vortex"},
                       "not used by a periodic plane, whose field is given by `flux_quanta`");
    for (const int cells : structure.cells.value())
        if (cells < 3)
            input::place_of(table, "cells", place)
                .fail("at least 3 cells along each direction of a periodic plane",
                      fmt::format("{}", cells));
}

void check_kind(StructureInput& structure, const Table& table, const Place& place) {
    structure.place = place;
    static const std::vector<KindKeys> keys = {
        {StructureKind::bulk, {"metal"}, {"phase_gradient"}},
        {StructureKind::layers, {}, {"phase_gradient"}},
        {StructureKind::disc, {}, {"winding", "field"}},
        {StructureKind::plane,
         {"width", "height", "cells"},
         {"metal", "field", "gauge", "vortex", "periodic", "flux_quanta"}}};
    for (const KindKeys& of : keys) {
        if (of.kind != structure.kind)
            continue;
        for (const auto& [key, node] : table)
            if (key != "kind" && std::ranges::find(of.required, key) == of.required.end() &&
                std::ranges::find(of.others, key) == of.others.end())
                place.entry(key, node.line)
                    .fail(fmt::format("not used by a structure of kind = \"{}\"",
                                      name_of(structure.kind)));
        for (const std::string& key : of.required)
            if (!input::has_key(table, key))
                place.entry(key, place.line)
                    .fail(fmt::format("missing key: a structure of kind = \"{}\" needs it, found "
                                      "nothing",
                                      name_of(structure.kind)));
    }
    check_periods(structure, table, place);
    if (structure.gauge && !structure.field && !structure.periodic.value_or(false))
        input::place_of(table, "gauge", place).fail("not used without a `field`");
    for (const VortexInput& vortex : structure.vortex)
        for (const auto& [at, size, along] :
             {std::tuple{vortex.at[0], structure.width.value(), "width"},
              {vortex.at[1], structure.height.value(), "height"}})
            if (!(at > 0.0 && at < size))
                vortex.place.fail(
                    "the centre of a vortex inside the plane",
                    fmt::format("{:.6g}, outside its {} from 0 to {:.6g}", at, along, size));
}

Section<VortexInput> vortex_section(UnitSystem units) {
    return Section<VortexInput>("Where a vortex is at the start of the iteration.")
        .required("at", &VortexInput::at, PointType(units), "Its centre.")
        .with_default("winding", &VortexInput::winding, Integer(-largest_winding, largest_winding),
                      "Turns of the phase around it, counter-clockwise.")
        .finish([](VortexInput& vortex, const Table& table, const Place& place) {
            vortex.place = input::place_of(table, "at", place);
            if (vortex.winding == 0)
                input::place_of(table, "winding", place).fail("turns of the phase", "0");
        });
}

Section<StructureInput> make_structure_section(UnitSystem units) {
    const Measure length(Dimension::length, units, input::positive());
    Section<StructureInput> section("What the structure is. Its spin Hall axis is z: theta couples "
                                    "currents in its plane with the spin along z.");
    section
        .required("kind", &StructureInput::kind, kinds(),
                  "A uniform metal; layers along x; a disc of rings around the axis z; or a "
                  "rectangle in the plane x, y.")
        .optional("metal", &StructureInput::metal, input::PlacedTextType(),
                  "Of a bulk: its [[metal]]. Of a plane: that of all cells in no [[region]].",
                  "a plane that is empty outside regions")
        .optional("phase_gradient", &StructureInput::phase_gradient,
                  Measure(Dimension::inverse_length, units),
                  "Of a bulk and of layers: gradient q of the phase along y, of all pair "
                  "potentials.",
                  "0")
        .optional("winding", &StructureInput::winding, Integer(-largest_winding, largest_winding),
                  "Of a disc: turns of the phase around its axis.", "0")
        .optional("field", &StructureInput::field, Measure(Dimension::induction, units),
                  "Of a disc and of a plane: magnetic induction B along z, counted positive "
                  "where it favours positive winding; phase gradients are those of the phase "
                  "less 2 e A/hbar. In units of hbar/(e length^2) where they are reduced. "
                  "Supercurrents do not screen it.",
                  "0")
        .optional("width", &StructureInput::width, length, "Of a plane: extent along x, from 0.")
        .optional("height", &StructureInput::height, length, "Of a plane: extent along y, from 0.")
        .optional(
            "cells", &StructureInput::cells, CellsType(),
            "Of a plane: cells along x and y, all of one size; at most 250,000 nodes with those "
            "of the grid_check, which has four times as many.")
        .optional("gauge", &StructureInput::gauge,
                  input::Choice<Gauge>({{"symmetric", Gauge::symmetric},
                                        {"along-x", Gauge::along_x},
                                        {"along-y", Gauge::along_y}}),
                  "Of a plane: A = B (-y, x)/2 from its centre, B (-y, 0) or B (0, x). Nothing "
                  "that can be measured depends on it.",
                  "\"symmetric\"")
        .optional("periodic", &StructureInput::periodic, input::Boolean(),
                  "Of a plane: it goes on in copies of itself along x and y, without ends.",
                  "false")
        .optional("flux_quanta", &StructureInput::flux_quanta,
                  Integer(-largest_winding, largest_winding),
                  "Of a periodic plane: how many flux quanta h/2e its field has in it, and so how "
                  "many vortices.",
                  "0")
        .tables("vortex", &StructureInput::vortex, vortex_section(units), false)
        .finish(check_kind);
    return section;
}

Section<RegionInput> make_region_section(UnitSystem units) {
    const auto circle =
        Section<CircleInput>("A circle.")
            .required("centre", &CircleInput::centre, PointType(units), "Its centre.")
            .required("radius", &CircleInput::radius,
                      Measure(Dimension::length, units, input::positive()), "Its radius.");
    const auto rectangle =
        Section<RectangleInput>("A rectangle along the axes.")
            .required("from", &RectangleInput::from, PointType(units), "Its lower left corner.")
            .required("to", &RectangleInput::to, PointType(units), "Its upper right corner.")
            .finish([](RectangleInput& box, const Table& table, const Place& place) {
                if (!(box.to[0] > box.from[0] && box.to[1] > box.from[1]))
                    input::place_of(table, "to", place)
                        .fail("a corner above and to the right of `from`", "another one");
            });
    Section<RegionInput> section("A part of a plane: the cells whose centres are in it. Later "
                                 "regions lie on earlier ones.");
    section
        .optional("name", &RegionInput::name, input::PlacedTextType(),
                  "Name by which interfaces refer to it.", "that of the metal")
        .optional("metal", &RegionInput::metal, input::PlacedTextType(), "Name of its [[metal]].")
        .with_default("empty", &RegionInput::empty, input::Boolean(), "A hole instead of a metal.")
        .optional_table("circle", &RegionInput::circle, circle)
        .optional_table("rectangle", &RegionInput::rectangle, rectangle)
        .optional("polygon", &RegionInput::polygon, PolygonType(units), "Its corners, in order.")
        .with_default("along", &RegionInput::along,
                      input::Choice<Axis>({{"x", Axis::x}, {"y", Axis::y}}),
                      "Direction of the profiles below, from the lower to the upper end of the "
                      "region: what is given there stands in place of what the metal has.")
        .exactly_one_of({"circle", "rectangle", "polygon"});
    declare_graded_properties(section, units, "along the profile");
    section.finish([](RegionInput& region, const Table& table, const Place& place) {
        region.place = place;
        region.turns_place = input::place_of(table, "exchange_turns", place);
        if (region.empty)
            input::refuse_keys(table, place,
                               {"along", "exchange_field", "exchange_turns", "spin_hall_angle",
                                "swapping", "spin_orbit_rate"},
                               "not used by a hole");
        if (!region.any())
            input::refuse_keys(table, place, {"along"}, "not used without a profile");
        if (region.empty == region.metal.has_value())
            place.fail("a `metal`, or empty = true", region.empty ? "both" : "neither");
    });
    return section;
}

} // namespace

bool RegionInput::contains(const Point& p) const {
    if (circle)
        return std::hypot(p[0] - circle->centre[0], p[1] - circle->centre[1]) <= circle->radius;
    if (rectangle)
        return p[0] >= rectangle->from[0] && p[0] <= rectangle->to[0] &&
               p[1] >= rectangle->from[1] && p[1] <= rectangle->to[1];
    // A ray to the right crosses the edges of a polygon an odd number of times.
    bool inside = false;
    const std::vector<Point>& corners = polygon.value();
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const Point& a = corners[i];
        const Point& b = corners[j];
        if ((a[1] > p[1]) != (b[1] > p[1]) &&
            p[0] < a[0] + (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]))
            inside = !inside;
    }
    return inside;
}

double RegionInput::fraction(const Point& p) const {
    const std::size_t axis = along == Axis::x ? 0 : 1;
    double low = 0.0;
    double high = 0.0;
    if (circle) {
        low = circle->centre[axis] - circle->radius;
        high = circle->centre[axis] + circle->radius;
    } else if (rectangle) {
        low = rectangle->from[axis];
        high = rectangle->to[axis];
    } else {
        const auto [first, last] = std::ranges::minmax(
            polygon.value(), {}, [&](const Point& corner) { return corner[axis]; });
        low = first[axis];
        high = last[axis];
    }
    return std::clamp((p[axis] - low) / (high - low), 0.0, 1.0);
}

std::string name_of(StructureKind kind) {
    return kinds().echo(kind).get<std::string>();
}

const Section<StructureInput>& structure_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<StructureInput>>(make_structure_section);
    return sections[index(units)];
}

const Section<RegionInput>& region_section(UnitSystem units) {
    static const auto sections = for_each_system<Section<RegionInput>>(make_region_section);
    return sections[index(units)];
}

} // namespace sidejump::superconductor
