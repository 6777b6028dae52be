// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_archive.hpp"

#include <algorithm>
#include <array>
#include <deal.II/base/mpi.h>
#include <deal.II/grid/cell_id.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

using CellKey = dealii::CellId::binary_type;

template <int dim>
std::vector<CellKey> own_cells(const FieldSpace<dim>& space) {
    std::vector<CellKey> keys;
    for (const auto& cell : space.dofs.active_cell_iterators())
        if (cell->is_locally_owned())
            keys.push_back(cell->id().template to_binary<dim>());
    return keys;
}

/// The position of the cells of every rank among all, by rank in the order of iteration.
template <int dim>
std::vector<std::vector<std::size_t>> positions(const FieldSpace<dim>& space) {
    const auto keys =
        dealii::Utilities::MPI::all_gather(space.mesh.get_communicator(), own_cells(space));
    std::vector<CellKey> sorted;
    for (const auto& of_rank : keys)
        sorted.insert(sorted.end(), of_rank.begin(), of_rank.end());
    std::ranges::sort(sorted);
    std::vector<std::vector<std::size_t>> found;
    for (const auto& of_rank : keys) {
        found.emplace_back();
        for (const CellKey& key : of_rank)
            found.back().push_back(
                static_cast<std::size_t>(std::ranges::lower_bound(sorted, key) - sorted.begin()));
    }
    return found;
}

} // namespace

template <int dim>
std::vector<double> gather_fields(const FieldSpace<dim>& space, const Vector& fields) {
    const MPI_Comm communicator = space.mesh.get_communicator();
    Vector known = fields;
    known.update_ghost_values();
    const std::size_t per_cell = space.element.n_dofs_per_cell();
    std::vector<dealii::types::global_dof_index> indices(per_cell);
    std::vector<double> own;
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        cell->get_dof_indices(indices);
        for (const auto index : indices)
            own.push_back(known(index));
    }
    const auto order = positions(space);
    const auto gathered = dealii::Utilities::MPI::gather(communicator, own, 0);
    std::vector<double> values;
    if (dealii::Utilities::MPI::this_mpi_process(communicator) != 0)
        return values;
    values.resize(space.mesh.n_global_active_cells() * per_cell);
    for (std::size_t rank = 0; rank < gathered.size(); ++rank)
        for (std::size_t c = 0; c < order[rank].size(); ++c)
            std::copy_n(gathered[rank].begin() + static_cast<std::ptrdiff_t>(c * per_cell),
                        per_cell,
                        values.begin() + static_cast<std::ptrdiff_t>(order[rank][c] * per_cell));
    return values;
}

template <int dim>
Vector scatter_fields(const FieldSpace<dim>& space, const std::vector<double>& values) {
    const MPI_Comm communicator = space.mesh.get_communicator();
    const std::vector<double> all = dealii::Utilities::MPI::broadcast(communicator, values, 0);
    const std::size_t per_cell = space.element.n_dofs_per_cell();
    if (all.size() != space.mesh.n_global_active_cells() * per_cell)
        throw std::invalid_argument("the fields that were kept are of another mesh");
    const auto order = positions(space);
    const auto& own = order[dealii::Utilities::MPI::this_mpi_process(communicator)];
    std::vector<dealii::types::global_dof_index> indices(per_cell);
    Vector fields = space.make_vector();
    std::size_t c = 0;
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        cell->get_dof_indices(indices);
        const double* const of_cell = all.data() + own[c++] * per_cell;
        for (std::size_t i = 0; i < per_cell; ++i)
            if (space.owned.is_element(indices[i]))
                fields(indices[i]) = of_cell[i];
    }
    return fields;
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template std::vector<double> gather_fields(const FieldSpace<dim>&, const Vector&);             \
    template Vector scatter_fields(const FieldSpace<dim>&, const std::vector<double>&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
