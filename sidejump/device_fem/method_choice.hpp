// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/device_solver.hpp"
#include "sidejump/device_fem/field_space.hpp"

namespace sidejump::device_fem {

/// Polynomials of the highest order for which there are kernels of the operator without a matrix.
constexpr unsigned highest_order_without_matrix = 4;

/// The method of the linear solver that suits the number of unknowns and the mesh.
template <int dim>
SolverMethod choose_method(const FieldSpace<dim>& space);

} // namespace sidejump::device_fem
