// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/interface_law.hpp"
#include "sidejump/input/series_type.hpp"
#include "sidejump/input/value_types.hpp"
#include "sidejump/input/vector_types.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The types of values in a device file that other files have not (input/value_types.hpp).
namespace sidejump::device {

inline Vector3 as_vector(const input::Vector3& v) {
    return {v[0], v[1], v[2]};
}

/// A point of the mesh as it is written.
struct WrittenPoint {
    std::array<double, 3> coordinates{}; ///< m; those that are not written are zero
    std::size_t written = 0;             ///< how many are
};

/// A point of the mesh: a list of one to three lengths.
class PointType {
  public:
    using value_type = WrittenPoint;
    [[nodiscard]] static value_type read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const value_type& value);
};

/// A spin-mixing conductance per area: a quantity, or its real and imaginary parts in a list.
class MixingType {
  public:
    using value_type = MixingConductance;
    [[nodiscard]] static value_type read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const value_type& value);
};

/// A polarisation vector: three numbers whose square sum is at most one.
class PolarisationVector {
  public:
    using value_type = std::array<double, 3>;
    [[nodiscard]] static value_type read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe() {
        return "a list of three numbers, a vector no longer than 1";
    }
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const value_type& value) { return value; }
};

template <class Element>
using Series = input::Series<Element>;

} // namespace sidejump::device
