// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

namespace sidejump::device {

/// The largest extent of a mesh, m: a unit of length in which its coordinates are of order one.
double largest_extent(const MeshDescription& mesh);

/// The mesh with its coordinates in units of `length` metres.
MeshDescription in_length_unit(const MeshDescription& mesh, double length);

/// The same device with every length in units of `length` metres. Potentials stay in volts and
/// currents in amperes; conductivities keep their numbers, so that rates per volume, conductances
/// per area and cross sections are multiplied by powers of the unit, and current densities come out
/// in units of A/m^2 times `length`.
DiffusionProblem in_length_unit(const DiffusionProblem& problem, double length);

} // namespace sidejump::device
