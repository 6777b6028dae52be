// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/placed_text.hpp"

namespace sidejump::input {

PlacedText PlacedTextType::read(const Node& node, const Place& place) {
    return {Text::read(node, place), place};
}

std::vector<PlacedText> PlacedTexts::read(const Node& node, const Place& place) {
    const auto* list = std::get_if<List>(&node.value);
    if (list == nullptr || list->empty())
        place.fail(describe() + ", at least one", input::describe(node));
    std::vector<PlacedText> texts;
    for (std::size_t i = 0; i < list->size(); ++i)
        texts.push_back(PlacedTextType::read((*list)[i], place.element(i, (*list)[i].line)));
    return texts;
}

Json PlacedTexts::schema() {
    return {{"type", "array"}, {"minItems", 1}, {"items", Text::schema()}};
}

Json PlacedTexts::echo(const std::vector<PlacedText>& value) {
    Json list = Json::array();
    for (const auto& element : value)
        list.push_back(element.text);
    return list;
}

} // namespace sidejump::input
