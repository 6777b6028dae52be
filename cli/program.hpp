// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

/// What the executables share.
namespace sidejump::cli {

/// Logs go to stderr, so that stdout holds the results alone.
/// @param speaks  false for a rank that leaves it to another one
void log_to_stderr(bool quiet, bool speaks = true);

/// Runs a command: what it throws becomes a message and an exit code.
int run(const std::function<int()>& command);

} // namespace sidejump::cli
