// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/loss_function.hpp"

#include <cmath>

namespace sidejump::fit {

LossFunction::AtResidual LossFunction::at(double residual) const {
    const double s = residual * residual;
    const double size = std::abs(residual / scale);
    const double ratio = size * size;
    switch (kind) {
    case Loss::huber:
        if (size > 1.0)
            return {scale * scale * (2.0 * size - 1.0), 1.0 / size, -1.0 / size};
        break;
    case Loss::soft_l1: {
        const double root = std::sqrt(1.0 + ratio);
        return {2.0 * s / (1.0 + root), 1.0 / root, -ratio / (root * root * root)};
    }
    case Loss::cauchy: {
        const double weight = 1.0 / (1.0 + ratio);
        return {scale * scale * std::log1p(ratio), weight, -2.0 * ratio * weight * weight};
    }
    case Loss::none:
        break;
    }
    return {s, 1.0, 0.0};
}

Eigen::VectorXd LossFunction::psi(const Eigen::VectorXd& residuals) const {
    return residuals.unaryExpr([this](double residual) { return psi(residual); });
}

} // namespace sidejump::fit
