// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/declaration.hpp"
#include "cli/program.hpp"
#include "sidejump/input/node.hpp"
#include "sidejump/input/suggestion.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace sidejump::cli {
namespace {

std::string not_empty(const std::string& place) {
    return place.empty() ? "expected a directory, found an empty text" : "";
}

void add_argument(const Argument& argument, CLI::App& app) {
    CLI::Option* option = std::visit(
        [&](auto* target) {
            if constexpr (std::is_same_v<decltype(target), bool*>)
                return app.add_flag(argument.names, *target, argument.description);
            else
                return app.add_option(argument.names, *target, argument.description);
        },
        argument.target);
    option->required(argument.required);
    if (!argument.choices.empty())
        option->check(CLI::IsMember(argument.choices));
    if (argument.range.second > 0)
        option->check(CLI::Range(argument.range.first, argument.range.second));
    if (argument.is_option() && (argument.value == Value::file || argument.value == Value::folder))
        option->check(not_empty);
}

// The first option that neither the program nor the command has, with what may have been meant;
// empty if there is none.
std::string unknown_option(const std::vector<std::string>& given,
                           const std::vector<Command>& commands) {
    std::vector<std::string> known = {"-q", "--quiet", "-h", "--help", "--version"};
    for (const Command& command : commands)
        if (std::find(given.begin(), given.end(), command.name) != given.end())
            for (const Argument& argument : command.arguments)
                for (const std::string& name : argument.each_name())
                    known.push_back(name);
    for (const std::string& text : given) {
        if (text == "--")
            break;
        if (text.size() < 2 || text[0] != '-')
            continue;
        const bool is_long = text[1] == '-';
        const std::string name = is_long ? text.substr(0, text.find('=')) : text.substr(0, 2);
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        return fmt::format("unknown option \"{}\"{}", input::printable(name),
                           is_long ? input::did_you_mean(name, known) : std::string());
    }
    return {};
}

} // namespace

std::vector<std::string> Argument::each_name() const {
    return CLI::detail::split(names, ',');
}

std::vector<std::string> given_arguments(const std::vector<Argument>& arguments) {
    std::vector<std::string> options;
    std::vector<std::string> places = {"--"};
    for (const Argument& argument : arguments) {
        const std::string name = argument.each_name().back();
        const auto add = [&](const std::string& value) {
            if (argument.is_option())
                options.push_back(fmt::format("{}={}", name, value));
            else
                places.push_back(value);
        };
        std::visit(
            [&](const auto* target) {
                using Target = std::decay_t<decltype(*target)>;
                if constexpr (std::is_same_v<Target, std::vector<std::string>>) {
                    for (const std::string& value : *target)
                        add(value);
                } else if constexpr (std::is_same_v<Target, bool>) {
                    if (*target)
                        options.push_back(name);
                } else if (*target != Target{}) {
                    add(fmt::format("{}", *target));
                }
            },
            argument.target);
    }
    options.insert(options.end(), places.begin(), places.end());
    return options;
}

int run_command_line(int argc, char** argv, const std::vector<Command>& commands) {
    CLI::App app(program_description, "sidejump");
    app.set_version_flag("--version", "sidejump " SIDEJUMP_VERSION);
    app.require_subcommand(1);
    app.fallthrough(); // --quiet may stand behind the command as well
    app.footer("Exit codes: 0 success, 1 the run failed, 2 a mistake in the input.");
    bool quiet = false;
    app.add_flag("-q,--quiet", quiet, "Log errors only");

    const Command* chosen = nullptr;
    std::vector<std::string> names;
    for (const Command& command : commands) {
        CLI::App* added = app.add_subcommand(command.name, command.description);
        for (const Argument& argument : command.arguments)
            add_argument(argument, *added);
        added->callback([&chosen, &command] { chosen = &command; });
        names.push_back(command.name);
    }

    if (argc > 1 && argv[1][0] != '-' &&
        std::find(names.begin(), names.end(), argv[1]) == names.end()) {
        log_to_stderr(quiet);
        spdlog::error("unknown command \"{}\"{} (sidejump --help)", input::printable(argv[1]),
                      input::did_you_mean(argv[1], names));
        return input_mistake;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
            return app.exit(error);
        log_to_stderr(quiet);
        const bool is_odd =
            error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) ||
            error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
        const std::string unknown =
            is_odd ? unknown_option({argv + 1, argv + argc}, commands) : std::string();
        spdlog::error("{} (sidejump --help, sidejump COMMAND --help)",
                      unknown.empty() ? error.what() : unknown);
        return input_mistake;
    }
    log_to_stderr(quiet);
    return run([&] { return chosen->run(quiet); });
}

} // namespace sidejump::cli
