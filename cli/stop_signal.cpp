// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stop_signal.hpp"

#include <csignal>

namespace sidejump::cli {

std::atomic<int> stop_signal{0}; // NOLINT: see the header

void end_run_on_signals() {
    struct sigaction action {};
    action.sa_handler = [](int received) { stop_signal = received; };
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
}

int exit_code_of(int signal) {
    constexpr int killed_by = 128;
    return killed_by + signal;
}

} // namespace sidejump::cli
