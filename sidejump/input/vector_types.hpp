// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <array>
#include <string>

/// Parameters that are vectors of space (see value_types.hpp).
namespace sidejump::input {

using Vector3 = std::array<double, 3>;

/// A direction: a list of three numbers that are not all zero, kept with length one.
class Direction {
  public:
    using value_type = Vector3;
    [[nodiscard]] static Vector3 read(const Node& node, const Place& place);
    [[nodiscard]] static std::string describe() {
        return "a direction, a list of three numbers that are not all zero";
    }
    [[nodiscard]] static Json schema();
    [[nodiscard]] static Json echo(const Vector3& value) { return value; }
};

/// A vector whose components are quantities.
class QuantityVector {
  public:
    using value_type = Vector3;
    explicit QuantityVector(Quantity component) : component_(std::move(component)) {}
    [[nodiscard]] Vector3 read(const Node& node, const Place& place) const;
    [[nodiscard]] std::string describe() const {
        return "a list of three, each " + component_.describe();
    }
    [[nodiscard]] Json schema() const;
    [[nodiscard]] Json echo(const Vector3& value) const;

  private:
    Quantity component_;
};

} // namespace sidejump::input
