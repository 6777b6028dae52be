// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sidejump::output {

/// The state of a long run in one line: `123,400 of 1,000,000 points (12.3 %), 4.1e+05 points/s, 2
/// s left`.
/// @param before   points that were there when the run began; they do not count in the rate
/// @param seconds  since the run began
std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t before,
                          double seconds);

/// The same where parts have no number that means anything: `12.3 %, 2 s left`.
std::string share_line(std::uint64_t done, std::uint64_t total, double seconds);

enum class ProgressStyle { points, share };

/// Shows progress on stderr, in one line that is written over: only where stderr is a terminal, and
/// only from two seconds on.
class ProgressMeter {
  public:
    /// @param wanted  false if no progress is to be shown in any case
    /// @param before  points that were there when the run began; they do not count in the rate
    explicit ProgressMeter(bool wanted, ProgressStyle style = ProgressStyle::points,
                           std::uint64_t before = 0);
    ~ProgressMeter(); ///< wipes the line
    ProgressMeter(const ProgressMeter&) = delete;
    ProgressMeter& operator=(const ProgressMeter&) = delete;

    /// @param note  more about the state, at the end of the line
    void show(std::uint64_t done, std::uint64_t total, const std::string& note = "");

  private:
    using Clock = std::chrono::steady_clock;
    bool active_;
    ProgressStyle style_;
    std::uint64_t before_;
    bool shown_ = false;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point next_ = begin_ + std::chrono::seconds(2);
};

} // namespace sidejump::output
