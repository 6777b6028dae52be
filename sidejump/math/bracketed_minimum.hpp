// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace sidejump::math {

/// A point and the value of a function there.
struct FunctionPoint {
    double x = 0.0;
    double value = 0.0;
};

/// The minimum of a function between two points that lie higher than a third one between them, by
/// Brent's method: parabolas through the best three points, golden sections where they fail. Where
/// the function has no minimum, but a jump, the lowest point that was found.
/// @param tolerance  absolute, of the place of the minimum; the value there is exact to its square
/// @throws std::invalid_argument unless low.x < inner.x < high.x and inner lies lowest; and what
///         the function throws
FunctionPoint bracketed_minimum(const std::function<double(double)>& function,
                                const FunctionPoint& low, const FunctionPoint& inner,
                                const FunctionPoint& high, double tolerance);

} // namespace sidejump::math
