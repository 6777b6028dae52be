// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/journal.hpp"
#include "sidejump/sweep/portion.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <span>

namespace sidejump::sweep {

/// Hands out the portions that the journal does not have yet, and takes their results into it. Safe
/// to use from several threads.
class WorkPool {
  public:
    /// @param stop  set to nonzero from outside to end the run early; the pool sets it itself when
    ///              something fails
    WorkPool(Journal& journal, const Portions& portions, std::atomic<int>& stop)
        : journal_(journal), portions_(portions), stop_(stop) {}

    /// The next portion to compute; nothing if none is left or the run is to end.
    std::optional<std::uint64_t> next();

    /// Takes a result. What goes wrong is kept for rethrow().
    void deliver(const PortionResult& result, std::span<const char> record);

    /// Ends the run; the first error is kept.
    void fail(std::exception_ptr error);

    /// Throws the error that has ended the run, if one has.
    void rethrow() const;

    [[nodiscard]] std::uint64_t points_done() const;

    /// Has the disk keep what has come in, now and then.
    void flush_sometimes();

    /// A worker has begun or ended.
    void enter();
    void leave();
    /// Waits until no worker is left, at most for this long. @returns whether none is
    bool wait(std::chrono::milliseconds longest);

    [[nodiscard]] const std::atomic<int>& stop() const { return stop_; }

  private:
    static constexpr int stopped_by_failure = -1;

    mutable std::mutex mutex_;
    std::condition_variable idle_;
    int workers_ = 0;
    Journal& journal_;
    Portions portions_;
    std::atomic<int>& stop_;
    std::uint64_t next_ = 0;
    std::exception_ptr error_;
    std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

} // namespace sidejump::sweep
