// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sidejump::cli {
namespace {

constexpr const char* fish_head =
    R"(# Completion of sidejump for fish, made by `sidejump completion fish`.

# Whether the command is this one; without argument, whether there is none yet.
function __sidejump_command
    set -l words (commandline -opc)
    for word in $words[2..]
        if not string match -q -- '-*' $word
            test "$word" = "$argv[1]"
            return
        end
    end
    test -z "$argv[1]"
end

complete -c sidejump -f
complete -c sidejump -s q -l quiet -d 'Log errors only'
complete -c sidejump -s h -l help -d 'Print a help message and exit'
complete -c sidejump -n __sidejump_command -l version -d 'Print the version and exit'
)";

std::string fish_quoted(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

// How the value of an argument is completed.
std::string fish_value(const Argument& argument) {
    if (!argument.choices.empty())
        return fmt::format(" -a '{}'", fmt::join(argument.choices, " "));
    switch (argument.value) {
    case Value::file: {
        if (argument.suffixes.empty())
            return " -F";
        std::string files;
        for (const std::string& suffix : argument.suffixes)
            files += fmt::format(" -a '(__fish_complete_suffix {})'", suffix);
        return " -k" + files;
    }
    case Value::folder:
        return " -a '(__fish_complete_directories (commandline -ct))'";
    case Value::number:
    case Value::text:
        break;
    }
    return "";
}

} // namespace

std::string fish_completion(const std::vector<Command>& commands) {
    std::string script = fish_head;
    for (const Command& command : commands)
        script += fmt::format("complete -c sidejump -n __sidejump_command -a {} -d '{}'\n",
                              command.name, fish_quoted(command.description));
    for (const Command& command : commands)
        for (const Argument& argument : command.arguments) {
            script += fmt::format("complete -c sidejump -n '__sidejump_command {}'", command.name);
            if (argument.is_option()) {
                for (const std::string& name : argument.each_name())
                    script +=
                        name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
                script += fmt::format(" -d '{}'", fish_quoted(argument.description));
                if (!argument.is_flag())
                    script += " -r";
            }
            script += fish_value(argument) + "\n";
        }
    return script;
}

} // namespace sidejump::cli
