// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/section_info.hpp"

#include <algorithm>

namespace sidejump::input {

const Table& table_entries(const Node& node, const Place& place) {
    const auto* table = std::get_if<Table>(&node.value);
    if (table == nullptr)
        place.fail("a table", describe(node));
    return *table;
}

const List& list_elements(const Node& node, const Place& place) {
    const auto* list = std::get_if<List>(&node.value);
    if (list == nullptr)
        place.fail("a list of tables, each under [[double brackets]]", describe(node));
    if (list->empty())
        place.fail("at least one element", describe(node));
    return *list;
}

namespace {

bool has_key(const Table& table, const std::string& key) {
    return std::any_of(table.begin(), table.end(),
                       [&](const Entry& entry) { return entry.key == key; });
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

} // namespace

void check_known_keys(const SectionInfo& info, const Table& table, const Place& place) {
    std::vector<std::string> known;
    for (const auto& parameter : info.parameters)
        known.push_back(parameter.key);
    for (const auto& [key, node] : table)
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            std::string message = "unknown key" + did_you_mean(key, known);
            if (!message.ends_with('?'))
                message += "; expected " + listed(known);
            place.entry(key, node.line).fail(message);
        }
}

void check_required_keys(const SectionInfo& info, const Table& table, const Place& place) {
    for (const auto& parameter : info.parameters)
        if (parameter.required && !has_key(table, parameter.key))
            place.entry(parameter.key, place.line)
                .fail("missing key: expected " + parameter.type + ", found nothing");
    for (const auto& [keys, exclusive] : info.alternatives) {
        std::vector<std::string> given;
        for (const auto& key : keys)
            if (has_key(table, key))
                given.push_back(key);
        if (given.empty() || (exclusive && given.size() > 1)) {
            std::string found = given.empty() ? "none of them" : given[0];
            for (std::size_t i = 1; i < given.size(); ++i)
                found += " and " + given[i];
            place.fail((exclusive ? "exactly one of " : "at least one of ") + listed(keys), found);
        }
    }
}

Json section_schema(const SectionInfo& info) {
    Json schema = {{"type", "object"}, {"description", info.description}};
    Json properties = Json::object();
    Json required = Json::array();
    for (const auto& parameter : info.parameters) {
        Json value = parameter.section ? section_schema(*parameter.section) : parameter.schema;
        if (parameter.is_list)
            value = {{"type", "array"}, {"minItems", 1}, {"items", value}};
        std::string description = parameter.description;
        if (value.contains("description") && !parameter.section)
            description += " (" + value["description"].get<std::string>() + ")";
        value["description"] = description;
        properties[parameter.key] = value;
        if (parameter.required)
            required.push_back(parameter.key);
    }
    schema["properties"] = properties;
    if (!required.empty())
        schema["required"] = required;
    for (const auto& [keys, exclusive] : info.alternatives) {
        Json options = Json::array();
        for (const auto& key : keys)
            options.push_back({{"required", {key}}});
        Json rule = {{exclusive ? "oneOf" : "anyOf", options}};
        if (info.alternatives.size() == 1)
            schema.update(rule);
        else
            schema["allOf"].push_back(rule);
    }
    schema["additionalProperties"] = false;
    return schema;
}

Json file_schema(const SectionInfo& root, const std::string& title) {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    schema.update(section_schema(root));
    return schema;
}

} // namespace sidejump::input
