// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"
#include "sidejump/superconductor/exchange_type.hpp"
#include "sidejump/superconductor/metal.hpp"
#include "sidejump/superconductor/profile_type.hpp"

#include <optional>

namespace sidejump::superconductor {

/// What a layer or a region has in place of its metal, graded across it.
struct GradedProperties {
    std::optional<Profile<input::Vector3>> exchange_field;
    double exchange_turns = 0.0;
    input::Place turns_place;
    std::optional<Profile<double>> spin_hall_angle;
    std::optional<Profile<double>> swapping;
    std::optional<Profile<double>> spin_orbit_rate;

    /// Whether any of them is given.
    [[nodiscard]] bool any() const;
};

/// The metal of a layer or a region at a fraction of the way across it.
Metal graded_metal(const Metal& metal, const GradedProperties& properties, double fraction);

/// Declares the keys of a section whose struct has the graded properties. Its `finish` has to set
/// `turns_place`.
/// @param turns  what the exchange field turns about, and along which way
template <class T>
void declare_graded_properties(input::Section<T>& section, UnitSystem units,
                               const std::string& turns) {
    section
        .optional(
            "exchange_field",
            static_cast<std::optional<Profile<input::Vector3>> T::*>(&T::exchange_field),
            ProfileType<ExchangeType>(ExchangeType(Measure(Dimension::energy, units))),
            "Exchange field h of -h.sigma, instead of that of the metal, whose Zeeman field adds "
            "to it.",
            "the metal's")
        .with_default("exchange_turns", static_cast<double T::*>(&T::exchange_turns),
                      input::Number({.low = -1e4, .high = 1e4}),
                      "Turns of the exchange field about x " + turns +
                          ": a magnetic spiral or a domain wall. A Zeeman field keeps its "
                          "direction.")
        .optional("spin_hall_angle",
                  static_cast<std::optional<Profile<double>> T::*>(&T::spin_hall_angle),
                  ProfileType<input::Number>(angle_type()), "theta.", "the metal's")
        .optional("swapping", static_cast<std::optional<Profile<double>> T::*>(&T::swapping),
                  ProfileType<input::Number>(angle_type()), "kappa.", "the metal's")
        .optional("spin_orbit_rate",
                  static_cast<std::optional<Profile<double>> T::*>(&T::spin_orbit_rate),
                  ProfileType<Measure>(rate_type(units)), "1/tau_so.", "the metal's");
}

} // namespace sidejump::superconductor
