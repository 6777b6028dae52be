// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device/diffusion_problem.hpp"

#include <string>

namespace sidejump::device_fem {

/// A mark of all numbers that a run is made of; files that the device file names are in them.
/// @param first  the equations at the first point of the study
std::string run_fingerprint(const device::DeviceFile& file, const device::DiffusionProblem& first);

} // namespace sidejump::device_fem
