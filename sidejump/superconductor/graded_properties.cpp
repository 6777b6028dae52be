// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/graded_properties.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::superconductor {

bool GradedProperties::any() const {
    return exchange_field || exchange_turns != 0.0 || spin_hall_angle || swapping ||
           spin_orbit_rate;
}

Metal graded_metal(const Metal& metal, const GradedProperties& properties, double fraction) {
    const auto number = [&](const std::optional<Profile<double>>& profile, double otherwise) {
        return profile ? profile->at_fraction(
                             fraction, [](double a, double b, double w) { return blend(a, b, w); })
                       : otherwise;
    };
    Metal here = metal;
    here.spin_hall_angle = number(properties.spin_hall_angle, metal.spin_hall_angle);
    here.swapping = number(properties.swapping, metal.swapping);
    here.spin_orbit_rate = number(properties.spin_orbit_rate, metal.spin_orbit_rate);
    if (properties.exchange_field) {
        const input::Vector3 h = properties.exchange_field->at_fraction(
            fraction, [](const input::Vector3& a, const input::Vector3& b, double w) {
                return blend(a, b, w);
            });
        here.exchange_field = {h[0], h[1], h[2]};
    }
    const double angle = 2.0 * std::numbers::pi * properties.exchange_turns * fraction;
    here.exchange_field = {
        here.exchange_field.x(),
        std::cos(angle) * here.exchange_field.y() - std::sin(angle) * here.exchange_field.z(),
        std::sin(angle) * here.exchange_field.y() + std::cos(angle) * here.exchange_field.z()};
    return here;
}

} // namespace sidejump::superconductor
