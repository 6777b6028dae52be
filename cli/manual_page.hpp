// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/declaration.hpp"
#include "cli/declared_files.hpp"

#include <string>
#include <vector>

/// Pages of the manual in the language of man(7), from the declarations of the command line and of
/// the input files.
namespace sidejump::cli {

/// sidejump(1), with a list of all commands and files.
std::string program_manual(const std::vector<Command>& commands,
                           const std::vector<DeclaredFile>& files);

/// sidejump-<name of the command>(1).
std::string command_manual(const Command& command);

/// sidejump-<name of the file>(5), with all its keys.
std::string file_manual(const DeclaredFile& file);

} // namespace sidejump::cli
