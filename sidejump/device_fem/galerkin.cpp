// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/galerkin.hpp"

#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_values.h>
#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/trilinos_sparsity_pattern.h>
#include <optional>

namespace sidejump::device_fem {
namespace {

using Indices = std::vector<dealii::types::global_dof_index>;

/// (field, shape function of the scalar element) of each unknown of a cell.
template <int dim>
std::vector<std::pair<unsigned, unsigned>> components(const FieldSpace<dim>& space) {
    std::vector<std::pair<unsigned, unsigned>> components(space.element.n_dofs_per_cell());
    for (unsigned i = 0; i < components.size(); ++i)
        components[i] = space.element.system_to_component_index(i);
    return components;
}

/// Products of shape functions over a cell: int d_d N_m d_e N_n and int N_m N_n.
template <int dim>
class CellProducts {
  public:
    explicit CellProducts(const FieldSpace<dim>& space)
        : values_(*space.mapping, *space.scalar, space.cell_quadrature,
                  dealii::update_values | dealii::update_gradients | dealii::update_JxW_values),
          shapes_(space.scalar->n_dofs_per_cell()),
          stiffness(dim * dim, dealii::FullMatrix<double>(shapes_, shapes_)),
          mass(shapes_, shapes_) {}

    void reinit(const typename dealii::Triangulation<dim>::cell_iterator& cell) {
        values_.reinit(cell);
        mass = 0.0;
        for (auto& matrix : stiffness)
            matrix = 0.0;
        for (const unsigned q : values_.quadrature_point_indices())
            for (unsigned m = 0; m < shapes_; ++m) {
                const auto gradient = values_.shape_grad(m, q) * values_.JxW(q);
                const double value = values_.shape_value(m, q) * values_.JxW(q);
                for (unsigned n = 0; n < shapes_; ++n) {
                    mass(m, n) += value * values_.shape_value(n, q);
                    const auto& other = values_.shape_grad(n, q);
                    for (unsigned d = 0; d < dim; ++d)
                        for (unsigned e = 0; e < dim; ++e)
                            stiffness[d * dim + e](m, n) += gradient[d] * other[e];
                }
            }
    }

  private:
    dealii::FEValues<dim> values_;
    unsigned shapes_;

  public:
    std::vector<dealii::FullMatrix<double>> stiffness; // at d * dim + e
    dealii::FullMatrix<double> mass;
};

void symmetrise(dealii::FullMatrix<double>& matrix) {
    for (unsigned i = 0; i < matrix.m(); ++i)
        for (unsigned j = 0; j < i; ++j)
            matrix(i, j) = matrix(j, i) = 0.5 * (matrix(i, j) + matrix(j, i));
}

template <int dim>
const FieldEquations::Surface* surface_at(const FieldEquations& equations, unsigned indicator) {
    for (const FieldEquations::Surface& surface : equations.surfaces)
        if (surface.indicator == indicator)
            return &surface;
    return nullptr;
}

/// The matrix of an interface between the unknowns of two cells.
template <int dim>
class JointMatrix {
  public:
    explicit JointMatrix(const FieldSpace<dim>& space)
        : face_1_(*space.mapping, *space.scalar, space.face_quadrature, flags),
          face_2_(*space.mapping, *space.scalar, space.face_quadrature, flags),
          subface_1_(*space.mapping, *space.scalar, space.face_quadrature, flags),
          subface_2_(*space.mapping, *space.scalar, space.face_quadrature, flags),
          components_(components(space)) {}

    /// int (v_1, v_2) law (u_1, u_2), first the unknowns of cell 1, then those of cell 2.
    void fill(const FacePair<dim>& pair, const Eigen::MatrixXd& law, unsigned fields,
              dealii::FullMatrix<double>& matrix) {
        const auto& values_1 =
            reinit(face_1_, subface_1_, pair.cell_1, pair.face_1, pair.subface_1);
        const auto& values_2 =
            reinit(face_2_, subface_2_, pair.cell_2, pair.face_2, pair.subface_2);
        const auto n = static_cast<unsigned>(components_.size());
        // The quadrature points of the two sides may come in another order.
        const unsigned points = values_1.n_quadrature_points;
        matching_.resize(points);
        for (unsigned q = 0; q < points; ++q) {
            unsigned nearest = 0;
            for (unsigned p = 1; p < points; ++p)
                if (values_2.quadrature_point(p).distance_square(values_1.quadrature_point(q)) <
                    values_2.quadrature_point(nearest).distance_square(
                        values_1.quadrature_point(q)))
                    nearest = p;
            matching_[q] = nearest;
        }
        matrix.reinit(2 * n, 2 * n);
        const auto shape = [&](unsigned side, unsigned i, unsigned q) {
            return side == 0 ? values_1.shape_value(components_[i].second, q)
                             : values_2.shape_value(components_[i].second, matching_[q]);
        };
        for (unsigned row_side = 0; row_side < 2; ++row_side)
            for (unsigned column_side = 0; column_side < 2; ++column_side)
                for (unsigned i = 0; i < n; ++i)
                    for (unsigned j = 0; j < n; ++j) {
                        const double coefficient = law(row_side * fields + components_[i].first,
                                                       column_side * fields + components_[j].first);
                        if (coefficient == 0.0)
                            continue;
                        double product = 0.0;
                        for (unsigned q = 0; q < points; ++q)
                            product +=
                                shape(row_side, i, q) * shape(column_side, j, q) * values_1.JxW(q);
                        matrix(row_side * n + i, column_side * n + j) = coefficient * product;
                    }
    }

  private:
    static constexpr dealii::UpdateFlags flags =
        static_cast<dealii::UpdateFlags>(static_cast<unsigned>(dealii::update_values) |
                                         static_cast<unsigned>(dealii::update_JxW_values) |
                                         static_cast<unsigned>(dealii::update_quadrature_points));

    const dealii::FEFaceValuesBase<dim>& reinit(dealii::FEFaceValues<dim>& face,
                                                dealii::FESubfaceValues<dim>& subface,
                                                const typename FacePair<dim>::Iterator& cell,
                                                unsigned number, unsigned part) {
        const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
        if (part == FacePair<dim>::no_subface) {
            face.reinit(plain, number);
            return face;
        }
        subface.reinit(plain, number, part);
        return subface;
    }

    dealii::FEFaceValues<dim> face_1_, face_2_;
    dealii::FESubfaceValues<dim> subface_1_, subface_2_;
    std::vector<std::pair<unsigned, unsigned>> components_;
    std::vector<unsigned> matching_;
};

const FieldEquations::Joint* joint_between(const FieldEquations& equations, std::size_t region_1,
                                           std::size_t region_2) {
    for (const FieldEquations::Joint& joint : equations.joints)
        if (joint.region_1 == region_1 && joint.region_2 == region_2)
            return &joint;
    return nullptr;
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

    CellProducts<dim> products(space);
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    dealii::FullMatrix<double> local(per_cell, per_cell);
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        const FieldEquations::Region& region = equations.regions.at(cell->material_id());
        products.reinit(cell);
        local = 0.0;
        for (unsigned i = 0; i < per_cell; ++i)
            for (unsigned j = 0; j < per_cell; ++j) {
                const auto [a, m] = unknowns[i];
                const auto [b, n] = unknowns[j];
                double entry = region.reaction(a, b) * products.mass(m, n);
                for (unsigned d = 0; d < dim; ++d)
                    for (unsigned e = 0; e < dim; ++e)
                        entry += region.conduction(d * space.fields + a, e * space.fields + b) *
                                 products.stiffness[d * dim + e](m, n);
                local(i, j) = entry;
            }
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            const auto* surface = surface_at<dim>(equations, cell->face(f)->boundary_id());
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

    JointMatrix<dim> joint_matrix(space);
    for (const FacePair<dim>& pair : pairs) {
        const auto* joint =
            joint_between(equations, pair.cell_1->material_id(), pair.cell_2->material_id());
        if (joint == nullptr)
            continue;
        joint_matrix.fill(pair, joint->law, space.fields, local);
        if (symmetric_part)
            symmetrise(local);
        indices_of(pair, pair_indices, per_cell);
        constraints.distribute_local_to_global(local, pair_indices, matrix);
    }
    matrix.compress(dealii::VectorOperation::add);
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
