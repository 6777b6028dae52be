// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/study_types.hpp"

#include "sidejump/input/written_number.hpp"
#include "sidejump/units/quantity.hpp"

#include <cmath>
#include <optional>

namespace sidejump::sweep {
namespace {

using input::Json;
using input::Node;
using input::number_of;
using input::Place;

// A number with a unit that UDUNITS-2 knows; nothing if the text is anything else.
std::optional<units::NumberWithUnit> quantity_of(const Node& node) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr)
        return std::nullopt;
    try {
        auto split = units::split_quantity(*text);
        if (std::isfinite(split.number) && units::is_unit(split.unit))
            return split;
    } catch (const units::QuantityError&) {
    }
    return std::nullopt;
}

const input::List& filled_list(const Node& node, const Place& place, const std::string& expected) {
    const auto* list = std::get_if<input::List>(&node.value);
    if (list == nullptr || list->empty())
        place.fail(expected + ", at least one", input::describe(node));
    return *list;
}

} // namespace

Bound BoundType::read(const Node& node, const Place& place) {
    if (const auto number = number_of(node); number && std::isfinite(*number))
        return {*number, "", std::holds_alternative<std::int64_t>(node.value)};
    if (const auto quantity = quantity_of(node))
        return {quantity->number, quantity->unit, false};
    place.fail(describe() + ", e.g. 0.5 or \"90 degree\"", input::describe(node));
}

Json BoundType::schema() {
    return {{"type", {"number", "string"}}};
}

Json BoundType::echo(const Bound& value) {
    if (value.unit.empty())
        return value.number;
    return fmt::format("{} {}", value.number, value.unit);
}

ValueList ValueListType::read(const Node& node, const Place& place) {
    ValueList values;
    values.nodes = filled_list(node, place, describe());
    std::size_t numbers = 0;
    std::size_t quantities = 0;
    for (std::size_t i = 0; i < values.nodes.size(); ++i) {
        const Node& element = values.nodes[i];
        const Place at = place.element(i, element.line);
        const auto number = number_of(element);
        const auto quantity = quantity_of(element);
        const bool is_text = std::holds_alternative<std::string>(element.value);
        if ((!number && !is_text) || (number && !std::isfinite(*number)))
            at.fail("a finite number or a text", input::describe(element));
        numbers += number ? 1U : 0U;
        quantities += quantity ? 1U : 0U;
        if (number || quantity)
            values.numbers.push_back(number ? *number : quantity->number);
        if (quantity && quantities == 1)
            values.unit = quantity->unit;
        if ((quantity && (numbers > 0 || quantity->unit != values.unit)) ||
            (number && quantities > 0))
            at.fail("one unit for all values of an axis", input::describe(element));
    }
    values.are_numbers = values.numbers.size() == values.nodes.size();
    if (!values.are_numbers) {
        values.numbers.clear();
        values.unit.clear();
    }
    return values;
}

Json ValueListType::schema() {
    return {{"type", "array"},
            {"minItems", 1},
            {"items", {{"type", {"number", "string"}}, {"minLength", 1}}}};
}

Json ValueListType::echo(const ValueList& value) {
    Json list = Json::array();
    for (const Node& node : value.nodes) {
        if (const auto number = number_of(node))
            list.push_back(*number);
        else
            list.push_back(std::get<std::string>(node.value));
    }
    return list;
}

std::string value_text(const Node& node) {
    if (const auto* integer = std::get_if<std::int64_t>(&node.value))
        return fmt::format("{}", *integer);
    if (const auto* number = std::get_if<double>(&node.value))
        return fmt::format("{}", *number);
    return std::get<std::string>(node.value);
}

} // namespace sidejump::sweep
