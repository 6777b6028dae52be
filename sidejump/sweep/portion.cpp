// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/portion.hpp"

#include "sidejump/output/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <new>
#include <string_view>

namespace sidejump::sweep {
namespace {

constexpr std::uint64_t record_mark = 0x31564e4f4954524fULL;
constexpr std::uint64_t longest_record = 1ULL << 34U;
constexpr std::size_t longest_message = 2000;

// What stands before the values of a record.
struct Head {
    std::uint64_t mark = record_mark;
    std::uint64_t portion = 0;
    std::uint64_t value_bytes = 0;
    std::uint64_t failure_bytes = 0;
};
static_assert(sizeof(Head) == record_head);

void append(std::vector<char>& bytes, const void* data, std::size_t size) {
    if (size == 0)
        return;
    const std::size_t end = bytes.size();
    bytes.resize(end + size);
    std::memcpy(bytes.data() + end, data, size);
}

template <class T>
bool take(std::span<const char>& bytes, T& value) {
    if (bytes.size() < sizeof value)
        return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes = bytes.subspan(sizeof value);
    return true;
}

bool take_failures(std::span<const char> bytes, std::vector<Failure>& failures) {
    while (!bytes.empty()) {
        Failure failure;
        std::uint64_t length = 0;
        if (!take(bytes, failure.point) || !take(bytes, length) || length > bytes.size())
            return false;
        failure.message.assign(bytes.data(), length);
        bytes = bytes.subspan(length);
        failures.push_back(std::move(failure));
    }
    return true;
}

// Length of the character at the beginning of a text in UTF-8, 0 if there is none.
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xc2 && first < 0xe0 ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0U) != 0x80U)
            return 0;
    // Codes that are too long, surrogates, and what lies beyond the last code.
    const unsigned second = length > 1 ? byte(1) : 0;
    const bool wrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second >= 0xa0) ||
                       (first == 0xf0 && second < 0x90) || (first == 0xf4 && second >= 0x90);
    return wrong ? 0 : length;
}

// A message that any library can read as UTF-8: parts of it may have been cut at any byte.
std::string sound_text(std::string_view text) {
    constexpr std::string_view replacement = "\xef\xbf\xbd"; // U+FFFD
    std::string sound;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const std::string_view next = length > 0 ? text.substr(0, length) : replacement;
        if (sound.size() + next.size() > longest_message)
            break;
        sound += next;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return sound;
}

} // namespace

Portions cut_into_portions(const Study& study, double seconds_per_point) {
    constexpr double seconds = 0.01;
    constexpr std::uint64_t largest = 8192;
    constexpr std::uint64_t largest_values = 1ULL << 17U; // 1 MB
    constexpr std::uint64_t fewest_portions = 64;
    constexpr std::uint64_t most_portions = 1ULL << 22U; // each takes some bytes of memory
    Portions portions{study.points, 1, study.outputs.size()};
    portions.size = std::clamp(static_cast<std::uint64_t>(seconds / seconds_per_point),
                               std::uint64_t{1}, largest);
    portions.size = std::min(portions.size, largest_values / portions.outputs);
    portions.size = std::min(portions.size, study.points / fewest_portions);
    portions.size = std::bit_floor(std::max(portions.size, std::uint64_t{1}));
    portions.size = std::max(portions.size, std::bit_ceil(study.points / most_portions));
    return portions;
}

std::optional<PortionResult> compute_portion(const Study& study, const Portions& portions,
                                             std::uint64_t portion, PointEvaluator& evaluator,
                                             const std::atomic<int>& stop) {
    PortionResult result;
    result.portion = portion;
    const std::uint64_t length = portions.length(portion);
    result.values.resize(length * portions.outputs);
    std::vector<double> values(portions.outputs);
    for (std::uint64_t i = 0; i < length; ++i) {
        if (stop.load(std::memory_order_relaxed) != 0)
            return std::nullopt;
        const std::uint64_t point = portions.first(portion) + i;
        try {
            evaluator.evaluate(point, values);
        } catch (const std::bad_alloc&) {
            throw; // a matter of the machine, not of the point
        } catch (const std::exception& error) {
            std::fill(values.begin(), values.end(), std::numeric_limits<double>::quiet_NaN());
            result.failures.push_back(
                {point, sound_text(fmt::format("{}: {}", point_text(study, point), error.what()))});
        }
        for (std::uint64_t output = 0; output < portions.outputs; ++output)
            // One pattern of bits for NaN: its sign depends on the way it came about.
            result.values[output * length + i] = std::isnan(values[output])
                                                     ? std::numeric_limits<double>::quiet_NaN()
                                                     : values[output];
    }
    return result;
}

std::vector<char> encode(const PortionResult& result) {
    std::vector<char> failures;
    for (const auto& [point, message] : result.failures) {
        const std::uint64_t length = message.size();
        append(failures, &point, sizeof point);
        append(failures, &length, sizeof length);
        append(failures, message.data(), message.size());
    }
    const Head head{record_mark, result.portion, result.values.size() * sizeof(double),
                    failures.size()};
    std::vector<char> bytes;
    bytes.reserve(sizeof head + head.value_bytes + head.failure_bytes + sizeof(std::uint64_t));
    append(bytes, &head, sizeof head);
    append(bytes, result.values.data(), head.value_bytes);
    append(bytes, failures.data(), failures.size());
    const std::uint64_t sum = output::checksum(bytes);
    append(bytes, &sum, sizeof sum);
    return bytes;
}

std::uint64_t record_length(std::span<const char> bytes) {
    Head head;
    if (!take(bytes, head) || head.mark != record_mark || head.value_bytes > longest_record ||
        head.failure_bytes > longest_record)
        return 0;
    return sizeof head + head.value_bytes + head.failure_bytes + sizeof(std::uint64_t);
}

std::size_t find_record(std::span<const char> bytes) {
    std::array<char, sizeof record_mark> mark{};
    std::memcpy(mark.data(), &record_mark, sizeof record_mark);
    const auto found = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
    return static_cast<std::size_t>(found - bytes.begin());
}

std::optional<PortionResult> decode(std::span<const char> record) {
    const std::uint64_t length = record_length(record);
    if (length == 0 || record.size() != length)
        return std::nullopt;
    std::uint64_t sum = 0;
    std::span<const char> tail = record.last(sizeof sum);
    const std::span<const char> content = record.first(record.size() - sizeof sum);
    if (!take(tail, sum) || sum != output::checksum(content))
        return std::nullopt;
    Head head;
    std::span<const char> rest = content;
    take(rest, head);
    PortionResult result;
    result.portion = head.portion;
    if (head.value_bytes % sizeof(double) != 0)
        return std::nullopt;
    result.values.resize(head.value_bytes / sizeof(double));
    std::memcpy(result.values.data(), rest.data(), head.value_bytes);
    if (!take_failures(rest.subspan(head.value_bytes), result.failures))
        return std::nullopt;
    return result;
}

} // namespace sidejump::sweep
