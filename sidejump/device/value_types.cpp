// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/value_types.hpp"

namespace sidejump::device {
namespace {

using input::Json;
using input::Node;
using input::Place;

const input::Quantity& length() {
    static const input::Quantity type("m", "250 nm", {.low = -1e3, .high = 1e3});
    return type;
}

const input::Quantity& conductance_per_area() {
    static const input::Quantity type("S/m2", "5e14 S/m^2", {.low = -1e24, .high = 1e24});
    return type;
}

} // namespace

PointType::value_type PointType::read(const Node& node, const Place& place) {
    const auto* list = std::get_if<input::List>(&node.value);
    if (list == nullptr)
        place.fail(describe(), input::describe(node));
    if (list->empty() || list->size() > 3)
        place.fail(describe(), fmt::format("{} elements", list->size()));
    value_type point{};
    for (std::size_t i = 0; i < list->size(); ++i)
        point.coordinates[i] = length().read((*list)[i], place.element(i, (*list)[i].line));
    point.written = list->size();
    return point;
}

std::string PointType::describe() {
    return "a point, a list of one to three, each " + length().describe();
}

Json PointType::schema() {
    return {{"type", "array"}, {"minItems", 1}, {"maxItems", 3}, {"items", length().schema()}};
}

Json PointType::echo(const value_type& value) {
    Json list = Json::array();
    for (std::size_t i = 0; i < value.written; ++i)
        list.push_back(length().echo(value.coordinates[i]));
    return list;
}

MixingType::value_type MixingType::read(const Node& node, const Place& place) {
    const auto* list = std::get_if<input::List>(&node.value);
    if (list == nullptr)
        return {conductance_per_area().read(node, place), 0.0};
    if (list->size() != 2)
        place.fail(describe(),
                   fmt::format("{} element{}", list->size(), list->size() == 1 ? "" : "s"));
    return {conductance_per_area().read((*list)[0], place.element(0, (*list)[0].line)),
            conductance_per_area().read((*list)[1], place.element(1, (*list)[1].line))};
}

std::string MixingType::describe() {
    return conductance_per_area().describe() + ", or its real and imaginary parts in a list";
}

Json MixingType::schema() {
    const Json part = conductance_per_area().schema();
    return {
        {"oneOf", {part, {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", part}}}}};
}

Json MixingType::echo(const value_type& value) {
    return {conductance_per_area().echo(value.real), conductance_per_area().echo(value.imaginary)};
}

PolarisationVector::value_type PolarisationVector::read(const Node& node, const Place& place) {
    const auto* list = std::get_if<input::List>(&node.value);
    if (list == nullptr || list->size() != 3)
        place.fail(describe(), list == nullptr ? input::describe(node)
                                               : fmt::format("a list of {}", list->size()));
    value_type vector{};
    for (std::size_t i = 0; i < 3; ++i)
        vector[i] = input::Number({.low = -1.0, .high = 1.0})
                        .read((*list)[i], place.element(i, (*list)[i].line));
    const double size = std::hypot(vector[0], vector[1], vector[2]);
    if (size > 1.0 + 1e-12)
        place.fail(describe(), fmt::format("one of length {:.6g}", size));
    return vector;
}

Json PolarisationVector::schema() {
    const input::Number component({.low = -1.0, .high = 1.0});
    return {{"type", "array"}, {"minItems", 3}, {"maxItems", 3}, {"items", component.schema()}};
}

} // namespace sidejump::device
