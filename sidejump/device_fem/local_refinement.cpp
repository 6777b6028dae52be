// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/local_refinement.hpp"

#include <deal.II/base/mpi.h>
#include <deal.II/distributed/grid_refinement.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/lac/vector.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

template <int dim>
bool mark_and_refine(dealii::parallel::distributed::Triangulation<dim>& forest,
                     const std::vector<double>& indicators, double fraction, double largest_growth,
                     const std::function<void()>& before) {
    double own = 0.0;
    for (const double indicator : indicators)
        own += indicator;
    if (dealii::Utilities::MPI::sum(own, forest.get_communicator()) == 0.0)
        return false;
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
    constexpr double more_cells = (1U << static_cast<unsigned>(dim)) - 1;
    const double growth =
        1.0 +
        more_cells *
            static_cast<double>(dealii::Utilities::MPI::sum(marked, forest.get_communicator())) /
            static_cast<double>(forest.n_global_active_cells());
    if (growth > largest_growth) {
        for (const auto& cell : forest.active_cell_iterators())
            cell->clear_refine_flag();
        return false;
    }
    before();
    forest.execute_coarsening_and_refinement();
    return true;
}

} // namespace

template <int dim>
bool refine_largest(Mesh<dim>& mesh, const std::vector<double>& indicators, double fraction,
                    double largest_growth, const std::function<void()>& before) {
    if constexpr (dim > 1)
        if (auto* forest = dynamic_cast<dealii::parallel::distributed::Triangulation<dim>*>(&mesh))
            return mark_and_refine(*forest, indicators, fraction, largest_growth, before);
    throw std::invalid_argument("only quadrilaterals and hexahedra can be refined locally");
}

template bool refine_largest(Mesh<1>&, const std::vector<double>&, double, double,
                             const std::function<void()>&);
template bool refine_largest(Mesh<2>&, const std::vector<double>&, double, double,
                             const std::function<void()>&);
template bool refine_largest(Mesh<3>&, const std::vector<double>&, double, double,
                             const std::function<void()>&);

} // namespace sidejump::device_fem
