// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

namespace sidejump::device {

/// Whether a terminal takes part in fixing the potential of the metal it touches.
bool fixes_potential(const Terminal& terminal);

/// Checks that every connected part of the mesh touches a terminal that fixes its potential. Parts
/// are joined by shared faces, unless an interface there conducts no charge.
/// Where there are several parts, each needs a terminal with a given potential.
/// @throws std::invalid_argument naming the regions of a part that floats
void check_connected(const DiffusionProblem& problem);

} // namespace sidejump::device
