// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace sidejump::math {

/// The root of a continuous function between low and high, by Brent's method down to rounding.
/// @throws std::domain_error if the function has the same sign at both ends or is not a number; the
///         message gives both values
double bracketed_root(const std::function<double(double)>& function, double low, double high);

} // namespace sidejump::math
