// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"

#include <optional>
#include <string>

namespace sidejump::device {

/// A section [[surface]] as it is written: a plane across an axis through which currents are
/// counted.
struct SurfaceInput {
    input::PlacedText name;
    int axis = 0;          ///< of space: 0 x, 1 y, 2 z
    double position = 0.0; ///< along it, m
    std::optional<input::PlacedText> region;
    input::Place axis_place;
    input::Place position_place;
};

const input::Section<SurfaceInput>& surface_section();

/// The surface in a mesh.
/// @throws input::InputError if the mesh leaves the axis out or has no such region, and if the
///         plane does not meet the device or the region
Surface surface_in_mesh(const SurfaceInput& input, const MeshDescription& mesh,
                        const Embedding& embedding);

} // namespace sidejump::device
