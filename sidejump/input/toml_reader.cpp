// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/toml_reader.hpp"

#include "sidejump/input/input_error.hpp"
#include "sidejump/input/text_encoding.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <toml++/toml.h>

namespace sidejump::input {
namespace {

constexpr std::size_t largest_file = std::size_t{16} << 20;

int line_of(const toml::source_region& source) {
    return static_cast<int>(source.begin.line);
}

Node convert(const toml::node& node) {
    Node converted;
    converted.line = line_of(node.source());
    if (const auto* table = node.as_table()) {
        Table entries;
        for (const auto& [key, value] : *table) {
            entries.push_back({std::string(key.str()), convert(value)});
            if (!value.is_array() || entries.back().node.line == 0)
                entries.back().node.line = line_of(key.source());
        }
        // toml++ keeps keys in alphabetical order; errors and echoes want that of the file.
        std::stable_sort(entries.begin(), entries.end(),
                         [](const auto& a, const auto& b) { return a.node.line < b.node.line; });
        converted.value = std::move(entries);
    } else if (const auto* array = node.as_array()) {
        List elements;
        for (const auto& element : *array)
            elements.push_back(convert(element));
        if (converted.line == 0 && !elements.empty())
            converted.line = elements.front().line;
        converted.value = std::move(elements);
    } else if (const auto* text = node.as_string()) {
        converted.value = text->get();
    } else if (const auto* integer = node.as_integer()) {
        converted.value = integer->get();
    } else if (const auto* number = node.as_floating_point()) {
        converted.value = number->get();
    } else if (const auto* truth = node.as_boolean()) {
        converted.value = truth->get();
    } else {
        converted.value = Node::Unsupported{"date or time"};
    }
    return converted;
}

// The parser recurses into dotted keys without a limit of its own, down to the end of the stack.
void check_key_depth(std::string_view text, const std::string& name) {
    constexpr std::ptrdiff_t deepest = 64;
    int line = 1;
    while (!text.empty()) {
        const std::string_view row = text.substr(0, text.find('\n'));
        const std::string_view key = row.substr(0, row.find('='));
        if (std::count(key.begin(), key.end(), '.') > deepest)
            throw InputError(name, line, "",
                             "expected a key of at most 64 parts, found a longer one");
        text.remove_prefix(std::min(row.size() + 1, text.size()));
        ++line;
    }
}

} // namespace

Node read_toml_text(std::string_view text, const std::string& name) {
    refuse_utf16(text, name);
    require_utf8(text, name);
    check_key_depth(text, name);
    try {
        return convert(toml::parse(text, name));
    } catch (const toml::parse_error& error) {
        throw InputError(name, line_of(error.source()), "",
                         fmt::format("not valid TOML: {}", printable(error.description())));
    }
}

std::string read_input_text(const std::string& path) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status))
        throw InputError(path, 0, "", "expected a TOML file, found a directory");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string content;
    char chunk[1 << 16];
    while (file.good() && content.size() <= largest_file) {
        file.read(chunk, sizeof chunk);
        content.append(chunk, static_cast<std::size_t>(file.gcount()));
    }
    if (!file.eof() && content.size() <= largest_file)
        throw InputError(path, 0, "",
                         fmt::format("cannot be read: {}",
                                     std::generic_category().message(errno != 0 ? errno : EIO)));
    if (content.size() > largest_file)
        throw InputError(path, 0, "",
                         fmt::format("expected an input file of at most {} MB, found a larger one",
                                     largest_file >> 20));
    return content;
}

Node read_toml_file(const std::string& path) {
    return read_toml_text(read_input_text(path), path);
}

} // namespace sidejump::input
