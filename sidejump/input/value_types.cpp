#include "sidejump/input/value_types.hpp"

#include "sidejump/units/quantity.hpp"

#include <cmath>

namespace sidejump::input {
namespace {

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
                                   expected, error.what()));
        place.fail(expected + fmt::format(", e.g. \"{}\"", example), error.what());
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
        return fmt::format(" in {}{}, {}{}", low_open ? '(' : '[', low, high,
                           high_open ? ')' : ']');
    if (below)
        return fmt::format(" {} {}", low_open ? ">" : ">=", low);
    if (above)
        return fmt::format(" {} {}", high_open ? "<" : "<=", high);
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
    const auto* value = std::get_if<std::int64_t>(&node.value);
    if (value == nullptr || *value < low_ || *value > high_)
        place.fail(describe(), input::describe(node));
    return static_cast<int>(*value);
}

std::string Integer::describe() const {
    return fmt::format("an integer from {} to {}", low_, high_);
}

Json Integer::schema() const {
    return {{"type", "integer"}, {"minimum", low_}, {"maximum", high_}};
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

Json Quantity::schema() const {
    return {{"type", "string"}, {"description", describe()}, {"examples", {example_}}};
}

Json Quantity::echo(double value) const {
    return fmt::format("{} {}", value, unit_);
}

double Angle::read(const Node& node, const Place& place) {
    double value = 0.0;
    if (const auto* text = std::get_if<std::string>(&node.value))
        value = read_quantity_text(*text, "radian", "90 degree", describe(), place);
    else if (!read_number(node, value))
        place.fail(describe(), input::describe(node));
    if (!std::isfinite(value))
        place.fail(describe(), input::describe(node));
    return value;
}

std::string Angle::describe() {
    return "a finite number of radians or an angle with a unit";
}

Json Angle::schema() {
    return {{"type", {"number", "string"}},
            {"description", "radians, or an angle with a unit"},
            {"examples", {0.1, "90 degree"}}};
}

} // namespace sidejump::input
