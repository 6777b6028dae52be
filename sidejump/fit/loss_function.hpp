// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_section.hpp"

namespace sidejump::fit {

/// What is summed over the residuals r: rho(r^2) with rho(s) = s near 0.
///
/// With the scale a: huber s for s < a^2, else 2 a sqrt(s) - a^2; soft-l1 2 a^2 (sqrt(1 + s/a^2) -
/// 1); cauchy a^2 ln(1 + s/a^2).
struct LossFunction {
    Loss kind = Loss::none;
    double scale = 1.0; ///< a, in the unit of residuals

    [[nodiscard]] double rho(double residual) const;
    [[nodiscard]] double psi(double residual) const; ///< (1/2) d rho(r^2)/dr; r without a loss
    [[nodiscard]] double psi_slope(double residual) const;
};

} // namespace sidejump::fit
