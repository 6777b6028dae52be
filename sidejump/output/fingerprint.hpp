// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sidejump::output {

/// Checksum of a block of bytes (not against intent, only against accident).
std::uint64_t checksum(std::span<const char> bytes, std::uint64_t seed = 0);

/// A mark of everything that a run reads: equal for equal texts in equal order.
class Fingerprint {
  public:
    void add(std::string_view text);
    [[nodiscard]] std::string hex() const; ///< 32 digits

  private:
    std::array<std::uint64_t, 2> state_ = {1, 2};
};

} // namespace sidejump::output
