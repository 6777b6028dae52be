// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_section.hpp"

#include <Eigen/Core>

namespace sidejump::fit {

/// What is summed over the residuals r: rho(r^2) with rho(s) = s near 0.
///
/// With the scale a: huber s for s < a^2, else 2 a sqrt(s) - a^2; soft-l1 2 a^2 (sqrt(1 + s/a^2) -
/// 1); cauchy a^2 ln(1 + s/a^2).
struct LossFunction {
    Loss kind = Loss::none;
    double scale = 1.0; ///< a, in the unit of residuals

    /// rho with its derivatives at s = r^2.
    struct AtResidual {
        double rho = 0.0;
        double weight = 1.0; ///< d rho/ds
        double bend = 0.0;   ///< 2 s d^2 rho/ds^2, never above zero
    };
    [[nodiscard]] AtResidual at(double residual) const;

    [[nodiscard]] double rho(double residual) const { return at(residual).rho; }
    /// (1/2) d rho(r^2)/dr; r without a loss
    [[nodiscard]] double psi(double residual) const { return at(residual).weight * residual; }
    [[nodiscard]] double psi_slope(double residual) const {
        const AtResidual here = at(residual);
        return here.weight + here.bend;
    }
    [[nodiscard]] Eigen::VectorXd psi(const Eigen::VectorXd& residuals) const;
};

} // namespace sidejump::fit
