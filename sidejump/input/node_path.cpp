// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/node_path.hpp"

#include "sidejump/input/suggestion.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace sidejump::input {
namespace {

constexpr std::string_view bare_key = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789_-";

Node* entry_of(Node& node, const std::string& key) {
    if (auto* table = std::get_if<Table>(&node.value))
        for (auto& entry : *table)
            if (entry.key == key)
                return &entry.node;
    return nullptr;
}

Node* element_of(Node& node, std::size_t index) {
    auto* list = std::get_if<List>(&node.value);
    return list != nullptr && index < list->size() ? &(*list)[index] : nullptr;
}

Node* step_into(Node& node, const NodePath::Step& step) {
    if (const auto* key = std::get_if<std::string>(&step))
        return entry_of(node, *key);
    return element_of(node, std::get<std::size_t>(step));
}

const Node* step_into(const Node& node, const NodePath::Step& step) {
    return step_into(const_cast<Node&>(node), step); // nothing is changed on the way
}

[[noreturn]] void unknown_key(const std::string& key, const std::vector<std::string>& known) {
    throw std::invalid_argument(
        fmt::format("where \"{}\" is unknown{}", printable(key), did_you_mean(key, known)));
}

[[noreturn]] void no_element(std::size_t index, const Node* node) {
    const auto* list = node != nullptr ? std::get_if<List>(&node->value) : nullptr;
    throw std::invalid_argument(
        list == nullptr
            ? fmt::format("where [{}] does not follow a list", index)
            : fmt::format("where the list has {} element{}, so that [{}] is beyond its end",
                          list->size(), list->size() == 1 ? "" : "s", index));
}

bool is_compound(const Node& node) {
    return std::holds_alternative<Table>(node.value) || std::holds_alternative<List>(node.value);
}

// The rest of a path, inside the value of a parameter: judged by what is there.
void check_inside(const NodePath& path, std::size_t first, const Node* node) {
    for (std::size_t i = first; i < path.steps.size(); ++i) {
        const Node* next = node != nullptr ? step_into(*node, path.steps[i]) : nullptr;
        if (next == nullptr) {
            if (const auto* index = std::get_if<std::size_t>(&path.steps[i]))
                no_element(*index, node);
            std::vector<std::string> known;
            if (node != nullptr)
                if (const auto* table = std::get_if<Table>(&node->value))
                    for (const auto& entry : *table)
                        known.push_back(entry.key);
            unknown_key(std::get<std::string>(path.steps[i]), known);
        }
        node = next;
    }
    if (node != nullptr && is_compound(*node))
        throw std::invalid_argument(
            fmt::format("which is {}, not a single value", describe(*node)));
}

} // namespace

bool NodePath::overlaps(const NodePath& other) const {
    const std::size_t common = std::min(steps.size(), other.steps.size());
    return std::equal(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(common),
                      other.steps.begin());
}

NodePath parse_node_path(std::string_view text) {
    NodePath path;
    std::string_view rest = text;
    while (true) {
        const std::size_t length = std::min(rest.find_first_not_of(bare_key), rest.size());
        if (length == 0)
            throw std::invalid_argument("where a key is missing");
        path.steps.emplace_back(std::string(rest.substr(0, length)));
        rest.remove_prefix(length);
        while (rest.starts_with('[')) {
            std::size_t index = 0;
            const auto [end, status] =
                std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
            if (status != std::errc{} || end == rest.data() + rest.size() || *end != ']')
                throw std::invalid_argument("where [ ] does not hold the number of an element");
            path.steps.emplace_back(index);
            rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
        }
        if (rest.empty())
            return path;
        if (rest.front() != '.')
            throw std::invalid_argument(
                fmt::format("where \"{}\" follows a key", printable(rest.substr(0, 1))));
        rest.remove_prefix(1);
    }
}

std::string describe_target(const NodePath& path, const SectionInfo& info, const Node& root) {
    const SectionInfo* section = &info;
    const Node* node = &root;
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const auto* key = std::get_if<std::string>(&path.steps[i]);
        if (key == nullptr)
            no_element(std::get<std::size_t>(path.steps[i]), node);
        const ParameterInfo* found = nullptr;
        std::vector<std::string> known;
        for (const auto& parameter : section->parameters) {
            known.push_back(parameter.key);
            if (parameter.key == *key)
                found = &parameter;
        }
        if (found == nullptr)
            unknown_key(*key, known);
        node = node != nullptr ? step_into(*node, path.steps[i]) : nullptr;
        if (!found->section) {
            // A parameter may be replaced as a whole, whatever it holds.
            if (i + 1 < path.steps.size())
                check_inside(path, i + 1, node);
            return found->description;
        }
        section = found->section.get();
        if (found->is_list && i + 1 < path.steps.size()) {
            const auto* index = std::get_if<std::size_t>(&path.steps[++i]);
            if (index == nullptr)
                throw std::invalid_argument(
                    fmt::format("where \"{0}\" is a list: {0}[0] is its first element", *key));
            const Node* element = node != nullptr ? step_into(*node, path.steps[i]) : nullptr;
            if (element == nullptr)
                no_element(*index, node);
            node = element;
        }
    }
    throw std::invalid_argument("which is a section, not a single value");
}

void set_node(Node& root, const NodePath& path, Node value) {
    Node* node = &root;
    for (const NodePath::Step& step : path.steps) {
        Node* next = step_into(*node, step);
        if (next == nullptr) {
            const auto* key = std::get_if<std::string>(&step);
            auto* table = std::get_if<Table>(&node->value);
            if (key == nullptr || table == nullptr)
                throw std::invalid_argument("the path leads through a list element that is not "
                                            "there");
            table->push_back({*key, {Table{}, node->line}});
            next = &table->back().node;
        }
        node = next;
    }
    value.line = node->line;
    *node = std::move(value);
}

const Node* find_node(const Node& root, const NodePath& path) {
    const Node* node = &root;
    for (const NodePath::Step& step : path.steps) {
        node = step_into(*node, step);
        if (node == nullptr)
            return nullptr;
    }
    return node;
}

} // namespace sidejump::input
