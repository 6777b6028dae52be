// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"

#include <vector>

namespace sidejump::electron_gas {

/// The section [study] as it is written.
struct StudyInput {
    double electric_field = 1000.0;     ///< V/m
    std::vector<double> frequency{0.0}; ///< Hz
};

/// The section [spin_modes] as it is written.
struct SpinModesInput {
    std::vector<double> wavenumber; ///< 1/m
    double direction = 0.0;         ///< angle of the wave vector
    input::Place place;
    input::Place wavenumber_place;
};

const input::Section<StudyInput>& study_section();
const input::Section<SpinModesInput>& spin_modes_section();

} // namespace sidejump::electron_gas
