// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_types.hpp"

#include "sidejump/input/section_info.hpp"
#include "sidejump/input/written_number.hpp"
#include "sidejump/units/quantity.hpp"

#include <array>
#include <cmath>
#include <optional>

namespace sidejump::fit {
using input::Node;
using input::number_of;

std::string WrittenQuantity::text() const {
    return unit.empty() ? fmt::format("{}", number) : fmt::format("{} {}", number, unit);
}

double WrittenQuantity::in(const std::string& unit_) const {
    if (unit.empty()) {
        if (unit_ != "1")
            place.fail(fmt::format("needs a unit: expected a quantity that converts to {}, found "
                                   "the number {}",
                                   unit_, number));
        return number;
    }
    try {
        return units::read_quantity(text(), unit_);
    } catch (const units::QuantityError& error) {
        place.fail(unit_ == "1" ? std::string("a plain number")
                                : fmt::format("a quantity that converts to {}", unit_),
                   error.what());
    }
}

double WrittenQuantity::difference_in(const std::string& unit_) const {
    const double value = in(unit_);
    return unit.empty() ? value : change_of_unit(unit, unit_).difference(number);
}

WrittenQuantity WrittenQuantityType::read(const Node& node, const Place& place) {
    if (const auto number = number_of(node); number && std::isfinite(*number))
        return {*number, "", place};
    if (const auto* text = std::get_if<std::string>(&node.value))
        try {
            const auto split = units::split_quantity(*text);
            if (std::isfinite(split.number) && units::is_unit(split.unit))
                return {split.number, split.unit, place};
        } catch (const units::QuantityError&) {
        }
    place.fail("a finite number, or one with a unit, e.g. 0.5 or \"200 ps\"",
               input::describe(node));
}

Json WrittenQuantityType::echo(const WrittenQuantity& value) {
    if (value.unit.empty())
        return value.number;
    return value.text();
}

std::vector<NamedQuantity> NamedQuantitiesType::read(const Node& node, const Place& place) {
    std::vector<NamedQuantity> values;
    for (const auto& [key, value] : input::table_entries(node, place))
        values.push_back({key, WrittenQuantityType::read(value, place.entry(key, value.line))});
    return values;
}

Json NamedQuantitiesType::schema() {
    return {{"type", "object"}, {"additionalProperties", WrittenQuantityType::schema()}};
}

Json NamedQuantitiesType::echo(const std::vector<NamedQuantity>& values) {
    Json echo = Json::object();
    for (const auto& [name, value] : values)
        echo[name] = WrittenQuantityType::echo(value);
    return echo;
}

ColumnName ColumnNameType::read(const Node& node, const Place& place) {
    if (const auto* text = std::get_if<std::string>(&node.value); text != nullptr && !text->empty())
        return {*text, place};
    const auto* number = std::get_if<std::int64_t>(&node.value);
    if (number == nullptr || *number < 1 || *number > 100000)
        place.fail(describe(), input::describe(node));
    return {static_cast<int>(*number), place};
}

Json ColumnNameType::schema() {
    return {{"type", {"string", "integer"}}, {"minLength", 1}, {"minimum", 1}};
}

Json ColumnNameType::echo(const ColumnName& value) {
    if (const auto* text = std::get_if<std::string>(&value.name))
        return *text;
    return std::get<int>(value.name);
}

std::vector<double> LevelsType::read(const Node& node, const Place& place) {
    std::vector<double> levels;
    const input::List& list = input::list_elements(node, place);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto number = number_of(list[i]);
        if (!number || !(*number > 0.0 && *number < 1.0))
            place.element(i, list[i].line).fail("a number in (0, 1)", input::describe(list[i]));
        levels.push_back(*number);
    }
    return levels;
}

Json LevelsType::schema() {
    return {{"type", "array"},
            {"minItems", 1},
            {"items", {{"type", "number"}, {"exclusiveMinimum", 0}, {"exclusiveMaximum", 1}}}};
}

UnitChange change_of_unit(const std::string& from, const std::string& to) {
    if (from == to)
        return {};
    if (from == "1") // no text with a unit says so
        return {1.0 / change_of_unit(to, from).scale, 0.0};
    std::array<double, 2> ends = {0.0, 1.0};
    units::convert(ends, units::split_quantity("1 " + from).unit, to);
    return {ends[1] - ends[0], ends[0]};
}

} // namespace sidejump::fit
