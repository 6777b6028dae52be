// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_run.hpp"

#include <filesystem>

namespace sidejump::device {

/// Writes the line cuts of a run as HDF5. For every cut NAME: NAME_position (points x 3, m, in the
/// coordinates of the mesh), NAME_potential (study x points x 4, V: charge, spin x, y, z) and
/// NAME_current (study x points x 12, A/m^2: along x, y, z, each with charge, spin x, y, z); in
/// the study ac also NAME_potential_imaginary and NAME_current_imaginary. Points outside the device
/// are NaN. Attributes give units and the spin current convention.
/// @throws std::runtime_error with the path if it cannot be written
void write_cuts(const DeviceFile& file, const DeviceRun& run, const std::filesystem::path& path);

} // namespace sidejump::device
