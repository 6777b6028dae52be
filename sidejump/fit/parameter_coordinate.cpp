// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/parameter_coordinate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sidejump::fit {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
// Distance of a bound from the end of a range: relative to the numbers that it is computed from, as
// these are rounded once more when values are; from an open end at zero relative to the start
// value.
constexpr double rounding_margin = 1e-14;
constexpr double zero_margin = 1e-280;

enum class Side { low, high };

// An end of the values of a coordinate.
struct ValueEnd {
    double value = 0.0;
    bool is_open = false;
    double margin = 0.0; // of rounding
    std::string tied;
};

// Moves a bound to the end of a range if that is nearer.
void limit(Coordinate& coordinate, Side side, const ValueEnd& end) {
    if (!std::isfinite(end.value) || (coordinate.logarithmic && !(end.value > 0.0)))
        return;
    const double inwards = side == Side::low ? 1.0 : -1.0;
    double margin = end.margin;
    if (end.is_open)
        margin = std::max(margin, zero_margin * std::abs(coordinate.value(coordinate.start)));
    const double bound = coordinate.coordinate(end.value + inwards * margin);
    double& now = side == Side::low ? coordinate.low : coordinate.high;
    if (inwards * (bound - now) <= 0.0)
        return;
    now = inwards * (bound - coordinate.start) > 0.0 ? coordinate.start : bound;
    BoundOrigin& origin = side == Side::low ? coordinate.low_from : coordinate.high_from;
    origin.tied = end.tied;
    origin.open_end.reset();
    if (end.is_open)
        origin.open_end = coordinate.coordinate(end.value);
}

void check_order(const Coordinate& coordinate, const ParameterInput& parameter) {
    const auto& u = coordinate;
    if (u.low >= u.high)
        (parameter.max ? *parameter.max : *parameter.min)
            .place.fail("a max above min",
                        fmt::format("min {}, max {}",
                                    parameter.min ? parameter.min->text() : "of the model",
                                    parameter.max ? parameter.max->text() : "of the model"));
    if (u.start < u.low || u.start > u.high)
        parameter.start->place.fail(
            fmt::format("a start value within the bounds{}{}",
                        parameter.min ? ", min " + parameter.min->text() : "",
                        parameter.max ? ", max " + parameter.max->text() : ""),
            parameter.start->text());
}

// A bound that is written; nothing if none is, or if it is the end of the range, which the model
// leaves out: the search stays away from that anyway.
std::optional<double> bound(const std::optional<WrittenQuantity>& written, const ModelInput& input,
                            double end) {
    if (!written)
        return std::nullopt;
    if (written->in(input.unit) == end && !input.range.contains(end))
        return std::nullopt;
    return in_range(*written, input);
}

} // namespace

double in_range(const WrittenQuantity& written, const ModelInput& input) {
    const double value = written.in(input.unit);
    if (!input.range.contains(value))
        written.place.fail(fmt::format("a value{} of {}", input.range.describe(), input.name),
                           written.text());
    return value;
}

Coordinate coordinate_of(const ParameterInput& parameter, const ModelInput& input) {
    Coordinate coordinate;
    coordinate.logarithmic = parameter.scale == Scale::logarithmic;
    const double start = in_range(*parameter.start, input);
    const auto least = bound(parameter.min, input, input.range.low);
    const auto most = bound(parameter.max, input, input.range.high);
    const double low = least.value_or(input.range.low);
    const double high = most.value_or(input.range.high);
    if (coordinate.logarithmic) {
        if (!(start > 0.0))
            parameter.start->place.fail("a start value above zero on a logarithmic scale",
                                        parameter.start->text());
        if (parameter.min && !(low > 0.0))
            parameter.min->place.fail("a bound above zero on a logarithmic scale",
                                      parameter.min->text());
    } else if (start != 0.0) {
        coordinate.unit = std::abs(start);
    } else if (std::isfinite(low) && std::isfinite(high) && low != high) {
        coordinate.unit = std::max(std::abs(low), std::abs(high));
    }
    coordinate.start = coordinate.coordinate(start);
    coordinate.low = -unbounded;
    coordinate.high = unbounded;
    if (least)
        coordinate.low = coordinate.coordinate(low);
    else
        limit(coordinate, Side::low,
              {low, input.range.low_open,
               input.range.low_open ? rounding_margin * std::abs(low) : 0.0, ""});
    if (most)
        coordinate.high = coordinate.coordinate(high);
    else
        limit(coordinate, Side::high,
              {high, input.range.high_open,
               input.range.high_open ? rounding_margin * std::abs(high) : 0.0, ""});
    check_order(coordinate, parameter);
    return coordinate;
}

void check_bounds(const ParameterInput& parameter, const ModelInput& input) {
    ParameterInput linear = parameter;
    linear.scale = Scale::linear; // of a search, which may not take a value of zero
    static_cast<void>(coordinate_of(linear, input));
}

void limit_by_tie(Coordinate& coordinate, const Tie& tie, const input::Range& range,
                  const std::string& tied) {
    if (tie.factor == 0.0)
        return;
    const auto limit_at = [&](double end, bool is_open, bool is_upper) {
        const double margin =
            rounding_margin * (std::abs(end) + std::abs(tie.offset)) / std::abs(tie.factor);
        limit(coordinate, is_upper == (tie.factor > 0.0) ? Side::high : Side::low,
              {(end - tie.offset) / tie.factor, is_open, margin, tied});
    };
    limit_at(range.low, range.low_open, false);
    limit_at(range.high, range.high_open, true);
}

} // namespace sidejump::fit
