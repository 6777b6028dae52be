// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/value_types.hpp"

#include "sidejump/units/quantity.hpp"

#include <cmath>

namespace sidejump::input {
namespace {

// Far beyond any turn; larger numbers have lost the digits that say where on the circle they are.
constexpr double largest_angle = 1000.0;

// The number a node holds, if it holds one.
bool read_number(const Node& node, double& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&node.value)) {
        value = static_cast<double>(*integer);
        return true;
    }
    if (const auto* number = std::get_if<double>(&node.value)) {
        value = *number;
        return true;
    }
    return false;
}

double read_quantity_text(const std::string& text, const std::string& unit,
                          const std::string& example, const std::string& expected,
                          const Place& place) {
    try {
        return units::read_quantity(text, unit);
    } catch (const units::QuantityError& error) {
        if (error.fault == units::QuantityFault::missing_unit)
            place.fail(fmt::format("needs a unit, e.g. \"{}\": expected {}, found {}", example,
                                   expected, printable(error.what())));
        place.fail(expected + fmt::format(", e.g. \"{}\"", example), printable(error.what()));
    }
}

} // namespace

bool Range::contains(double value) const {
    if (!std::isfinite(value))
        return false;
    return (low_open ? value > low : value >= low) && (high_open ? value < high : value <= high);
}

std::string Range::describe() const {
    const bool below = std::isfinite(low);
    const bool above = std::isfinite(high);
    if (below && above)
        return fmt::format(" in {}{:g}, {:g}{}", low_open ? '(' : '[', low, high,
                           high_open ? ')' : ']');
    if (below)
        return fmt::format(" {} {:g}", low_open ? ">" : ">=", low);
    if (above)
        return fmt::format(" {} {:g}", high_open ? "<" : "<=", high);
    return {};
}

void Range::add_to_schema(Json& schema) const {
    if (std::isfinite(low))
        schema[low_open ? "exclusiveMinimum" : "minimum"] = low;
    if (std::isfinite(high))
        schema[high_open ? "exclusiveMaximum" : "maximum"] = high;
}

double Number::read(const Node& node, const Place& place) const {
    double value = 0.0;
    if (!read_number(node, value) || !range_.contains(value))
        place.fail(describe(), input::describe(node));
    return value;
}

std::string Number::describe() const {
    return "a finite number" + range_.describe();
}

Json Number::schema() const {
    Json schema = {{"type", "number"}};
    range_.add_to_schema(schema);
    return schema;
}

int Integer::read(const Node& node, const Place& place) const {
    double value = 0.0;
    if (!read_number(node, value) || value != std::floor(value) || value < low_ || value > high_)
        place.fail(describe(), input::describe(node));
    return static_cast<int>(value);
}

std::string Integer::describe() const {
    return fmt::format("an integer from {} to {}", low_, high_);
}

Json Integer::schema() const {
    return {{"type", "integer"}, {"minimum", low_}, {"maximum", high_}};
}

double HalfInteger::read(const Node& node, const Place& place) {
    double value = 0.0;
    if (!read_number(node, value) || !(value > 0.0 && value < 1000.0) ||
        value - std::floor(value) != 0.5)
        place.fail(describe(), input::describe(node));
    return value;
}

Json HalfInteger::schema() {
    return {{"type", "number"},
            {"exclusiveMinimum", 0.0},
            {"multipleOf", 0.5},
            {"not", {{"multipleOf", 1}}}};
}

bool Boolean::read(const Node& node, const Place& place) {
    const auto* value = std::get_if<bool>(&node.value);
    if (value == nullptr)
        place.fail(describe(), input::describe(node));
    return *value;
}

std::string Text::read(const Node& node, const Place& place) {
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr || text->empty())
        place.fail("a text that is not empty", input::describe(node));
    return *text;
}

double Quantity::read(const Node& node, const Place& place) const {
    double value = 0.0;
    if (read_number(node, value))
        place.fail(fmt::format("needs a unit, e.g. \"{}\": expected {}, found {}", example_,
                               describe(), input::describe(node)));
    const auto* text = std::get_if<std::string>(&node.value);
    if (text == nullptr)
        place.fail(describe(), input::describe(node));
    value = read_quantity_text(*text, unit_, example_, describe(), place);
    if (!range_.contains(value))
        place.fail(describe(), fmt::format("\"{}\"", *text));
    return value;
}

std::string Quantity::describe() const {
    return fmt::format("a quantity{} that converts to {}",
                       range_.describe().empty() ? "" : range_.describe(), unit_);
}

// A number, then something that starts like a unit.
constexpr const char* quantity_pattern =
    "^[ \\t]*[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?[ \\t]*(1 ?/|[^0-9 \\t.]).*$";

Json Quantity::schema() const {
    return {{"type", "string"},
            {"pattern", quantity_pattern},
            {"description", describe()},
            {"examples", {example_}}};
}

Json Quantity::echo(double value) const {
    return fmt::format("{} {}", value, unit_);
}

std::vector<double> Quantities::read(const Node& node, const Place& place) const {
    const auto* list = std::get_if<List>(&node.value);
    if (list == nullptr)
        return {element_.read(node, place)};
    if (list->empty())
        place.fail("at least one element", input::describe(node));
    std::vector<double> values;
    for (std::size_t i = 0; i < list->size(); ++i)
        values.push_back(element_.read((*list)[i], place.element(i, (*list)[i].line)));
    return values;
}

Json Quantities::schema() const {
    const Json element = element_.schema();
    return {{"oneOf", {element, {{"type", "array"}, {"minItems", 1}, {"items", element}}}}};
}

Json Quantities::echo(const std::vector<double>& values) const {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(element_.echo(value));
    return list;
}

double Angle::read(const Node& node, const Place& place) {
    double value = 0.0;
    if (const auto* text = std::get_if<std::string>(&node.value))
        value = read_quantity_text(*text, "radian", "90 degree", describe(), place);
    else if (!read_number(node, value))
        place.fail(describe(), input::describe(node));
    if (!(std::abs(value) <= largest_angle))
        place.fail(describe(), input::describe(node));
    return value;
}

std::string Angle::describe() {
    return fmt::format("a number of radians up to {} or an angle with a unit", largest_angle);
}

Json Angle::schema() {
    return {{"type", {"number", "string"}},
            {"minimum", -largest_angle},
            {"maximum", largest_angle},
            {"pattern", quantity_pattern},
            {"description", "radians, or an angle with a unit"},
            {"examples", {0.1, "90 degree"}}};
}

} // namespace sidejump::input
