// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/triangulation.hpp"

#include <functional>
#include <vector>

namespace sidejump::device_fem {

/// Refines the cells with the largest indicators that together hold a fraction of their sum, and
/// those that keep neighbours within one level, across interfaces too. Collective.
/// @param indicators      by active cell, none negative; only those of owned cells count
/// @param largest_growth  nothing is refined if the number of cells would grow by more, neighbours
///                        that follow not counted
/// @param before          called before the mesh changes, if it does
/// @return whether the mesh has changed
/// @throws std::invalid_argument unless all cells are quadrilaterals or hexahedra
template <int dim>
bool refine_largest(Mesh<dim>& mesh, const std::vector<double>& indicators, double fraction,
                    double largest_growth, const std::function<void()>& before);

} // namespace sidejump::device_fem
