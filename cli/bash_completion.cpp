// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::cli {
namespace {

constexpr const char* bash_head =
    R"(# Completion of sidejump for bash, made by `sidejump completion bash`.

# _sidejump_files [SUFFIX ...]: folders, and files that end so.
_sidejump_files() {
    compopt -o filenames 2>/dev/null
    if [ $# -eq 0 ]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
    fi
    local suffix
    mapfile -t COMPREPLY < <(
        compgen -d -- "$word"
        for suffix in "$@"; do compgen -f -X "!*$suffix" -- "$word"; done
    )
}

_sidejump_folders() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -d -- "$word")
}

_sidejump_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}

_sidejump() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command='' place=0 i
    COMPREPLY=()
    # Bash takes the sign of --option=value for a word.
    if [ "$word" = = ]; then
        word=''
    elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "$command ${COMP_WORDS[i]}" in
)";

constexpr const char* bash_middle = R"(            ((i++))
            [ "${COMP_WORDS[i]}" != = ] || ((i++))
            ;;
        *' '-*) ;;
        ' '*) command=${COMP_WORDS[i]} ;;
        *) ((place++)) ;;
        esac
    done
    case "$command $before" in
)";

// How the value of an argument is completed.
std::string bash_value(const Argument& argument) {
    if (!argument.choices.empty())
        return fmt::format("_sidejump_words '{}'", fmt::join(argument.choices, " "));
    switch (argument.value) {
    case Value::file:
        return fmt::format("_sidejump_files{}{}", argument.suffixes.empty() ? "" : " ",
                           fmt::join(argument.suffixes, " "));
    case Value::folder:
        return "_sidejump_folders";
    case Value::number:
    case Value::text:
        break;
    }
    return "true";
}

// The words that a case of an option is for: 'sweep -o' | 'sweep --out'.
std::string cases(const Command& command, const Argument& option) {
    std::string words;
    for (const std::string& each : option.each_name())
        words += fmt::format("{}'{} {}'", words.empty() ? "" : " | ", command.name, each);
    return words;
}

std::string places(const Command& command) {
    std::string text;
    int place = 0;
    for (const Argument& argument : command.arguments)
        if (!argument.is_option()) {
            text +=
                fmt::format("    '{} '{}) {} ;;\n", command.name,
                            argument.is_list() ? "*" : std::to_string(place), bash_value(argument));
            ++place;
        }
    return text;
}

} // namespace

std::string bash_completion(const std::vector<Command>& commands) {
    std::string values; // options that take one
    std::string answers;
    std::string options;
    std::string arguments;
    std::string names;
    for (const Command& command : commands) {
        std::string own;
        for (const Argument& argument : command.arguments) {
            if (!argument.is_option())
                continue;
            for (const std::string& each : argument.each_name())
                own += each + " ";
            if (argument.is_flag())
                continue;
            const std::string words = cases(command, argument);
            values += (values.empty() ? "        " : " | ") + words;
            answers += fmt::format("    {})\n        {}\n        return\n        ;;\n", words,
                                   bash_value(argument));
        }
        options += fmt::format("        {}) _sidejump_words '{}-q --quiet -h --help' ;;\n",
                               command.name, own);
        arguments += places(command);
        names += (names.empty() ? "" : " ") + command.name;
    }
    return fmt::format("{}{})\n{}{}    esac\n"
                       "    if [[ $word == -* ]]; then\n"
                       "        case $command in\n"
                       "        '') _sidejump_words '-q --quiet -h --help --version' ;;\n"
                       "{}        esac\n        return\n    fi\n"
                       "    case \"$command $place\" in\n"
                       "    ' '*) _sidejump_words '{}' ;;\n"
                       "{}    esac\n}}\n\ncomplete -F _sidejump sidejump\n",
                       bash_head, values, bash_middle, answers, options, names, arguments);
}

} // namespace sidejump::cli
