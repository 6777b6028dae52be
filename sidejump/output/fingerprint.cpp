// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/output/fingerprint.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fmt/format.h>

namespace sidejump::output {
namespace {

// The finaliser of SplitMix64.
std::uint64_t mix64(std::uint64_t x) {
    x ^= x >> 30U;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27U;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

} // namespace

std::uint64_t checksum(std::span<const char> bytes, std::uint64_t seed) {
    std::uint64_t sum = mix64(seed + 0x9e3779b97f4a7c15ULL * (bytes.size() + 1));
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t length = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), length);
        sum = (std::rotl(sum, 29) ^ word) * 0x9e3779b97f4a7c15ULL;
        bytes = bytes.subspan(length);
    }
    return mix64(sum);
}

void Fingerprint::add(std::string_view text) {
    for (std::uint64_t& state : state_)
        state = checksum(text, state);
}

std::string Fingerprint::hex() const {
    return fmt::format("{:016x}{:016x}", state_[0], state_[1]);
}

} // namespace sidejump::output
