// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/result_units.hpp"

#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {

ResultUnits::ResultUnits(const SuperconductingModel& model)
    : units_(model.units), dimension_(model.dimension) {}

ResultUnit ResultUnits::energy() const {
    return {units_.system == UnitSystem::si ? "K" : "", 1.0};
}

ResultUnit ResultUnits::length() const {
    return {units_.system == UnitSystem::si ? "nm" : "", 1.0};
}

ResultUnit ResultUnits::scaled(double factor, const char* dimension, int metres,
                               const std::string& relative) const {
    if (units_.system != UnitSystem::si)
        return {"", 1.0};
    if (!(units_.states > 0.0))
        return {relative, 1.0};
    return {metres == 0   ? dimension
            : metres == 1 ? fmt::format("{}/m", dimension)
                          : fmt::format("{}/m^{}", dimension, metres),
            factor};
}

ResultUnit ResultUnits::free_energy() const {
    return scaled(units_.free_energy(dimension_), "J", 3 - dimension_,
                  fmt::format("N_F K^2 nm^{}", dimension_));
}

ResultUnit ResultUnits::current() const {
    return scaled(units_.current(dimension_), "A", 3 - dimension_,
                  fmt::format("e N_F K^2 nm^{}/hbar", dimension_));
}

ResultUnit ResultUnits::current_across() const {
    return scaled(units_.current(dimension_ + 1), "A", 2 - dimension_,
                  fmt::format("e N_F K^2 nm^{}/hbar", dimension_ + 1));
}

ResultUnit ResultUnits::current_density() const {
    return scaled(units_.current(1), "A", 2, "e N_F K^2 nm/hbar");
}

ResultUnit ResultUnits::spin_density() const {
    return scaled(units_.spin_density(), "1", 3, "N_F K");
}

ResultUnit ResultUnits::spin() const {
    return scaled(units_.spin_density() * std::pow(units_.length, dimension_), "1", 3 - dimension_,
                  fmt::format("N_F K nm^{}", dimension_));
}

ResultUnit ResultUnits::torque_density() const {
    return scaled(units_.spin_density() * units_.energy, "J", 3, "N_F K^2");
}

} // namespace sidejump::superconductor
