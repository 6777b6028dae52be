// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/triangulation.hpp"

#include <deal.II/base/index_set.h>
#include <deal.II/base/quadrature.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_system.h>
#include <deal.II/fe/mapping.h>
#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/la_parallel_vector.h>
#include <memory>
#include <utility>
#include <vector>

namespace sidejump::device_fem {

using Vector = dealii::LinearAlgebra::distributed::Vector<double>;

/// The finite-element space of the fields: continuous within regions and across transparent
/// interfaces, free to jump at the others. Fields 0..3 are charge and spin; a complex problem has
/// their imaginary parts as fields 4..7.
template <int dim>
class FieldSpace {
  public:
    /// @param order  of the polynomials: 1 to 5, on triangles and tetrahedra 1 or 2
    /// @throws std::invalid_argument for an order that the cells do not have
    FieldSpace(const Mesh<dim>& triangulation, int order, unsigned field_count);

    const Mesh<dim>& mesh;
    const unsigned fields;
    const bool simplices;
    std::unique_ptr<dealii::Mapping<dim>> mapping;
    std::unique_ptr<dealii::FiniteElement<dim>> scalar; ///< of one field
    dealii::FESystem<dim> element;
    dealii::Quadrature<dim> cell_quadrature; ///< exact for products of two shape functions
    dealii::Quadrature<dim - 1> face_quadrature;
    dealii::DoFHandler<dim> dofs;
    dealii::IndexSet owned;
    dealii::IndexSet relevant;
    dealii::AffineConstraints<double> hanging; ///< continuity across refinement edges

    /// Whether the mesh is a hierarchy of levels, each with all its cells split: the unknowns of
    /// the levels are numbered then.
    [[nodiscard]] bool has_levels() const;

    /// A vector of this space that knows the values of the neighbouring ranks.
    [[nodiscard]] Vector make_vector() const;

    /// Whether the shape function of an unknown of a cell is more than zero on a face: its point is
    /// on it.
    [[nodiscard]] bool is_on_face(unsigned unknown, unsigned face) const;

    /// The owned and neighbouring unknowns of a field on the boundary with that indicator.
    [[nodiscard]] dealii::IndexSet on_boundary(unsigned indicator, unsigned field) const;
};

/// Two faces that lie on one another at an interface: each side's cell and face; the subface of a
/// side that the other, finer one covers, or no_subface.
template <int dim>
struct FacePair {
    using Iterator = typename dealii::DoFHandler<dim>::cell_iterator;
    static constexpr unsigned no_subface = dealii::numbers::invalid_unsigned_int;

    Iterator cell_1; ///< in the region with the smaller number
    unsigned face_1 = 0;
    unsigned subface_1 = no_subface;
    Iterator cell_2;
    unsigned face_2 = 0;
    unsigned subface_2 = no_subface;
};

/// The pairs of faces of which this rank is to do the work: it owns the side in the region with the
/// smaller number.
template <int dim>
std::vector<FacePair<dim>> interface_faces(const FieldSpace<dim>& space);

/// Likewise those of one level of a mesh whose cells are all equally often refined.
template <int dim>
std::vector<FacePair<dim>> interface_faces_on_level(const FieldSpace<dim>& space, unsigned level);

} // namespace sidejump::device_fem
