// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace sidejump::math {

/// The root of a continuous function between two points where its signs differ, by Brent's method.
/// @param tolerance  absolute, of the root; rounding of the root itself is allowed on top of it
/// @throws std::runtime_error if the signs do not differ or the interval does not shrink; and what
///         the function throws
double bracketed_root(const std::function<double(double)>& function, double low, double high,
                      double tolerance);

} // namespace sidejump::math
