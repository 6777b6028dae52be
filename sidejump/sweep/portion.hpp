// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/point_evaluator.hpp"
#include "sidejump/sweep/study.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// A point without results, and why.
struct Failure {
    std::uint64_t point = 0;
    std::string message;
};

/// The cut of a study into portions, the unit of work and of the journal.
struct Portions {
    std::uint64_t points = 0;  ///< of the study
    std::uint64_t size = 1;    ///< points of a portion; the last may have fewer
    std::uint64_t outputs = 0; ///< numbers of each point

    [[nodiscard]] std::uint64_t count() const { return (points + size - 1) / size; }
    [[nodiscard]] std::uint64_t first(std::uint64_t portion) const { return portion * size; }
    [[nodiscard]] std::uint64_t length(std::uint64_t portion) const {
        return std::min(size, points - first(portion));
    }
    friend bool operator==(const Portions&, const Portions&) = default;
};

/// Portions that take about ten milliseconds, or longer if there were more than some millions of
/// them. They depend on the study alone, so that a journal
/// goes on with any number of threads or processes.
Portions cut_into_portions(const Study& study, double seconds_per_point);

/// The results of a portion.
struct PortionResult {
    std::uint64_t portion = 0;
    std::vector<double> values; ///< all points of the first output, then of the second, ...
    std::vector<Failure> failures;
};

/// Computes a portion; nothing if `stop` was set meanwhile.
std::optional<PortionResult> compute_portion(const Study& study, const Portions& portions,
                                             std::uint64_t portion, PointEvaluator& evaluator,
                                             const std::atomic<int>& stop);

/// The bytes that stand for a result in the journal and between processes: head, values, failures,
/// checksum. Byte order of the machine.
std::vector<char> encode(const PortionResult& result);

inline constexpr std::size_t record_head = 32; ///< bytes before the values

/// Length of the record that begins with these bytes (at least record_head of them); 0 if none
/// does.
std::uint64_t record_length(std::span<const char> head);

/// Where the next record may begin; the length of the bytes if it does so nowhere in them.
std::size_t find_record(std::span<const char> bytes);

/// @returns nothing if the bytes are no complete record, or its checksum is wrong
std::optional<PortionResult> decode(std::span<const char> record);

} // namespace sidejump::sweep
