// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/spin_orbit_field.hpp"

#include <cmath>

namespace sidejump::rashba {

SpinOrbitField::Direction SpinOrbitField::at(double angle) const {
    if (is_cubic()) {
        const double sign = cubic_rashba > 0.0 ? 1.0 : -1.0;
        return {2.0 * std::abs(cubic_rashba), 0.0,
                std::atan2(sign * std::cos(3.0 * angle), -sign * std::sin(3.0 * angle)), 3.0};
    }
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double x = 2.0 * (dresselhaus * c - rashba * s);
    const double y = 2.0 * (rashba * c - dresselhaus * s);
    const double strength = std::hypot(x, y);
    if (strength == 0.0)
        return {};
    const double slope = -8.0 * rashba * dresselhaus * std::cos(2.0 * angle) / strength;
    const double turn =
        4.0 * (rashba - dresselhaus) * (rashba + dresselhaus) / (strength * strength);
    return {strength, slope, std::atan2(y, x), turn};
}

} // namespace sidejump::rashba
