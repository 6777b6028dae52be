// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/vector_types.hpp"
#include "sidejump/units/constants.hpp"

#include <memory>
#include <optional>

namespace sidejump::device {

/// A section [[alloy]] as it is written: the tables of an alloy file, or the name of one.
struct AlloyEntry : coefficients::AlloyInput {
    input::PlacedText name;
    std::optional<input::PlacedText> path;
    std::shared_ptr<const coefficients::AlloyFile> file; ///< read and checked
};

/// Declaration of the section [[alloy]].
const input::Section<AlloyEntry>& alloy_section();

/// A section [[region]] as it is written, SI units. It is an alloy, a normal metal given by
/// numbers, or, with a magnetisation, a ferromagnet given by numbers.
struct RegionInput {
    input::PlacedText name;
    std::optional<input::PlacedText> alloy;
    std::optional<double> temperature;                        ///< K
    std::optional<double> conductivity;                       ///< S/m
    std::optional<double> spin_diffusion_length;              ///< m
    std::optional<double> spin_diffusion_length_longitudinal; ///< m
    std::optional<double> spin_diffusion_length_transverse;   ///< m
    std::optional<double> spin_hall_angle;                    ///< sigma_SH/sigma
    std::optional<double> swapping;                           ///< kappa/D_T
    std::optional<double> diffusion_constant;                 ///< m^2/s
    std::optional<double> spin_relaxation_time;               ///< s
    double g_factor = units::electron_g_factor;
    std::optional<input::Vector3> magnetisation; ///< unit vector
    std::optional<double> polarisation;
    std::optional<double> dephasing_length;  ///< m
    std::optional<double> precession_length; ///< m
    std::optional<double> anomalous_hall_angle;
    input::Place place; ///< of the section
};

/// Declaration of the section [[region]].
const input::Section<RegionInput>& region_section();

/// The spin diffusion lengths of a normal metal given by numbers, m.
struct SpinDiffusionLengths {
    double longitudinal = 0.0;
    double transverse = 0.0;
};
SpinDiffusionLengths spin_diffusion_lengths(const RegionInput& region);

} // namespace sidejump::device
