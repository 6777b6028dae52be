// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"
#include "sidejump/rashba/scatterers.hpp"

#include <array>
#include <vector>

/// Lists that describe an impurity (see input/value_types.hpp).
namespace sidejump::electron_gas {

/// Phase shifts of the waves m = 0, 1, 2 ...: each an angle, or for m > 0 a table
/// { aligned, antialigned } if it depends on the spin.
class PartialWaves {
  public:
    using value_type = std::vector<rashba::ShortRangeScatterers::PartialWave>;
    [[nodiscard]] static value_type read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe();
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const value_type& waves);
};

/// A list of pairs of numbers, each with the place where it stands.
class PointList {
  public:
    struct Point {
        double x = 0.0;
        double y = 0.0;
        input::Place place;
    };
    using value_type = std::vector<Point>;
    [[nodiscard]] static value_type read(const input::Node& node, const input::Place& place);
    [[nodiscard]] static std::string describe() { return "a list of pairs of numbers"; }
    [[nodiscard]] static input::Json schema();
    [[nodiscard]] static input::Json echo(const value_type& points);
};

} // namespace sidejump::electron_gas
