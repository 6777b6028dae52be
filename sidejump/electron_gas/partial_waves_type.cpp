// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/electron_gas/partial_waves_type.hpp"

#include "sidejump/input/section.hpp"

namespace sidejump::electron_gas {
namespace {

using input::Angle;
using input::Json;
using input::List;
using input::Node;
using input::Place;
using Wave = rashba::ShortRangeScatterers::PartialWave;

constexpr std::size_t most_waves = 20;
constexpr std::size_t most_points = 5000;

const input::Section<Wave>& wave_section() {
    static const input::Section<Wave> section =
        input::Section<Wave>("Phase shifts of a wave that depend on the spin.")
            .required("aligned", &Wave::aligned, Angle(), "m > 0 with spin up, -m with spin down.")
            .required("antialigned", &Wave::antialigned, Angle(),
                      "m > 0 with spin down, -m with spin up.");
    return section;
}

const List& elements(const Node& node, const Place& place, std::size_t most) {
    const List& list = input::list_elements(node, place);
    if (list.size() > most)
        place.fail(fmt::format("at most {} elements", most), fmt::format("{}", list.size()));
    return list;
}

} // namespace

PartialWaves::value_type PartialWaves::read(const Node& node, const Place& place) {
    value_type waves;
    for (const Node& element : elements(node, place, most_waves)) {
        const Place at = place.element(waves.size(), element.line);
        if (!std::holds_alternative<input::Table>(element.value)) {
            const double shift = Angle::read(element, at);
            waves.push_back({shift, shift});
            continue;
        }
        if (waves.empty())
            at.fail("one phase shift of the wave m = 0, which has no orbital momentum to be "
                    "aligned with",
                    input::describe(element));
        waves.push_back(wave_section().read(element, at));
    }
    return waves;
}

std::string PartialWaves::describe() {
    return "a list of " + Angle::describe() + "; after the first also { aligned, antialigned }";
}

Json PartialWaves::schema() {
    return {
        {"type", "array"},
        {"minItems", 1},
        {"maxItems", most_waves},
        {"prefixItems", {Angle::schema()}},
        {"items", {{"oneOf", {Angle::schema(), input::section_schema(wave_section().info())}}}}};
}

Json PartialWaves::echo(const value_type& waves) {
    Json list = Json::array();
    for (const Wave& wave : waves)
        list.push_back(wave.aligned == wave.antialigned ? Angle::echo(wave.aligned)
                                                        : wave_section().echo(wave));
    return list;
}

PointList::value_type PointList::read(const Node& node, const Place& place) {
    value_type points;
    for (const Node& element : elements(node, place, most_points)) {
        const Place at = place.element(points.size(), element.line);
        const auto* pair = std::get_if<List>(&element.value);
        if (pair == nullptr || pair->size() != 2)
            at.fail("two numbers", input::describe(element));
        const input::Number number;
        points.push_back({number.read((*pair)[0], at.element(0, element.line)),
                          number.read((*pair)[1], at.element(1, element.line)), at});
    }
    return points;
}

Json PointList::schema() {
    return {
        {"type", "array"},
        {"maxItems", most_points},
        {"minItems", 1},
        {"items",
         {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", {{"type", "number"}}}}}};
}

Json PointList::echo(const value_type& points) {
    Json list = Json::array();
    for (const Point& point : points)
        list.push_back(Json::array({point.x, point.y}));
    return list;
}

} // namespace sidejump::electron_gas
