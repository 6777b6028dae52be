// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/input/reference_page.hpp"

#include <fmt/format.h>

namespace sidejump::input {
namespace {

// A vertical bar would end a cell of a Markdown table.
std::string cell(std::string text) {
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, 1, '\\');
    return text;
}

void append_section(const SectionInfo& section, const std::string& heading, std::string& page) {
    page += fmt::format("\n## {}\n\n{}\n", heading, section.description);
    bool has_values = false;
    for (const auto& parameter : section.parameters)
        has_values = has_values || !parameter.section;
    if (has_values) {
        page += "\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n";
        for (const auto& parameter : section.parameters)
            if (!parameter.section)
                page +=
                    fmt::format("| `{}` | {} | {} | {} |\n", parameter.key, cell(parameter.type),
                                parameter.required               ? "required"
                                : parameter.default_text.empty() ? "none"
                                                                 : cell(parameter.default_text),
                                cell(parameter.description));
    }
}

void append_tree(const SectionInfo& section, const std::string& path, std::string& page) {
    for (const auto& parameter : section.parameters) {
        if (!parameter.section)
            continue;
        const std::string name = path.empty() ? parameter.key : path + "." + parameter.key;
        const std::string brackets =
            parameter.is_list ? fmt::format("`[[{}]]`", name) : fmt::format("`[{}]`", name);
        append_section(*parameter.section,
                       brackets + (parameter.required ? "" : " (may be left out)"), page);
        append_tree(*parameter.section, name, page);
    }
}

} // namespace

std::string reference_page(const SectionInfo& root) {
    std::string page;
    append_tree(root, "", page);
    return page;
}

} // namespace sidejump::input
