// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/result_units.hpp"

#include "sidejump/units/constants.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

std::string power(const std::string& unit, int exponent) {
    return exponent == 1 ? unit : fmt::format("{}^{}", unit, exponent);
}

/// A unit times a power of the unit of lengths.
std::string times_lengths(const std::string& unit, int exponent) {
    return exponent == 0 ? unit : unit + " " + power("nm", exponent);
}

} // namespace

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
    return {metres == 0 ? dimension : fmt::format("{}/{}", dimension, power("m", metres)), factor};
}

ResultUnit ResultUnits::free_energy() const {
    return scaled(units_.free_energy(dimension_), "J", 3 - dimension_,
                  times_lengths("N_F K^2", dimension_));
}

ResultUnit ResultUnits::current() const {
    return scaled(units_.current(dimension_), "A", 3 - dimension_,
                  times_lengths("e N_F K^2", dimension_) + "/hbar");
}

ResultUnit ResultUnits::current_across() const {
    // Through the one place of a bulk metal, or a line: across layers, or from the axis of a disc.
    const int cut = dimension_ == 0 ? 1 : 2;
    return scaled(units_.current(cut), "A", 3 - cut, times_lengths("e N_F K^2", cut) + "/hbar");
}

ResultUnit ResultUnits::current_density() const {
    return scaled(units_.current(1), "A", 2, "e N_F K^2 nm/hbar");
}

ResultUnit ResultUnits::spin_density() const {
    return scaled(units_.spin_density(), "1", 3, "N_F K");
}

ResultUnit ResultUnits::spin() const {
    return scaled(units_.spin_density() * std::pow(units_.length, dimension_), "1", 3 - dimension_,
                  times_lengths("N_F K", dimension_));
}

ResultUnit ResultUnits::torque_density() const {
    return scaled(units_.spin_density() * units_.energy, "J", 3, "N_F K^2");
}

} // namespace sidejump::superconductor
