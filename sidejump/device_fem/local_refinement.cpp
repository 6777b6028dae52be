// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/local_refinement.hpp"

#include <deal.II/base/mpi.h>
#include <deal.II/distributed/cell_data_transfer.h>
#include <deal.II/distributed/grid_refinement.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/lac/vector.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

template <int dim>
using Forest = dealii::parallel::distributed::Triangulation<dim>;

/// Marks the cells to be refined, and counts them.
template <int dim>
unsigned long long mark_largest(Forest<dim>& forest, const std::vector<double>& indicators,
                                double fraction) {
    const dealii::Vector<double> criteria(indicators.begin(), indicators.end());
    dealii::parallel::distributed::GridRefinement::refine_and_coarsen_fixed_fraction(
        forest, criteria, fraction, 0.0);
    unsigned long long marked = 0;
    for (const auto& cell : forest.active_cell_iterators())
        if (cell->is_locally_owned()) {
            cell->clear_coarsen_flag();
            if (cell->refine_flag_set())
                ++marked;
        }
    return dealii::Utilities::MPI::sum(marked, forest.get_communicator());
}

/// Refines and coarsens what is marked.
/// @param levels  by active cell, the level of the cell that it is part of or was once; afterwards
///                the same for the new mesh
template <int dim>
void change(Forest<dim>& forest, dealii::Vector<double>& levels) {
    dealii::parallel::distributed::CellDataTransfer<dim, dim, dealii::Vector<double>> transfer(
        forest);
    transfer.prepare_for_coarsening_and_refinement(levels);
    forest.execute_coarsening_and_refinement();
    levels.reinit(forest.n_active_cells());
    transfer.unpack(levels);
}

/// Coarsens all cells that are finer than the cell they are part of.
template <int dim>
void take_back(Forest<dim>& forest, dealii::Vector<double>& levels) {
    // Ranks do not know that their neighbours' cells will be coarser, too, and leave their own ones
    // next to them as they are: once more then, for each level at most.
    for (unsigned pass = 0; pass <= forest.n_global_levels(); ++pass) {
        unsigned marked = 0;
        for (const auto& cell : forest.active_cell_iterators())
            if (cell->is_locally_owned() && cell->level() > levels[cell->active_cell_index()]) {
                cell->set_coarsen_flag();
                marked = 1;
            }
        if (dealii::Utilities::MPI::max(marked, forest.get_communicator()) == 0)
            return;
        change(forest, levels);
    }
    throw std::logic_error("a refinement of the mesh that could not be taken back");
}

template <int dim>
Refinement mark_and_refine(Forest<dim>& forest, const std::vector<double>& indicators,
                           double fraction, const RefinementLimit& limit) {
    double own = 0.0;
    for (const auto& cell : forest.active_cell_iterators())
        if (cell->is_locally_owned())
            own += indicators[cell->active_cell_index()];
    if (dealii::Utilities::MPI::sum(own, forest.get_communicator()) == 0.0)
        return Refinement::nothing;
    if (mark_largest(forest, indicators, fraction) > limit.marked_cells) {
        for (const auto& cell : forest.active_cell_iterators())
            cell->clear_refine_flag();
        return Refinement::too_large;
    }
    dealii::Vector<double> levels(forest.n_active_cells());
    for (const auto& cell : forest.active_cell_iterators())
        levels[cell->active_cell_index()] = cell->level();
    limit.before();
    change(forest, levels);
    if (limit.fits())
        return Refinement::done;
    limit.before();
    take_back(forest, levels);
    return Refinement::too_large;
}

} // namespace

template <int dim>
Refinement refine_largest(Mesh<dim>& mesh, const std::vector<double>& indicators, double fraction,
                          const RefinementLimit& limit) {
    if constexpr (dim > 1)
        if (auto* forest = dynamic_cast<Forest<dim>*>(&mesh))
            return mark_and_refine(*forest, indicators, fraction, limit);
    throw std::invalid_argument("only quadrilaterals and hexahedra can be refined locally");
}

template Refinement refine_largest(Mesh<1>&, const std::vector<double>&, double,
                                   const RefinementLimit&);
template Refinement refine_largest(Mesh<2>&, const std::vector<double>&, double,
                                   const RefinementLimit&);
template Refinement refine_largest(Mesh<3>&, const std::vector<double>&, double,
                                   const RefinementLimit&);

} // namespace sidejump::device_fem
