// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::cli {
namespace {

// Text within single quotes, where some signs have a meaning for _arguments and _describe.
std::string zsh_quoted(const std::string& text, const std::string& signs) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\'')
            escaped += "'\\'";
        else if (signs.find(c) != std::string::npos)
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

// How the value of an argument is completed.
std::string zsh_value(const Argument& argument) {
    if (!argument.choices.empty())
        return fmt::format("({})", fmt::join(argument.choices, " "));
    switch (argument.value) {
    case Value::file:
        return argument.suffixes.empty()
                   ? "_files"
                   : fmt::format("_files -g \"*({})\"", fmt::join(argument.suffixes, "|"));
    case Value::folder:
        return "_files -/";
    case Value::number:
    case Value::text:
        break;
    }
    return " ";
}

std::string specification(const Argument& argument, int place) {
    const std::string description = zsh_quoted(argument.description, "[]:\\");
    if (!argument.is_option())
        return fmt::format("'{}:{}:{}'", argument.is_list() ? "*" : std::to_string(place),
                           argument.names, zsh_value(argument));
    const auto names = argument.each_name();
    std::string joined;
    for (const std::string& name : names)
        joined += (joined.empty() ? "" : ",") + name +
                  (argument.is_flag()       ? ""
                   : name.starts_with("--") ? "="
                                            : "+");
    const std::string value =
        argument.is_flag() ? "" : fmt::format(":value:{}", zsh_value(argument));
    if (names.size() == 1)
        return fmt::format("'{}{}[{}]{}'", argument.is_list() ? "*" : "", joined, description,
                           value);
    const std::string others =
        argument.is_list() ? "'*'" : fmt::format("'({})'", fmt::join(names, " "));
    return fmt::format("{}{{{}}}'[{}]{}'", others, joined, description, value);
}

constexpr const char* zsh_options = "'(-q --quiet)'{-q,--quiet}'[Log errors only]' \\\n"
                                    "        '(- *)'{-h,--help}'[Print a help message and exit]'";

} // namespace

std::string zsh_completion(const std::vector<Command>& commands) {
    std::string names;
    std::string cases;
    for (const Command& command : commands) {
        names +=
            fmt::format("        '{}:{}'\n", command.name, zsh_quoted(command.description, ":\\"));
        std::string specifications;
        int place = 0;
        for (const Argument& argument : command.arguments)
            specifications +=
                " \\\n        " + specification(argument, argument.is_option() ? 0 : ++place);
        cases += fmt::format("    {})\n        _arguments -s {}{}\n        ;;\n", command.name,
                             zsh_options, specifications);
    }
    return fmt::format("#compdef sidejump\n"
                       "# Completion of sidejump for zsh, made by `sidejump completion zsh`.\n\n"
                       "_sidejump() {{\n"
                       "    local curcontext=\"$curcontext\" state line\n"
                       "    local -a commands\n"
                       "    commands=(\n{}    )\n"
                       "    _arguments -C {} \\\n"
                       "        '(- *)--version[Print the version and exit]' \\\n"
                       "        '1:command:->command' '*::argument:->argument' && return\n"
                       "    if [[ $state == command ]]; then\n"
                       "        _describe command commands\n"
                       "        return\n"
                       "    fi\n"
                       "    case $words[1] in\n{}    esac\n}}\n\n"
                       "if [[ $funcstack[1] == _sidejump ]]; then\n"
                       "    _sidejump \"$@\"\n"
                       "else\n"
                       "    compdef _sidejump sidejump\n"
                       "fi\n",
                       names, zsh_options, cases);
}

} // namespace sidejump::cli
