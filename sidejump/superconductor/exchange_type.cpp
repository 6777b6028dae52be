// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/exchange_type.hpp"

namespace sidejump::superconductor {

using input::Json;
using input::Vector3;

Vector3 ExchangeType::read(const input::Node& node, const input::Place& place) const {
    if (const auto* table = std::get_if<input::Table>(&node.value)) {
        double size = 0.0;
        Vector3 field{};
        for (const auto& [key, entry] : *table) {
            const input::Place here = place.entry(key, entry.line);
            if (key == "size")
                size = size_.read(entry, here);
            else if (key == "direction")
                field = input::Direction::read(entry, here);
            else
                here.fail("unknown key; expected size and direction");
        }
        if (table->size() < 2)
            place.fail("a table { size, direction }", "one without both");
        for (double& component : field)
            component *= size;
        return field;
    }
    const auto* list = std::get_if<input::List>(&node.value);
    if (list == nullptr)
        return {0.0, 0.0, size_.read(node, place)};
    if (list->size() != 3)
        place.fail(describe(), fmt::format("a list of {}", list->size()));
    Vector3 field{};
    for (std::size_t i = 0; i < 3; ++i)
        field[i] = size_.read((*list)[i], place.element(i, (*list)[i].line));
    return field;
}

Json ExchangeType::schema() const {
    const Json one = size_.schema();
    return {{"anyOf",
             {one,
              {{"type", "array"}, {"minItems", 3}, {"maxItems", 3}, {"items", one}},
              {{"type", "object"},
               {"properties", {{"size", one}, {"direction", input::Direction::schema()}}},
               {"required", {"size", "direction"}},
               {"additionalProperties", false}}}}};
}

Json ExchangeType::echo(const Vector3& value) const {
    return {size_.echo(value[0]), size_.echo(value[1]), size_.echo(value[2])};
}

} // namespace sidejump::superconductor
