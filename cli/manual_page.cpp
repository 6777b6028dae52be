// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/manual_page.hpp"

#include "sidejump/input/reference_page.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::cli {
namespace {

// Text without anything that roff takes for its own. What stands in backquotes becomes bold.
std::string text(const std::string& plain) {
    std::string escaped;
    bool bold = false;
    for (const char c : plain) {
        switch (c) {
        case '\\':
            escaped += "\\(rs";
            break;
        case '-':
            escaped += "\\-";
            break;
        case '\'':
            escaped += "\\(aq";
            break;
        case '^':
            escaped += "\\(ha";
            break;
        case '~':
            escaped += "\\(ti";
            break;
        case '`':
            bold = !bold;
            escaped += bold ? "\\fB" : "\\fR";
            break;
        default:
            escaped += c;
        }
    }
    // A full stop at the start of a line would be a request.
    return escaped.starts_with('.') ? "\\&" + escaped : escaped;
}

std::string capitals(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
}

std::string title(const std::string& page, int section) {
    // No hyphens within words: they would look like those of options and keys.
    return fmt::format(".TH {} {} \"\" \"sidejump {}\" \"sidejump manual\"\n.nh\n.ad l\n",
                       text(capitals(page)), section, SIDEJUMP_VERSION);
}

std::string name(const std::string& page, const std::string& description) {
    return fmt::format(".SH NAME\n{} \\- {}\n", text(page), text(description));
}

std::string see_also(std::vector<std::string> pages) {
    std::sort(pages.begin(), pages.end(), [](const std::string& a, const std::string& b) {
        return std::pair(a.substr(a.find('(')), a) < std::pair(b.substr(b.find('(')), b);
    });
    std::string list = ".SH SEE ALSO\n";
    for (const std::string& page : pages) {
        const auto section = page.find('(');
        list += fmt::format(".BR {} {}{}\n", text(page.substr(0, section)), page.substr(section),
                            &page == &pages.back() ? "" : ",");
    }
    return list;
}

// The word for the value of an option.
std::string placeholder(const Argument& argument) {
    switch (argument.value) {
    case Value::file:
        return "FILE";
    case Value::folder:
        return "DIRECTORY";
    case Value::number:
        return "NUMBER";
    case Value::text:
        break;
    }
    return "TEXT";
}

std::string argument_entry(const Argument& argument) {
    std::string head;
    for (const std::string& each : argument.each_name())
        head += fmt::format("{}{}{}\\fR", head.empty() ? "" : ", ",
                            argument.is_option() ? "\\fB" : "\\fI", text(each));
    if (argument.is_option() && !argument.is_flag())
        head += fmt::format(" \\fI{}\\fR", placeholder(argument));
    std::string rest = text(argument.description);
    // Some descriptions name the choices themselves.
    const bool told =
        std::all_of(argument.choices.begin(), argument.choices.end(), [&](const std::string& c) {
            return argument.description.find(c) != std::string::npos;
        });
    if (!told)
        rest += text(fmt::format(": {}", fmt::join(argument.choices, ", ")));
    if (argument.range.second > 0)
        rest += text(fmt::format(", {} to {}", argument.range.first, argument.range.second));
    return fmt::format(".TP\n{}\n{}.\n", head, rest);
}

constexpr const char* quiet_entry = ".TP\n\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\nLog errors only.\n";
constexpr const char* help_entry =
    ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nPrint a help message and exit.\n";
constexpr const char* exit_status =
    ".SH EXIT STATUS\n.TP\n.B 0\nSuccess, possibly with warnings.\n.TP\n.B 1\nThe run failed: a "
    "file could not be written, or a check was missed.\n.TP\n.B 2\nA mistake in the input: the "
    "command line, a file that cannot be read, or its content.\n";

std::string synopsis(const Command& command) {
    std::string line =
        fmt::format(".SH SYNOPSIS\n\\fBsidejump {}\\fR [\\fIOPTIONS\\fR]", text(command.name));
    for (const Argument& argument : command.arguments)
        if (!argument.is_option())
            line +=
                fmt::format(" {}\\fI{}\\fR{}{}", argument.required ? "" : "[", text(argument.names),
                            argument.is_list() ? "..." : "", argument.required ? "" : "]");
    return line + "\n";
}

std::string keys_text(const input::SectionInfo& section) {
    std::string page;
    for (const input::ParameterInfo& parameter : section.parameters)
        if (!parameter.section)
            page += fmt::format(".TP\n.B {}\n{}\n.br\nValue: {}. {}\n", text(parameter.key),
                                text(parameter.description), text(parameter.type),
                                parameter.required
                                    ? "Required."
                                    : "Default: " + text(input::default_in_words(parameter)) + ".");
    return page;
}

} // namespace

std::string program_manual(const std::vector<Command>& commands,
                           const std::vector<DeclaredFile>& files) {
    std::string page = title("sidejump", 1) +
                       name("sidejump", "spin-charge transport from spin-orbit impurities") +
                       ".SH SYNOPSIS\n\\fBsidejump\\fR [\\fB\\-q\\fR] \\fICOMMAND\\fR "
                       "[\\fIARGUMENTS\\fR]\n.SH DESCRIPTION\n" +
                       text(program_description) +
                       "\n.PP\nResults go to the standard output, and nothing else does: with "
                       "\\fB\\-\\-json\\fR it is one JSON document. Logs go to the standard "
                       "error.\n.SH COMMANDS\n";
    for (const Command& command : commands)
        page += fmt::format(".TP\n.B {}\n{}.\n", text(command.name), text(command.description));
    page += std::string(".SH OPTIONS\n") + quiet_entry + help_entry +
            ".TP\n\\fB\\-\\-version\\fR\nPrint the version and exit.\n" + exit_status +
            ".SH ENVIRONMENT\n.TP\n.B SIDEJUMP_PYTHON\nThe Python that makes figures and reports, "
            "instead of the one that the program was built with.\n";
    std::vector<std::string> pages;
    pages.reserve(commands.size() + files.size());
    for (const Command& command : commands)
        pages.push_back(fmt::format("sidejump-{}(1)", command.name));
    for (const DeclaredFile& file : files)
        pages.push_back(fmt::format("sidejump-{}(5)", file.name));
    return page + see_also(pages);
}

std::string command_manual(const Command& command) {
    const std::string page_name = "sidejump-" + command.name;
    std::string arguments;
    std::string options;
    for (const Argument& argument : command.arguments)
        (argument.is_option() ? options : arguments) += argument_entry(argument);
    std::string page = title(page_name, 1) + name(page_name, command.description) +
                       synopsis(command) + ".SH DESCRIPTION\n" + text(command.description) + ".\n";
    if (!command.details.empty())
        page += ".PP\n" + text(command.details) + "\n";
    if (!arguments.empty())
        page += ".SH ARGUMENTS\n" + arguments;
    page += ".SH OPTIONS\n" + options + quiet_entry + help_entry + exit_status;
    std::vector<std::string> pages = command.see_also;
    pages.push_back("sidejump(1)");
    return page + see_also(pages);
}

std::string file_manual(const DeclaredFile& file) {
    const std::string page_name = "sidejump-" + file.name;
    std::string page =
        title(page_name, 5) + name(page_name, file.title + " of sidejump") + ".SH DESCRIPTION\n" +
        text(
            fmt::format("The {} is a TOML file with the sections below. Keys that are not "
                        "declared here are refused. A quantity is text with a number and a unit "
                        "in the syntax of UDUNITS-2, such as \"1.36 1/angstrom\"; a bare number is "
                        "refused where a unit is needed. Angles may be bare numbers, in radians, "
                        "or text such as \"90 degree\". `sidejump validate` checks a file without "
                        "running it.",
                        file.title)) +
        "\n.SH SECTIONS\n";
    const input::SectionInfo keys = file.keys();
    if (const std::string loose = keys_text(keys); !loose.empty())
        page += ".SS Before the sections\n" + text(keys.description) + "\n" + loose;
    for (const input::PlacedSection& placed : input::sections_in_order(keys))
        page += fmt::format(".SS {}{}\n{}\n", text(placed.heading),
                            placed.required ? "" : " (may be left out)",
                            text(placed.section->description)) +
                keys_text(*placed.section);
    return page + see_also({"sidejump(1)", "sidejump-validate(1)"});
}

} // namespace sidejump::cli
