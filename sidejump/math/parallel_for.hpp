// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace sidejump::math {

/// Calls task(0) ... task(count - 1), each once, on all cores; which thread takes which is open, so
/// a task must write to its own place only. After each task `done`, if given, is called with the
/// number of tasks that are finished, by one thread at a time.
/// @throws what the first failing task throws, after the running tasks have ended; no further task
///         is begun then
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& task,
                  const std::function<void(std::size_t)>& done = {});

/// As long as it lives, parallel_for uses no other thread than this one where this thread calls it:
/// for one of many threads that compute different things.
class OneThread {
  public:
    OneThread();
    ~OneThread();
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

  private:
    bool before_;
};

} // namespace sidejump::math
