// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/node.hpp"
#include "sidejump/input/value_types.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace sidejump::superconductor {

/// A property across a layer or a region: linear between points at fractions of the way.
template <class T>
struct Profile {
    std::vector<double> at; ///< increasing, within 0 to 1; beyond its ends the value of the end
    std::vector<T> value;   ///< as many; one alone is constant

    /// The value at a fraction of the way; `blend` is (1 - w) a + w b.
    template <class Blend>
    [[nodiscard]] T at_fraction(double fraction, const Blend& blend) const {
        const auto above = std::upper_bound(at.begin(), at.end(), fraction) - at.begin();
        if (above == 0)
            return value.front();
        const auto i = static_cast<std::size_t>(above);
        if (i == at.size())
            return value.back();
        return blend(value[i - 1], value[i], (fraction - at[i - 1]) / (at[i] - at[i - 1]));
    }
};

inline double blend(double a, double b, double weight) {
    return (1.0 - weight) * a + weight * b;
}

/// A profile: one value; a list of two, linear across the layer; or a table { at, value } of
/// points.
template <class Element>
class ProfileType {
  public:
    using value_type = Profile<typename Element::value_type>;
    explicit ProfileType(Element element) : element_(std::move(element)) {}

    [[nodiscard]] value_type read(const input::Node& node, const input::Place& place) const {
        if (const auto* list = std::get_if<input::List>(&node.value);
            list != nullptr && list->size() == 2)
            return {{0.0, 1.0}, values(node, place)};
        const auto* table = std::get_if<input::Table>(&node.value);
        if (table == nullptr || !has_points(*table))
            return {{0.0}, {element_.read(node, place)}};
        value_type points;
        for (const auto& [key, entry] : *table) {
            const input::Place here = place.entry(key, entry.line);
            if (key == "at")
                points.at = fractions(entry, here);
            else if (key == "value")
                points.value = values(entry, here);
            else
                here.fail("unknown key; expected at and value");
        }
        if (points.at.empty() || points.value.empty())
            place.fail("a table { at, value }",
                       fmt::format("one without `{}`", points.at.empty() ? "at" : "value"));
        if (points.at.size() != points.value.size())
            place.entry("value", place.line)
                .fail(fmt::format("{} values, one for each place", points.at.size()),
                      fmt::format("{}", points.value.size()));
        return points;
    }
    [[nodiscard]] std::string describe() const {
        return element_.describe() + "; a list of two such, from the first to the second across "
                                     "the layer or region; or a table { at, value } of lists, `at` "
                                     "fractions of the way: before the first and beyond the last "
                                     "one their values hold";
    }
    [[nodiscard]] input::Json schema() const {
        const input::Json one = element_.schema();
        const input::Json fraction = input::Number({.low = 0.0, .high = 1.0}).schema();
        return {{"anyOf",
                 {one,
                  {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}, {"items", one}},
                  {{"type", "object"},
                   {"properties",
                    {{"at", {{"type", "array"}, {"minItems", 1}, {"items", fraction}}},
                     {"value", {{"type", "array"}, {"minItems", 1}, {"items", one}}}}},
                   {"required", {"at", "value"}},
                   {"additionalProperties", false}}}}};
    }
    [[nodiscard]] input::Json echo(const value_type& profile) const {
        if (profile.value.size() == 1)
            return element_.echo(profile.value.front());
        input::Json all = input::Json::array();
        for (const auto& value : profile.value)
            all.push_back(element_.echo(value));
        return {{"at", profile.at}, {"value", all}};
    }

  private:
    static bool has_points(const input::Table& table) {
        return std::ranges::any_of(
            table, [](const auto& entry) { return entry.key == "at" || entry.key == "value"; });
    }
    static const input::List& elements(const input::Node& node, const input::Place& place) {
        const auto* list = std::get_if<input::List>(&node.value);
        if (list == nullptr || list->empty())
            place.fail("a list that is not empty", input::describe(node));
        return *list;
    }
    static std::vector<double> fractions(const input::Node& node, const input::Place& place) {
        std::vector<double> places;
        const input::List& list = elements(node, place);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const input::Place here = place.element(i, list[i].line);
            places.push_back(input::Number({.low = 0.0, .high = 1.0}).read(list[i], here));
            if (i > 0 && !(places[i] > places[i - 1]))
                here.fail("fractions that increase", input::describe(list[i]));
        }
        return places;
    }
    [[nodiscard]] std::vector<typename Element::value_type>
    values(const input::Node& node, const input::Place& place) const {
        std::vector<typename Element::value_type> all;
        const input::List& list = elements(node, place);
        for (std::size_t i = 0; i < list.size(); ++i)
            all.push_back(element_.read(list[i], place.element(i, list[i].line)));
        return all;
    }

    Element element_;
};

} // namespace sidejump::superconductor
