// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconducting_model.hpp"

namespace sidejump::superconductor {

/// The phase of a pair potential with the vortices of a plane at a position.
double vortex_phase(const StructureInput& structure, const Eigen::Vector3d& position);

/// Makes the starting order parameters of a plane vanish at the centres of its vortices, from where
/// they grow over the length sqrt(D/(2 pi Tc)); an iteration that starts so has no vortex to move
/// from where it is.
void carve_cores(SuperconductingModel& model, const SuperconductorFile& file);

/// Gives the starting order parameters of a periodic plane with flux the shape of a state of the
/// lowest Landau level, which has one zero for each flux quantum:
///   sum over m of c_m exp(i k y - |b| (x - k/|b|)^2/2), k = 2 pi m/height, b = 2 e B,
/// with c_m = 1, i, 1, i ... for an even number, whose zeros are then centred, and 1 otherwise.
void start_with_lattice(SuperconductingModel& model, const StructureInput& structure);

} // namespace sidejump::superconductor
