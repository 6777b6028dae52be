// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/loss_function.hpp"

#include <cmath>

namespace sidejump::fit {

double LossFunction::rho(double residual) const {
    const double s = residual * residual;
    const double a = scale * scale;
    switch (kind) {
    case Loss::huber:
        return s <= a ? s : 2.0 * scale * std::abs(residual) - a;
    case Loss::soft_l1:
        return 2.0 * a * (std::sqrt(1.0 + s / a) - 1.0);
    case Loss::cauchy:
        return a * std::log1p(s / a);
    case Loss::none:
        break;
    }
    return s;
}

double LossFunction::psi(double residual) const {
    const double ratio = residual * residual / (scale * scale);
    switch (kind) {
    case Loss::huber:
        return ratio <= 1.0 ? residual : std::copysign(scale, residual);
    case Loss::soft_l1:
        return residual / std::sqrt(1.0 + ratio);
    case Loss::cauchy:
        return residual / (1.0 + ratio);
    case Loss::none:
        break;
    }
    return residual;
}

double LossFunction::psi_slope(double residual) const {
    const double ratio = residual * residual / (scale * scale);
    switch (kind) {
    case Loss::huber:
        return ratio <= 1.0 ? 1.0 : 0.0;
    case Loss::soft_l1:
        return std::pow(1.0 + ratio, -1.5);
    case Loss::cauchy:
        return (1.0 - ratio) / ((1.0 + ratio) * (1.0 + ratio));
    case Loss::none:
        break;
    }
    return 1.0;
}

} // namespace sidejump::fit
