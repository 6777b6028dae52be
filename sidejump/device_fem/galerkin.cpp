// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/galerkin.hpp"

#include "sidejump/device_fem/cell_matrix.hpp"
#include "sidejump/device_fem/joint_values.hpp"

#include <Epetra_Vector.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/trilinos_sparsity_pattern.h>
#include <optional>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

using Indices = std::vector<dealii::types::global_dof_index>;

void symmetrise(dealii::FullMatrix<double>& matrix) {
    for (unsigned i = 0; i < matrix.m(); ++i)
        for (unsigned j = 0; j < i; ++j)
            matrix(i, j) = matrix(j, i) = 0.5 * (matrix(i, j) + matrix(j, i));
}

/// int (v_1, v_2) law (u_1, u_2), first the unknowns of cell 1, then those of cell 2.
template <int dim>
void fill_joint(const JointValues<dim>& values,
                const std::vector<std::pair<unsigned, unsigned>>& unknowns,
                const Eigen::MatrixXd& law, unsigned fields, dealii::FullMatrix<double>& matrix) {
    const auto n = static_cast<unsigned>(unknowns.size());
    matrix.reinit(std::size_t{2} * n, std::size_t{2} * n);
    for (unsigned row = 0; row < 2 * n; ++row)
        for (unsigned column = 0; column < 2 * n; ++column) {
            const auto [a, m] = unknowns[row % n];
            const auto [b, k] = unknowns[column % n];
            const double coefficient = law(row / n * fields + a, column / n * fields + b);
            if (coefficient == 0.0)
                continue;
            double product = 0.0;
            for (unsigned q = 0; q < values.size(); ++q)
                product +=
                    values.shape(row / n, m, q) * values.shape(column / n, k, q) * values.weight(q);
            matrix(row, column) = coefficient * product;
        }
}

template <int dim>
void indices_of(const FacePair<dim>& pair, Indices& indices, unsigned per_cell) {
    Indices one(per_cell);
    indices.resize(2 * static_cast<std::size_t>(per_cell));
    pair.cell_1->get_dof_indices(one);
    std::ranges::copy(one, indices.begin());
    pair.cell_2->get_dof_indices(one);
    std::ranges::copy(one, indices.begin() + per_cell);
}

} // namespace

template <int dim>
void assemble(const FieldSpace<dim>& space, const FieldEquations& equations,
              const dealii::AffineConstraints<double>& constraints, bool symmetric_part,
              dealii::TrilinosWrappers::SparseMatrix& matrix) {
    const auto unknowns = components(space);
    const auto per_cell = static_cast<unsigned>(unknowns.size());
    const auto pairs = interface_faces(space);
    Indices indices(per_cell);
    Indices pair_indices;

    dealii::TrilinosWrappers::SparsityPattern pattern(space.owned, space.owned, space.relevant,
                                                      space.mesh.get_communicator());
    dealii::DoFTools::make_sparsity_pattern(space.dofs, pattern, constraints, false,
                                            space.mesh.locally_owned_subdomain());
    for (const FacePair<dim>& pair : pairs) {
        indices_of(pair, pair_indices, per_cell);
        constraints.add_entries_local_to_global(pair_indices, pattern, false);
    }
    pattern.compress();
    matrix.reinit(pattern);

    CellMatrix<dim> cell_matrix(space);
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    dealii::FullMatrix<double> local(per_cell, per_cell);
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const FieldEquations::Region& region = equations.regions.at(cell->material_id());
        cell_matrix.fill(cell, region, local);
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            const auto* surface = equations.surface_at(cell->face(f)->boundary_id());
            if (surface == nullptr)
                continue;
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            for (unsigned i = 0; i < per_cell; ++i)
                for (unsigned j = 0; j < per_cell; ++j) {
                    const double exchange = surface->exchange(unknowns[i].first, unknowns[j].first);
                    if (exchange == 0.0)
                        continue;
                    for (const unsigned q : face.quadrature_point_indices())
                        local(i, j) += exchange * face.shape_value(unknowns[i].second, q) *
                                       face.shape_value(unknowns[j].second, q) * face.JxW(q);
                }
        }
        if (symmetric_part)
            symmetrise(local);
        cell->get_dof_indices(indices);
        constraints.distribute_local_to_global(local, indices, matrix);
    }

    JointValues<dim> joint_values(space);
    for (const FacePair<dim>& pair : pairs) {
        const auto* joint =
            equations.joint_between(pair.cell_1->material_id(), pair.cell_2->material_id());
        if (joint == nullptr)
            continue;
        joint_values.reinit(pair);
        fill_joint(joint_values, unknowns, joint->law, space.fields, local);
        if (symmetric_part)
            symmetrise(local);
        indices_of(pair, pair_indices, per_cell);
        constraints.distribute_local_to_global(local, pair_indices, matrix);
    }
    matrix.compress(dealii::VectorOperation::add);
}

void multiply(const dealii::TrilinosWrappers::SparseMatrix& matrix, const Vector& vector,
              Vector& result) {
    const Epetra_CrsMatrix& epetra = matrix.trilinos_matrix();
    // Epetra does not write to what it multiplies.
    const Epetra_Vector from(View, epetra.DomainMap(), const_cast<double*>(vector.begin()));
    Epetra_Vector to(View, epetra.RangeMap(), result.begin());
    if (epetra.Multiply(false, from, to) != 0)
        throw std::logic_error("a matrix does not fit its vector");
}

template <int dim>
void add_driven_currents(const FieldSpace<dim>& space, const FieldEquations& equations,
                         Vector& right_hand_side) {
    const auto unknowns = components(space);
    dealii::FEValues<dim> values(*space.mapping, *space.scalar, space.cell_quadrature,
                                 dealii::update_gradients | dealii::update_JxW_values);
    dealii::Vector<double> local(static_cast<unsigned>(unknowns.size()));
    Indices indices(unknowns.size());
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const Eigen::VectorXd& driven = equations.regions.at(cell->material_id()).driven;
        if (driven.isZero(0.0))
            continue;
        const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
        values.reinit(plain);
        local = 0.0;
        for (unsigned i = 0; i < unknowns.size(); ++i)
            for (const unsigned q : values.quadrature_point_indices())
                for (unsigned d = 0; d < dim; ++d)
                    local(i) += driven(d * space.fields + unknowns[i].first) *
                                values.shape_grad(unknowns[i].second, q)[d] * values.JxW(q);
        cell->get_dof_indices(indices);
        space.hanging.distribute_local_to_global(local, indices, right_hand_side);
    }
    right_hand_side.compress(dealii::VectorOperation::add);
}

template <int dim>
void add_surface_supply(const FieldSpace<dim>& space, unsigned indicator,
                        const Eigen::VectorXd& supply, Vector& right_hand_side) {
    const auto unknowns = components(space);
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    dealii::Vector<double> local(static_cast<unsigned>(unknowns.size()));
    Indices indices(unknowns.size());
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || cell->face(f)->boundary_id() != indicator)
                continue;
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            for (unsigned i = 0; i < unknowns.size(); ++i) {
                local(i) = 0.0;
                for (const unsigned q : face.quadrature_point_indices())
                    local(i) += supply(unknowns[i].first) *
                                face.shape_value(unknowns[i].second, q) * face.JxW(q);
            }
            cell->get_dof_indices(indices);
            space.hanging.distribute_local_to_global(local, indices, right_hand_side);
        }
    }
    right_hand_side.compress(dealii::VectorOperation::add);
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template void assemble(const FieldSpace<dim>&, const FieldEquations&,                          \
                           const dealii::AffineConstraints<double>&, bool,                         \
                           dealii::TrilinosWrappers::SparseMatrix&);                               \
    template void add_driven_currents(const FieldSpace<dim>&, const FieldEquations&, Vector&);     \
    template void add_surface_supply(const FieldSpace<dim>&, unsigned, const Eigen::VectorXd&,     \
                                     Vector&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
