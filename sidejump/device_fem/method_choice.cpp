// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/method_choice.hpp"

#include "sidejump/device/mesh_section.hpp"
#include "sidejump/device_fem/coarsest_level.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {
namespace {

template <int dim>
double aspect_ratio(const FieldSpace<dim>& space) {
    double largest = 1.0;
    for (const auto& cell : space.mesh.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        double shortest = cell->diameter();
        double longest = 0.0;
        for (const unsigned l : cell->line_indices()) {
            const double length = cell->line(l)->diameter();
            shortest = std::min(shortest, length);
            longest = std::max(longest, length);
        }
        largest = std::max(largest, longest / shortest);
    }
    return dealii::Utilities::MPI::max(largest, space.mesh.get_communicator());
}

} // namespace

template <int dim>
SolverMethod choose_method(const FieldSpace<dim>& space) {
    if (space.dofs.n_dofs() <= largest_direct<dim>)
        return SolverMethod::direct;
    if (space.has_levels() && space.scalar->degree <= highest_order_without_matrix &&
        aspect_ratio(space) <= device::largest_multigrid_aspect_ratio * (1.0 + 1e-6))
        return SolverMethod::multigrid;
    return SolverMethod::iterative;
}

template SolverMethod choose_method(const FieldSpace<1>&);
template SolverMethod choose_method(const FieldSpace<2>&);
template SolverMethod choose_method(const FieldSpace<3>&);

} // namespace sidejump::device_fem
