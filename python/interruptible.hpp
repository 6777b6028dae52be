// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <exception>
#include <functional>

namespace sidejump::python {

/// Thrown by a computation that has been asked to stop; its caller never sees it.
class Stopped : public std::exception {
  public:
    [[nodiscard]] const char* what() const noexcept override { return "stopped"; }
};

/// Runs a computation without the lock of the interpreter, so that other threads of Python go on.
/// While it runs, signals are looked for: where a handler raises, as Ctrl-C does with
/// KeyboardInterrupt, `stop` becomes nonzero, and the exception goes on once the computation has
/// ended.
/// @param task  ends soon after `stop` is set, if it can; throws whatever it has to
void run_interruptibly(const std::function<void(std::atomic<int>& stop)>& task);

} // namespace sidejump::python
