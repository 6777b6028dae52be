// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/vector_types.hpp"
#include "sidejump/superconductor/unit_system.hpp"

#include <memory>
#include <optional>

namespace sidejump::superconductor {

/// The table `alloy` of a metal: the tables of an alloy file, or the name of one.
struct AlloyTable : coefficients::AlloyInput {
    std::optional<input::PlacedText> path;
    std::shared_ptr<const coefficients::AlloyFile> file; ///< read and checked
    input::Place place;
};

/// A section [[metal]] as it is written, quantities in the units inside.
struct MetalInput {
    input::PlacedText name;
    std::optional<double> critical_temperature;
    std::optional<double> coupling;
    std::optional<double> debye_temperature;
    std::optional<double> pair_potential;
    double phase = 0.0;
    std::optional<AlloyTable> alloy;
    std::optional<double> diffusion;
    std::optional<double> conductivity;      ///< S/m
    std::optional<double> density_of_states; ///< 1/(J m3)
    std::optional<input::Vector3> exchange_field;
    std::optional<input::Vector3> zeeman_field;
    std::optional<double> spin_hall_angle;
    std::optional<double> swapping;
    std::optional<double> spin_orbit_rate;
    std::optional<double> spin_relaxation_length;
    double orbital_rate = 0.0;
    double spin_flip_rate = 0.0;
    input::Place place;
};

/// Declaration of the section [[metal]].
const input::Section<MetalInput>& metal_section(UnitSystem units);

/// Types of keys that metals and layers have in common.
inline Measure rate_type(UnitSystem units) {
    return {Dimension::rate, units, {.low = 0.0}};
}
inline input::Number angle_type() {
    return input::Number({.low = -10.0, .high = 10.0});
}

} // namespace sidejump::superconductor
