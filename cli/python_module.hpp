// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidejump::cli {

/// Goes on as Python, which runs `main(arguments)` of a module of the package sidejump and ends
/// with what it returns. The package is taken from beside the program: the build tree or the prefix
/// the program is installed in. The interpreter is that of the build, or the one that
/// SIDEJUMP_PYTHON names.
/// @param module  without `sidejump.`, such as "figures.command"
/// @throws std::runtime_error if there is no such package, std::system_error if Python cannot be
///         started
[[noreturn]] void run_python_module(const std::string& module,
                                    const std::vector<std::string>& arguments);

} // namespace sidejump::cli
