// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/completion.hpp"

#include <fmt/format.h>

namespace sidejump::cli {

int completion_command(const std::string& shell) {
    const auto commands = declared_commands();
    fmt::print("{}", shell == "zsh"    ? zsh_completion(commands)
                     : shell == "fish" ? fish_completion(commands)
                                       : bash_completion(commands));
    return success;
}

} // namespace sidejump::cli
