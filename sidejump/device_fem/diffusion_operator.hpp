// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/cell_batches.hpp"
#include "sidejump/device_fem/surface_terms.hpp"

#include <deal.II/base/subscriptor.h>

namespace sidejump::device_fem {

/// The matrix of the weak form (galerkin.hpp) as what it does to a vector, of the mesh or of one
/// level of its refinement. Quadrilaterals and hexahedra.
template <int dim, class Number>
class DiffusionOperator : public dealii::Subscriptor {
  public:
    using NumberVector = dealii::LinearAlgebra::distributed::Vector<Number>;

    /// The matrix on the mesh with nothing held; unknowns at hanging nodes follow from others.
    DiffusionOperator(const FieldSpace<dim>& space, const FieldEquations& equations);

    /// The matrix of the symmetric part on a level, with rows and columns of held unknowns zero.
    DiffusionOperator(const FieldSpace<dim>& space, const FieldEquations& equations, unsigned level,
                      const dealii::IndexSet& held);

    void vmult(NumberVector& result, const NumberVector& vector) const;

    /// One over the diagonal; zero where it is zero.
    [[nodiscard]] NumberVector inverse_diagonal() const;

    [[nodiscard]] NumberVector make_vector() const { return NumberVector(partitioner_); }
    [[nodiscard]] const std::shared_ptr<const dealii::Utilities::MPI::Partitioner>&
    partitioner() const {
        return partitioner_;
    }

    // What the Chebyshev iteration of deal.II asks of a matrix; it reads no entries where it is
    // given a preconditioner.
    [[nodiscard]] dealii::types::global_dof_index m() const { return partitioner_->size(); }
    [[nodiscard]] Number el(dealii::types::global_dof_index, dealii::types::global_dof_index) const;

  private:
    std::shared_ptr<const dealii::Utilities::MPI::Partitioner> partitioner_;
    VectorPlaces<Number> places_;
    CellBatches<dim, Number> cells_;
    SurfaceTerms<dim, Number> surfaces_;
};

/// The unknowns of a level that a rank owns and those of its neighbours' cells.
template <int dim>
std::shared_ptr<const dealii::Utilities::MPI::Partitioner>
level_partitioner(const FieldSpace<dim>& space, unsigned level);

} // namespace sidejump::device_fem
