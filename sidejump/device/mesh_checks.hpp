// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_file.hpp"
#include "sidejump/device/mesh_description.hpp"

namespace sidejump::device {

/// What a file asks for beside names, and only the mesh shows to be impossible.
/// @throws input::InputError if the elements of the mesh do not have solver.order, or solver.method
///         does not work on them, and if a cut has more coordinates than the mesh or passes by the
///         box around it
void check_against_mesh(const DeviceInput& input, const MeshDescription& mesh,
                        const Embedding& embedding);

} // namespace sidejump::device
