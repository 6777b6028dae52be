// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device_fem/adaptive_solution.hpp"

#include <string>

namespace sidejump::device_fem {

/// Whether a mesh is adapted to the measure of that name.
bool is_adapted_to(const device::AdaptInput& adapt, const std::string& measure);

/// What the table [mesh.adapt] of a file asks for; on_round is left empty.
/// @throws input::InputError if the mesh of the problem cannot be refined locally
AdaptationRequest requested_adaptation(const device::DeviceInput& input,
                                       const device::DiffusionProblem& problem);

/// Which measures have a larger error than was asked for, in words.
std::string shortfall(const device::Adaptation& adaptation);

/// Which measures have no estimated error on the last mesh, in words; empty if all have.
std::string without_estimate(const device::Adaptation& adaptation);

} // namespace sidejump::device_fem
