// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/method_choice.hpp"

#include "sidejump/device_fem/coarsest_level.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {
namespace {

/// Unknowns from which on geometric multigrid is worth its levels.
constexpr unsigned long long smallest_geometric = 20'000;
/// Longest over shortest edge of a cell up to which its smoother works well.
constexpr double largest_aspect_ratio = 5.0;

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
        space.dofs.n_dofs() >= smallest_geometric && aspect_ratio(space) <= largest_aspect_ratio)
        return SolverMethod::multigrid;
    return SolverMethod::iterative;
}

template SolverMethod choose_method(const FieldSpace<1>&);
template SolverMethod choose_method(const FieldSpace<2>&);
template SolverMethod choose_method(const FieldSpace<3>&);

} // namespace sidejump::device_fem
