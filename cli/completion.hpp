// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/declaration.hpp"

#include <string>
#include <vector>

/// Scripts that complete the command line in a shell, from its declaration.
namespace sidejump::cli {

std::string bash_completion(const std::vector<Command>& commands);
std::string zsh_completion(const std::vector<Command>& commands);
std::string fish_completion(const std::vector<Command>& commands);

} // namespace sidejump::cli
