// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/vector_types.hpp"

#include <cmath>

namespace sidejump::input {
namespace {

const List& three_elements(const Node& node, const Place& place, const std::string& expected) {
    const auto* list = std::get_if<List>(&node.value);
    if (list == nullptr)
        place.fail(expected, describe(node));
    if (list->size() != 3)
        place.fail(expected,
                   fmt::format("{} element{}", list->size(), list->size() == 1 ? "" : "s"));
    return *list;
}

} // namespace

Vector3 Direction::read(const Node& node, const Place& place) {
    const List& list = three_elements(node, place, describe());
    Vector3 vector{};
    for (std::size_t i = 0; i < 3; ++i)
        vector[i] =
            Number({.low = -1e100, .high = 1e100}).read(list[i], place.element(i, list[i].line));
    const double length = std::hypot(vector[0], vector[1], vector[2]);
    if (!(length > 1e-100))
        place.fail(describe(), "three zeros");
    for (double& component : vector)
        component /= length;
    return vector;
}

Json Direction::schema() {
    return {{"type", "array"}, {"minItems", 3}, {"maxItems", 3}, {"items", {{"type", "number"}}}};
}

Vector3 QuantityVector::read(const Node& node, const Place& place) const {
    const List& list = three_elements(node, place, describe());
    Vector3 vector{};
    for (std::size_t i = 0; i < 3; ++i)
        vector[i] = component_.read(list[i], place.element(i, list[i].line));
    return vector;
}

Json QuantityVector::schema() const {
    return {{"type", "array"}, {"minItems", 3}, {"maxItems", 3}, {"items", component_.schema()}};
}

Json QuantityVector::echo(const Vector3& value) const {
    Json list = Json::array();
    for (const double component : value)
        list.push_back(component_.echo(component));
    return list;
}

} // namespace sidejump::input
