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

/// The matrices of single cells and faces.
template <int dim>
class LocalMatrices {
  public:
    LocalMatrices(const FieldSpace<dim>& space, const FieldEquations& equations,
                  bool symmetric_part)
        : equations_(equations), symmetric_part_(symmetric_part), fields_(space.fields),
          unknowns_(components(space)), cell_matrix_(space),
          face_(*space.mapping, *space.scalar, space.face_quadrature,
                dealii::update_values | dealii::update_JxW_values),
          joint_values_(space), matrix_(per_cell(), per_cell()) {}

    [[nodiscard]] unsigned per_cell() const { return static_cast<unsigned>(unknowns_.size()); }

    /// Of a cell, with what is exchanged over the surface.
    const dealii::FullMatrix<double>&
    of_cell(const typename dealii::Triangulation<dim>::cell_iterator& cell) {
        matrix_.reinit(per_cell(), per_cell());
        cell_matrix_.fill(cell, equations_.regions.at(cell->material_id()), matrix_);
        for (const unsigned f : cell->face_indices()) {
            const auto* surface = cell->at_boundary(f)
                                      ? equations_.surface_at(cell->face(f)->boundary_id())
                                      : nullptr;
            if (surface != nullptr)
                add_surface(cell, f, surface->exchange);
        }
        return finished();
    }

    /// Of an interface, first the unknowns of cell 1, then those of cell 2; null if it is
    /// transparent.
    const dealii::FullMatrix<double>* of_pair(const FacePair<dim>& pair) {
        const auto* joint =
            equations_.joint_between(pair.cell_1->material_id(), pair.cell_2->material_id());
        if (joint == nullptr)
            return nullptr;
        joint_values_.reinit(pair);
        fill_joint(joint_values_, unknowns_, joint->law, fields_, matrix_);
        return &finished();
    }

  private:
    void add_surface(const typename dealii::Triangulation<dim>::cell_iterator& cell, unsigned f,
                     const Eigen::MatrixXd& exchange) {
        face_.reinit(cell, f);
        for (unsigned i = 0; i < per_cell(); ++i)
            for (unsigned j = 0; j < per_cell(); ++j) {
                const double coefficient = exchange(unknowns_[i].first, unknowns_[j].first);
                if (coefficient == 0.0)
                    continue;
                for (const unsigned q : face_.quadrature_point_indices())
                    matrix_(i, j) += coefficient * face_.shape_value(unknowns_[i].second, q) *
                                     face_.shape_value(unknowns_[j].second, q) * face_.JxW(q);
            }
    }

    const dealii::FullMatrix<double>& finished() {
        if (symmetric_part_)
            symmetrise(matrix_);
        return matrix_;
    }

    const FieldEquations& equations_;
    bool symmetric_part_;
    unsigned fields_;
    std::vector<std::pair<unsigned, unsigned>> unknowns_;
    CellMatrix<dim> cell_matrix_;
    dealii::FEFaceValues<dim> face_;
    JointValues<dim> joint_values_;
    dealii::FullMatrix<double> matrix_;
};

/// Puts a matrix together from its cells and interfaces.
/// @param cells       that this rank owns
/// @param indices_of  the unknowns of a cell
template <int dim, class Cell, class IndicesOf>
void assemble_from(const std::vector<Cell>& cells, const std::vector<FacePair<dim>>& pairs,
                   const IndicesOf& indices_of, LocalMatrices<dim>& local,
                   const dealii::AffineConstraints<double>& constraints,
                   dealii::TrilinosWrappers::SparsityPattern& pattern,
                   dealii::TrilinosWrappers::SparseMatrix& matrix) {
    Indices indices(local.per_cell());
    const auto indices_of_pair = [&](const FacePair<dim>& pair) {
        Indices both;
        for (const auto& cell : {pair.cell_1, pair.cell_2}) {
            indices_of(cell, indices);
            both.insert(both.end(), indices.begin(), indices.end());
        }
        return both;
    };
    for (const Cell& cell : cells) {
        indices_of(cell, indices);
        constraints.add_entries_local_to_global(indices, pattern, false);
    }
    for (const FacePair<dim>& pair : pairs)
        constraints.add_entries_local_to_global(indices_of_pair(pair), pattern, false);
    pattern.compress();
    matrix.reinit(pattern);

    for (const Cell& cell : cells) {
        indices_of(cell, indices);
        constraints.distribute_local_to_global(local.of_cell(cell), indices, matrix);
    }
    for (const FacePair<dim>& pair : pairs)
        if (const auto* of_pair = local.of_pair(pair))
            constraints.distribute_local_to_global(*of_pair, indices_of_pair(pair), matrix);
    matrix.compress(dealii::VectorOperation::add);
}

} // namespace

template <int dim>
void assemble(const FieldSpace<dim>& space, const FieldEquations& equations,
              const dealii::AffineConstraints<double>& constraints, bool symmetric_part,
              dealii::TrilinosWrappers::SparseMatrix& matrix) {
    using Cell = typename dealii::DoFHandler<dim>::cell_iterator;
    std::vector<Cell> cells;
    for (const auto& cell : space.dofs.active_cell_iterators())
        if (cell->is_locally_owned())
            cells.push_back(cell);
    dealii::TrilinosWrappers::SparsityPattern pattern(space.owned, space.owned, space.relevant,
                                                      space.mesh.get_communicator());
    LocalMatrices<dim> local(space, equations, symmetric_part);
    assemble_from<dim>(
        cells, interface_faces(space),
        [](const Cell& cell, Indices& indices) { cell->get_dof_indices(indices); }, local,
        constraints, pattern, matrix);
}

template <int dim>
void assemble_coarsest_level(const FieldSpace<dim>& space, const FieldEquations& equations,
                             const dealii::AffineConstraints<double>& constraints,
                             dealii::TrilinosWrappers::SparseMatrix& matrix) {
    using Cell = typename dealii::DoFHandler<dim>::cell_iterator;
    std::vector<Cell> cells;
    for (const auto& cell : space.dofs.cell_iterators_on_level(0))
        if (cell->level_subdomain_id() == space.mesh.locally_owned_subdomain())
            cells.push_back(cell);
    const dealii::IndexSet& owned = space.dofs.locally_owned_mg_dofs(0);
    dealii::TrilinosWrappers::SparsityPattern pattern(owned, owned, constraints.get_local_lines(),
                                                      space.mesh.get_communicator());
    LocalMatrices<dim> local(space, equations, true);
    assemble_from<dim>(
        cells, interface_faces_on_level(space, 0),
        [](const Cell& cell, Indices& indices) { cell->get_mg_dof_indices(indices); }, local,
        constraints, pattern, matrix);
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

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template void assemble_coarsest_level(const FieldSpace<dim>&, const FieldEquations&,           \
                                          const dealii::AffineConstraints<double>&,                \
                                          dealii::TrilinosWrappers::SparseMatrix&);
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
