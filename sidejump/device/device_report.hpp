// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace sidejump::device {

/// What the numbers of a device mean; stands in every result.
inline constexpr const char* spin_current_convention =
    "spin currents are I_up - I_down in units of charge (times hbar/2e: angular momentum), spin "
    "potentials (mu_up - mu_down)/2e; currents of contacts count into the device";

/// The content of device.json: program, input, convention, results by point of the study, warnings.
/// Complex amplitudes (study ac, e^{-i omega t}) are objects with `real` and `imaginary`.
nlohmann::ordered_json device_json(const DeviceFile& file, const DeviceRun& run);

/// The run as tables for a person: all of a single point, the measurements and contacts of a study.
std::string device_table(const DeviceFile& file, const DeviceRun& run);

/// A study as comma-separated values: its parameter, measurements, potentials and currents of the
/// contacts; a row for each point.
std::string device_csv(const DeviceFile& file, const DeviceRun& run);

} // namespace sidejump::device
