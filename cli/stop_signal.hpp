// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace sidejump::cli {

/// The signal that asked for the end of the run, 0 as long as none did.
extern std::atomic<int> stop_signal; // NOLINT: a signal handler reaches nothing else

/// Lets SIGINT and SIGTERM ask for the end of the run; a second one ends the program at once.
void end_run_on_signals();

/// The exit code of a run that a signal ended.
int exit_code_of(int signal);

} // namespace sidejump::cli
