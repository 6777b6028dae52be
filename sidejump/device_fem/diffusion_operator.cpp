// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/diffusion_operator.hpp"

#include <deal.II/dofs/dof_tools.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

const dealii::AffineConstraints<double>& no_constraints() {
    static const dealii::AffineConstraints<double> none = [] {
        dealii::AffineConstraints<double> constraints;
        constraints.close();
        return constraints;
    }();
    return none;
}

} // namespace

template <int dim>
std::shared_ptr<const dealii::Utilities::MPI::Partitioner>
level_partitioner(const FieldSpace<dim>& space, unsigned level) {
    dealii::IndexSet relevant;
    dealii::DoFTools::extract_locally_relevant_level_dofs(space.dofs, level, relevant);
    return std::make_shared<dealii::Utilities::MPI::Partitioner>(
        space.dofs.locally_owned_mg_dofs(level), relevant, space.mesh.get_communicator());
}

template <int dim, class Number>
DiffusionOperator<dim, Number>::DiffusionOperator(const FieldSpace<dim>& space,
                                                  const FieldEquations& equations)
    : partitioner_(std::make_shared<dealii::Utilities::MPI::Partitioner>(
          space.owned, space.relevant, space.mesh.get_communicator())),
      places_(partitioner_, space.hanging, dealii::IndexSet(space.dofs.n_dofs())),
      cells_(space, equations, false, std::nullopt, places_),
      surfaces_(space, equations, false, std::nullopt, places_) {}

template <int dim, class Number>
DiffusionOperator<dim, Number>::DiffusionOperator(const FieldSpace<dim>& space,
                                                  const FieldEquations& equations, unsigned level,
                                                  const dealii::IndexSet& held)
    : partitioner_(level_partitioner(space, level)), places_(partitioner_, no_constraints(), held),
      cells_(space, equations, true, level, places_),
      surfaces_(space, equations, true, level, places_) {}

template <int dim, class Number>
void DiffusionOperator<dim, Number>::vmult(NumberVector& result, const NumberVector& vector) const {
    const bool knows_neighbours = vector.has_ghost_elements();
    if (!knows_neighbours)
        vector.update_ghost_values();
    result = Number{};
    cells_.add_product(vector, result, places_);
    surfaces_.add_product(vector, result, places_);
    result.compress(dealii::VectorOperation::add);
    if (!knows_neighbours)
        vector.zero_out_ghost_values();
}

template <int dim, class Number>
typename DiffusionOperator<dim, Number>::NumberVector
DiffusionOperator<dim, Number>::inverse_diagonal() const {
    NumberVector diagonal = make_vector();
    cells_.add_diagonal(diagonal);
    surfaces_.add_diagonal(diagonal);
    diagonal.compress(dealii::VectorOperation::add);
    for (Number& entry : diagonal)
        entry = entry > Number{} ? Number{1} / entry : Number{};
    return diagonal;
}

template <int dim, class Number>
Number DiffusionOperator<dim, Number>::el(dealii::types::global_dof_index /*row*/,
                                          dealii::types::global_dof_index /*column*/) const {
    throw std::logic_error("the entries of an operator without a matrix are not known");
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template class DiffusionOperator<dim, double>;                                                 \
    template class DiffusionOperator<dim, float>;                                                  \
    template std::shared_ptr<const dealii::Utilities::MPI::Partitioner> level_partitioner(         \
        const FieldSpace<dim>&, unsigned);
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
