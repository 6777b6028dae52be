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
        place.fail("a list of tables", describe(node));
    if (list->empty())
        place.fail("at least one element", describe(node));
    return *list;
}

void check_keys(const SectionInfo& info, const Table& table, const Place& place) {
    std::vector<std::string> known;
    for (const auto& parameter : info.parameters)
        known.push_back(parameter.key);
    for (const auto& [key, node] : table)
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            std::string message = "unknown key" + did_you_mean(key, known);
            if (!message.ends_with('?')) {
                message += "; expected ";
                for (std::size_t i = 0; i < known.size(); ++i)
                    message += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + known[i];
            }
            place.entry(key, node.line).fail(message);
        }
    for (const auto& parameter : info.parameters)
        if (parameter.required && std::none_of(table.begin(), table.end(), [&](const auto& entry) {
                return entry.key == parameter.key;
            }))
            place.entry(parameter.key, place.line)
                .fail("missing key: expected " + parameter.type + ", found nothing");
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
    schema["additionalProperties"] = false;
    return schema;
}

Json file_schema(const SectionInfo& root, const std::string& title) {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    schema.update(section_schema(root));
    return schema;
}

} // namespace sidejump::input
