// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The command line as it is declared: parsing, --help, man pages and the completion of the shell
/// follow from it.
namespace sidejump::cli {

/// What an argument stands for.
enum class Value { text, file, folder, number };

/// An argument of a command, or an option.
struct Argument {
    /// "FILE" of an argument that is told by its place; "-o,--out" of an option.
    std::string names;
    std::string description;
    Value value = Value::text;
    std::vector<std::string> suffixes = {};       ///< of files, such as ".toml"; empty for any
    std::vector<std::string> choices = {};        ///< empty if anything may be given
    std::pair<unsigned, unsigned> range = {0, 0}; ///< of a number that is counted; {0, 0} for any
    bool required = false;
    /// What is filled: a flag takes no value, a list takes several. It has to live as long as the
    /// command.
    std::variant<bool*, unsigned*, double*, std::string*, std::vector<std::string>*> target =
        static_cast<bool*>(nullptr);

    [[nodiscard]] bool is_option() const { return names.front() == '-'; }
    [[nodiscard]] bool is_flag() const { return std::holds_alternative<bool*>(target); }
    [[nodiscard]] bool is_list() const {
        return std::holds_alternative<std::vector<std::string>*>(target);
    }
    /// The names by themselves: {"-o", "--out"}.
    [[nodiscard]] std::vector<std::string> each_name() const;
};

/// A command of the program.
struct Command {
    std::string name;
    std::string description; ///< one line, without full stop
    /// Sentences on what it prints and writes, for its man page.
    std::string details;
    std::vector<std::string> see_also; ///< man pages, such as "sidejump-alloy(5)"
    std::vector<Argument> arguments;
    /// @param quiet  whether only errors are logged
    /// @returns the exit code
    std::function<int(bool quiet)> run;
};

/// The arguments that have been filled, in the form "--name=value" or by their place behind "--",
/// for a program that the command is handed over to. Texts that are empty and numbers that are 0
/// are taken for not given.
std::vector<std::string> given_arguments(const std::vector<Argument>& arguments);

/// The command that draws figures, declared where it is.
Command plot_command();

/// All commands in the order of the help.
std::vector<Command> declared_commands();

/// What the help and the man page of the program say of it.
inline constexpr const char* program_description =
    "From spin-orbit impurities in a metal to its charge and spin transport.";

/// Parses the arguments of the program and runs the command that they name; mistakes become a
/// message.
/// @returns the exit code
int run_command_line(int argc, char** argv, const std::vector<Command>& commands);

} // namespace sidejump::cli
