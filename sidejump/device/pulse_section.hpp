// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/pulse.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
#include <vector>

namespace sidejump::device {

/// A section [[study.pulse]] as it is written, SI units.
struct PulseInput {
    input::PlacedText contact; ///< whose drive it multiplies
    PulseShape shape = PulseShape::step;
    double amplitude = 1.0;
    double offset = 0.0;
    std::optional<double> start;
    std::optional<double> rise;
    std::optional<double> width;
    std::optional<double> centre;
    std::optional<double> frequency;
    std::optional<double> phase;
    std::optional<double> decay;
    std::optional<std::vector<double>> times;
    std::optional<std::vector<double>> values;
};

/// Declaration of the section [[study.pulse]].
const input::Section<PulseInput>& pulse_section();

/// The function of time that the section describes.
Pulse pulse_from_input(const PulseInput& input);

/// @throws input::InputError unless the times of a list increase
void require_increasing(const std::vector<double>& times, const input::Table& table,
                        const std::string& key, const input::Place& place);

} // namespace sidejump::device
