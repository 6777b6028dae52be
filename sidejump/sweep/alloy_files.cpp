// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/alloy_files.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/input/toml_reader.hpp"
#include "sidejump/sweep/alloy_base.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace sidejump::sweep {
namespace {

using input::InputError;
using input::Node;
using input::NodePath;
using input::Table;
using std::filesystem::path;

// Texts of all keys `table` get the folder before them.
void put_folder_before_tables(Node& node, const path& folder) {
    if (auto* list = std::get_if<input::List>(&node.value)) {
        for (Node& element : *list)
            put_folder_before_tables(element, folder);
    } else if (auto* table = std::get_if<Table>(&node.value)) {
        for (auto& [key, value] : *table) {
            if (auto* text = std::get_if<std::string>(&value.value); key == "table" && text)
                *text = (folder / *text).string();
            put_folder_before_tables(value, folder);
        }
    }
}

// What stands for a file is told with the line that names it.
void set_lines(Node& node, int line) {
    node.line = line;
    if (auto* list = std::get_if<input::List>(&node.value))
        for (Node& element : *list)
            set_lines(element, line);
    else if (auto* table = std::get_if<Table>(&node.value))
        for (auto& entry : *table)
            set_lines(entry.node, line);
}

std::optional<std::string> file_of(const Table& table) {
    const auto found = std::ranges::find(table, "file", &input::Entry::key);
    const auto* text =
        found == table.end() ? nullptr : std::get_if<std::string>(&found->node.value);
    return text != nullptr ? std::optional(*text) : std::nullopt;
}

NodePath key_of(NodePath table) {
    table.steps.emplace_back(std::string("file"));
    return table;
}

std::string written(const NodePath& path) {
    std::string text;
    for (const auto& step : path.steps) {
        if (const auto* key = std::get_if<std::string>(&step))
            text += (text.empty() ? "" : ".") + *key;
        else
            text += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    }
    return text;
}

} // namespace

AlloyFiles::AlloyFiles(const BaseFile& base, std::vector<NodePath> tables)
    : base_(base), places_(std::move(tables)), phase_shifts_(base.folder) {}

AlloyFiles::Content AlloyFiles::read(const std::string& name) {
    // From the folder of the study, so that messages are the same wherever the program runs.
    const std::string from_study = (path(base_.name).parent_path() / name).string();
    Content content{{}, Table{}};
    try {
        content.text = input::read_input_text((base_.folder / from_study).string());
        Node root = input::read_toml_text(content.text, from_study);
        (void)coefficients::alloy_from_node(root, from_study, &phase_shifts_);
        put_folder_before_tables(root, path(name).parent_path());
        content.tables = std::get<Table>(std::move(root.value));
    } catch (const InputError& error) {
        if (content.text.empty())
            content.text = error.message;
        content.tables = error;
    }
    return content;
}

const AlloyFiles::Content& AlloyFiles::content(const std::string& name) {
    const std::scoped_lock lock(mutex_);
    auto found = contents_.find(name);
    if (found == contents_.end())
        found = contents_.emplace(name, read(name)).first;
    return found->second;
}

const Table& AlloyFiles::tables(const std::string& name) {
    const Content& found = content(name);
    if (const auto* error = std::get_if<InputError>(&found.tables))
        throw InputError(*error);
    return std::get<Table>(found.tables);
}

void AlloyFiles::append(Table& table, const std::string& name) {
    const int line = std::ranges::find(table, "file", &input::Entry::key)->node.line;
    for (const auto& [key, node] : tables(name)) {
        table.push_back({key, node});
        set_lines(table.back().node, line);
    }
}

void AlloyFiles::put_in_base(Node& nodes) {
    for (const NodePath& place : places_) {
        const Node* found = input::find_node(nodes, place);
        if (found == nullptr || !std::holds_alternative<Table>(found->value))
            continue;
        Node node = *found;
        auto& table = std::get<Table>(node.value);
        if (const auto name = file_of(table)) {
            append(table, *name);
            input::set_node(nodes, place, std::move(node));
        }
    }
}

void AlloyFiles::put_in_point(Node& point) {
    for (const NodePath& place : places_) {
        const Node* in_base = input::find_node(base_.nodes, key_of(place));
        const Node* found = input::find_node(point, place);
        if (in_base == nullptr || found == nullptr || !std::holds_alternative<Table>(found->value))
            continue;
        Node node = *found;
        auto& table = std::get<Table>(node.value);
        const auto name = file_of(table);
        if (!name)
            continue; // its tables stand in the base, or there is a mistake in it
        if (*name != std::get<std::string>(in_base->value)) {
            std::erase_if(table, [](const input::Entry& entry) {
                return entry.key != "name" && entry.key != "file";
            });
            try {
                append(table, *name);
            } catch (const InputError& error) {
                input::Place{base_.name, in_base->line, written(key_of(place))}.fail(
                    "an alloy file", error.what());
            }
        }
        std::erase_if(table, [](const input::Entry& entry) { return entry.key == "file"; });
        input::set_node(point, place, std::move(node));
    }
}

bool AlloyFiles::overlap(const NodePath& one, const NodePath& other) const {
    const auto whole = [&](NodePath path) {
        for (const NodePath& place : places_)
            if (path.steps == key_of(place).steps) {
                path.steps.pop_back();
                break;
            }
        return path;
    };
    return whole(one).overlaps(whole(other));
}

std::vector<ReadFile> AlloyFiles::files(const Node& nodes, const std::vector<Axis>& axes) {
    std::vector<ReadFile> files;
    std::vector<std::string> names = table_names(nodes, axes);
    for (const NodePath& place : places_)
        for (const std::string& name : texts_at(key_of(place), base_.nodes, axes)) {
            files.push_back(
                {base_.folder / path(base_.name).parent_path() / name, content(name).text});
            try {
                for (auto& table : table_names({tables(name), 0}, {}))
                    if (std::ranges::find(names, table) == names.end())
                        names.push_back(std::move(table));
            } catch (const InputError&) {
                continue; // points with it fail
            }
        }
    for (auto& table : table_files(base_, phase_shifts_, names))
        files.push_back(std::move(table));
    return files;
}

std::vector<std::string> texts_at(const NodePath& key, const Node& base,
                                  const std::vector<Axis>& axes) {
    std::vector<std::string> texts;
    if (const Node* node = input::find_node(base, key))
        if (const auto* text = std::get_if<std::string>(&node->value))
            texts.push_back(*text);
    for (const Axis& axis : axes)
        if (axis.path().steps == key.steps)
            for (std::uint64_t i = 0; i < axis.size(); ++i)
                texts.push_back(axis.text(i));
    std::ranges::sort(texts);
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

} // namespace sidejump::sweep
