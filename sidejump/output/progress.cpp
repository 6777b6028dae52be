// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/progress.hpp"

#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace sidejump::output {
namespace {

std::string with_commas(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t from_end = 3; from_end < digits.size(); from_end += 4)
        digits.insert(digits.size() - from_end, 1, ',');
    return digits;
}

std::string duration_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
    if (whole < 120)
        return fmt::format("{} s", whole);
    if (whole < 7200)
        return fmt::format("{} min", (whole + 30) / 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

} // namespace

std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t before,
                          double seconds) {
    const double rate = seconds > 0.0 ? static_cast<double>(done - before) / seconds : 0.0;
    std::string line =
        fmt::format("{} of {} points ({:.1f} %)", with_commas(done), with_commas(total),
                    100.0 * static_cast<double>(done) / static_cast<double>(total));
    if (rate > 0.0)
        line += fmt::format(", {:.3g} points/s, {} left", rate,
                            duration_text(static_cast<double>(total - done) / rate));
    return line;
}

std::string share_line(std::uint64_t done, std::uint64_t total, double seconds) {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    std::string line = fmt::format("{:.1f} %", 100.0 * share);
    if (share > 0.0 && seconds > 0.0)
        line += fmt::format(", {} left", duration_text(seconds * (1.0 - share) / share));
    return line;
}

ProgressMeter::ProgressMeter(bool wanted, ProgressStyle style, std::uint64_t before)
    : active_(wanted && isatty(STDERR_FILENO) != 0), style_(style), before_(before) {}

ProgressMeter::~ProgressMeter() {
    if (shown_)
        std::fputs("\r\x1b[K", stderr);
}

void ProgressMeter::show(std::uint64_t done, std::uint64_t total, const std::string& note) {
    const auto now = Clock::now();
    if (!active_ || now < next_)
        return;
    constexpr auto interval = std::chrono::milliseconds(250);
    next_ = now + interval;
    shown_ = true;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    fmt::print(stderr, "\r{}{}{}\x1b[K",
               style_ == ProgressStyle::points ? progress_line(done, total, before_, seconds)
                                               : share_line(done, total, seconds),
               note.empty() ? "" : ", ", note);
    std::fflush(stderr);
}

} // namespace sidejump::output
