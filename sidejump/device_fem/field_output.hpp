// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device_fem/field_equations.hpp"
#include "sidejump/device_fem/field_space.hpp"

#include <array>
#include <string>
#include <vector>

namespace sidejump::device_fem {

/// Potentials and currents at points given in the coordinates of the mesh; all ranks get all
/// samples. On an interface one of its sides is taken.
template <int dim>
std::vector<device::FieldSample>
sample_fields(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
              const Vector& fields, const std::vector<std::array<double, 3>>& points);

/// Writes the fields for ParaView: FOLDER/NAME_0.pvtu and one .vtu for every rank, or
/// FOLDER/NAME.vtu alone on one rank. Holds the potentials (V) charge_potential and
/// spin_potential_x, _y, _z, and the current densities (A/m^2) charge_current and spin_current_x,
/// _y, _z as vectors along the coordinates of the mesh (spin current: J_up - J_down in charge
/// units), with components
/// ..._along_z for axes that the mesh leaves out. All numbers, coordinates too, have 32 bits. Each
/// rank writes its own cells, and a file has its name only when it is whole. Collective.
/// @param length  metres per unit of length of the mesh
/// @return the path of the file to open
/// @throws std::runtime_error on all ranks if a file cannot be written
template <int dim>
std::string write_fields(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                         const Vector& fields, double length, const std::string& folder,
                         const std::string& name);

} // namespace sidejump::device_fem
