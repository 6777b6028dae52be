// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"

#include <array>
#include <optional>
#include <string>

/// What the reports of a run have in common.
namespace sidejump::device {

/// The components of a spin current, in their order.
inline constexpr std::array<const char*, 3> spin_axes{"x", "y", "z"};

/// Whether results are amplitudes of e^{-i omega t}, with an imaginary part.
bool is_complex(const DeviceFile& file);

/// What runs in a study.
struct StudyParameter {
    std::string name;
    std::string unit;
    double factor = 1.0; ///< from the unit of StudyPoint::value
};

/// None where the study is one state.
std::optional<StudyParameter> parameter_of(const DeviceFile& file);

} // namespace sidejump::device
