#include "sidejump/input/toml_reader.hpp"

#include "sidejump/input/input_error.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <system_error>
#include <toml++/toml.h>

namespace sidejump::input {
namespace {

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

} // namespace

Node read_toml_text(std::string_view text, const std::string& name) {
    try {
        return convert(toml::parse(text, name));
    } catch (const toml::parse_error& error) {
        throw InputError(name, line_of(error.source()), "",
                         fmt::format("not valid TOML: {}", error.description()));
    }
}

Node read_toml_file(const std::string& path) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status))
        throw InputError(path, 0, "", "expected a TOML file, found a directory");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw InputError(path, 0, "",
                         fmt::format("cannot be read: {}",
                                     std::generic_category().message(errno != 0 ? errno : EIO)));
    std::ostringstream content;
    content << file.rdbuf();
    if (file.bad())
        throw InputError(path, 0, "", "cannot be read to its end");
    return read_toml_text(content.str(), path);
}

} // namespace sidejump::input
