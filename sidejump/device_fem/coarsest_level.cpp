// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/coarsest_level.hpp"

#include "sidejump/device_fem/diffusion_operator.hpp"

namespace sidejump::device_fem {
namespace {

/// By field: which of the unknowns of the coarsest level that a rank owns are its.
template <int dim>
std::vector<std::vector<bool>> constant_modes(const FieldSpace<dim>& space) {
    const dealii::IndexSet& owned = space.dofs.locally_owned_mg_dofs(0);
    std::vector<std::vector<bool>> modes(space.fields,
                                         std::vector<bool>(owned.n_elements(), false));
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    for (const auto& cell : space.dofs.cell_iterators_on_level(0)) {
        if (cell->level_subdomain_id() == dealii::numbers::artificial_subdomain_id)
            continue;
        cell->get_mg_dof_indices(indices);
        for (unsigned i = 0; i < indices.size(); ++i)
            if (owned.is_element(indices[i]))
                modes[space.element.system_to_component_index(i).first]
                     [owned.index_within_set(indices[i])] = true;
    }
    return modes;
}

} // namespace

template <int dim>
dealii::TrilinosWrappers::PreconditionAMG::AdditionalData
algebraic_multigrid_data(const FieldSpace<dim>& space) {
    dealii::TrilinosWrappers::PreconditionAMG::AdditionalData data;
    data.elliptic = true;
    data.higher_order_elements = space.element.degree > 1;
    data.n_cycles = 1;
    data.smoother_sweeps = 2;
    data.aggregation_threshold = 1e-3;
    return data;
}

template <int dim>
CoarsestLevel<dim>::CoarsestLevel(const FieldSpace<dim>& space, const FieldEquations& equations,
                                  const dealii::IndexSet& held)
    : held_(held & space.dofs.locally_owned_mg_dofs(0)) {
    const auto partitioner = level_partitioner(space, 0);
    dealii::AffineConstraints<double> constraints;
    dealii::IndexSet relevant = partitioner->locally_owned_range();
    relevant.add_indices(partitioner->ghost_indices());
    constraints.reinit(relevant);
    for (const auto index : held)
        constraints.add_line(index);
    constraints.close();
    assemble_coarsest_level(space, equations, constraints, matrix_);
    right_hand_side_.reinit(partitioner);
    solution_.reinit(partitioner);
    if (space.dofs.n_dofs(0) <= largest_direct<dim>) {
        direct_ = std::make_unique<dealii::TrilinosWrappers::SolverDirect>(
            control_,
            dealii::TrilinosWrappers::SolverDirect::AdditionalData(false, "Amesos_Mumps"));
        direct_->initialize(matrix_);
    } else {
        auto data = algebraic_multigrid_data(space);
        data.constant_modes = constant_modes(space);
        algebraic_ = std::make_unique<dealii::TrilinosWrappers::PreconditionAMG>();
        algebraic_->initialize(matrix_, data);
    }
}

template <int dim>
void CoarsestLevel<dim>::operator()(unsigned /*level*/, LevelVector& solution,
                                    const LevelVector& right_hand_side) const {
    right_hand_side_ = 0.0;
    for (unsigned i = 0; i < right_hand_side.locally_owned_size(); ++i)
        right_hand_side_.local_element(i) = static_cast<double>(right_hand_side.local_element(i));
    for (const auto index : held_)
        right_hand_side_(index) = 0.0;
    if (direct_)
        direct_->solve(solution_, right_hand_side_);
    else
        algebraic_->vmult(solution_, right_hand_side_);
    for (const auto index : held_)
        solution_(index) = 0.0;
    for (unsigned i = 0; i < solution.locally_owned_size(); ++i)
        solution.local_element(i) = static_cast<float>(solution_.local_element(i));
}

template dealii::TrilinosWrappers::PreconditionAMG::AdditionalData
algebraic_multigrid_data(const FieldSpace<1>&);
template dealii::TrilinosWrappers::PreconditionAMG::AdditionalData
algebraic_multigrid_data(const FieldSpace<2>&);
template dealii::TrilinosWrappers::PreconditionAMG::AdditionalData
algebraic_multigrid_data(const FieldSpace<3>&);
template class CoarsestLevel<2>;
template class CoarsestLevel<3>;

} // namespace sidejump::device_fem
