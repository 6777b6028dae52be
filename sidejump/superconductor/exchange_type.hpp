// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/vector_types.hpp"
#include "sidejump/superconductor/unit_system.hpp"

namespace sidejump::superconductor {

/// An exchange or a Zeeman field: its size along z, a list of three components, or a table
/// { size, direction }.
class ExchangeType {
  public:
    using value_type = input::Vector3;
    explicit ExchangeType(Measure size) : size_(size) {}
    [[nodiscard]] input::Vector3 read(const input::Node& node, const input::Place& place) const;
    [[nodiscard]] std::string describe() const {
        return size_.describe() + ", along z; a list of three such; or a table { size, direction }";
    }
    [[nodiscard]] input::Json schema() const;
    [[nodiscard]] input::Json echo(const input::Vector3& value) const;

  private:
    Measure size_;
};

inline input::Vector3 blend(const input::Vector3& a, const input::Vector3& b, double weight) {
    input::Vector3 sum{};
    for (std::size_t i = 0; i < 3; ++i)
        sum[i] = (1.0 - weight) * a[i] + weight * b[i];
    return sum;
}

} // namespace sidejump::superconductor
