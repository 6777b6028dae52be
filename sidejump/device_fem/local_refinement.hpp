// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/refinement.hpp"
#include "sidejump/device_fem/triangulation.hpp"

#include <functional>
#include <vector>

namespace sidejump::device_fem {

/// What a refinement may lead to.
struct RefinementLimit {
    /// Nothing is done if more cells than this are marked, neighbours that follow not counted.
    unsigned long long marked_cells = 0;
    /// Whether the refined mesh is small enough; otherwise it becomes again what it was.
    std::function<bool()> fits;
    /// Called each time before the mesh changes.
    std::function<void()> before;
};

/// Refines the cells with the largest indicators that together hold a fraction of their sum, and
/// those that keep neighbours within one level, across interfaces too. Collective.
/// @param indicators  by active cell, none negative; only those of owned cells count
/// @throws std::invalid_argument unless all cells are quadrilaterals or hexahedra
template <int dim>
Refinement refine_largest(Mesh<dim>& mesh, const std::vector<double>& indicators, double fraction,
                          const RefinementLimit& limit);

} // namespace sidejump::device_fem
