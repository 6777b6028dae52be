// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

/// Several values of one parameter (see value_types.hpp).
namespace sidejump::input {

/// Values of one parameter: one, a list, or a table { from, to, count } of evenly spaced ones;
/// where it is allowed, `spacing = "logarithmic"` in it makes a geometric progression.
template <class Element>
class Series {
  public:
    using value_type = std::vector<double>;
    static constexpr int most = 1000000;

    Series(Element element, bool logarithmic) : element_(std::move(element)), log_(logarithmic) {}

    [[nodiscard]] std::vector<double> read(const Node& node, const Place& place) const {
        if (const auto* table = std::get_if<Table>(&node.value))
            return range(*table, place);
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
    [[nodiscard]] std::string describe() const {
        return element_.describe() + ", a list of such, or a table { from, to, count" +
               (log_ ? ", spacing }" : " }");
    }
    [[nodiscard]] Json schema() const {
        const Json element = element_.schema();
        Json properties = {
            {"from", element}, {"to", element}, {"count", Integer(2, most).schema()}};
        if (log_)
            properties["spacing"] = spacing_words().schema();
        return {{"oneOf",
                 {element,
                  {{"type", "array"}, {"minItems", 1}, {"items", element}},
                  {{"type", "object"},
                   {"properties", properties},
                   {"required", {"from", "to", "count"}},
                   {"additionalProperties", false}}}}};
    }
    [[nodiscard]] Json echo(const std::vector<double>& values) const {
        Json list = Json::array();
        for (const double value : values)
            list.push_back(element_.echo(value));
        return list;
    }

  private:
    [[nodiscard]] static Choice<bool> spacing_words() {
        return Choice<bool>({{"linear", false}, {"logarithmic", true}});
    }

    [[nodiscard]] std::vector<double> range(const Table& table, const Place& place) const {
        std::optional<double> from;
        std::optional<double> to;
        std::optional<int> count;
        bool logarithmic = false;
        for (const auto& [key, node] : table) {
            const Place at = place.entry(key, node.line);
            if (key == "from")
                from = element_.read(node, at);
            else if (key == "to")
                to = element_.read(node, at);
            else if (key == "count")
                count = Integer(2, most).read(node, at);
            else if (key == "spacing" && log_)
                logarithmic = spacing_words().read(node, at);
            else
                at.fail("unknown key; expected from, to" +
                        std::string(log_ ? ", count or spacing" : " or count"));
        }
        if (!from || !to || !count) {
            const std::string missing = !from ? "from" : !to ? "to" : "count";
            place.entry(missing, place.line)
                .fail("missing key: expected from, to and count, found no " + missing);
        }
        return values(*from, *to, *count, logarithmic, place);
    }

    [[nodiscard]] std::vector<double> values(double from, double to, int count, bool logarithmic,
                                             const Place& place) const {
        if (logarithmic && !(from > 0.0 && to > 0.0))
            place.fail(
                "ends above zero for a logarithmic range",
                fmt::format("{} and {}", element_.echo(from).dump(), element_.echo(to).dump()));
        std::vector<double> series;
        for (int i = 0; i < count; ++i) {
            const double part = static_cast<double>(i) / (count - 1);
            series.push_back(i + 1 == count ? to
                             : logarithmic  ? from * std::pow(to / from, part)
                                            : from + (to - from) * part);
        }
        return series;
    }

    Element element_;
    bool log_;
};

} // namespace sidejump::input
