// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/field_space.hpp"

#include <vector>

namespace sidejump::device_fem {

/// The unknowns of all cells, cell by cell in an order that follows from the mesh and not from the
/// number of ranks. Collective; the values are on rank 0, the others get none.
template <int dim>
std::vector<double> gather_fields(const FieldSpace<dim>& space, const Vector& fields);

/// The owned unknowns of what gather_fields has given; `values` counts on rank 0 only.
/// @throws std::invalid_argument on all ranks if the mesh has another number of cells
template <int dim>
Vector scatter_fields(const FieldSpace<dim>& space, const std::vector<double>& values);

} // namespace sidejump::device_fem
