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

void append_section(const PlacedSection& placed, std::string& page) {
    const SectionInfo& section = *placed.section;
    page += fmt::format("\n## `{}`{}\n\n{}\n", placed.heading,
                        placed.required ? "" : " (may be left out)", section.description);
    bool has_values = false;
    for (const auto& parameter : section.parameters)
        has_values = has_values || !parameter.section;
    if (has_values) {
        page += "\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n";
        for (const auto& parameter : section.parameters)
            if (!parameter.section)
                page +=
                    fmt::format("| `{}` | {} | {} | {} |\n", parameter.key, cell(parameter.type),
                                cell(default_in_words(parameter)), cell(parameter.description));
    }
}

void append_sections(const SectionInfo& section, const std::string& path,
                     std::vector<PlacedSection>& sections) {
    for (const auto& parameter : section.parameters) {
        if (!parameter.section)
            continue;
        const std::string name = path.empty() ? parameter.key : path + "." + parameter.key;
        sections.push_back({parameter.is_list ? "[[" + name + "]]" : "[" + name + "]",
                            parameter.required, parameter.section.get()});
        append_sections(*parameter.section, name, sections);
    }
}

} // namespace

std::vector<PlacedSection> sections_in_order(const SectionInfo& root) {
    std::vector<PlacedSection> sections;
    append_sections(root, "", sections);
    return sections;
}

std::string default_in_words(const ParameterInfo& parameter) {
    if (parameter.required)
        return "required";
    return parameter.default_text.empty() ? "none" : parameter.default_text;
}

std::string reference_page(const SectionInfo& root) {
    std::string page;
    for (const PlacedSection& section : sections_in_order(root))
        append_section(section, page);
    return page;
}

} // namespace sidejump::input
