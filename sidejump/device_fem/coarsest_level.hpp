// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/galerkin.hpp"

#include <deal.II/lac/la_parallel_vector.h>
#include <deal.II/lac/solver_control.h>
#include <deal.II/lac/trilinos_precondition.h>
#include <deal.II/lac/trilinos_solver.h>
#include <deal.II/multigrid/mg_base.h>
#include <memory>

namespace sidejump::device_fem {

/// Unknowns up to which a factorisation is quicker than an iteration.
template <int dim>
constexpr unsigned long long largest_direct = dim == 3 ? 30'000 : 150'000;

/// The settings of algebraic multigrid for the equations of a space.
template <int dim>
dealii::TrilinosWrappers::PreconditionAMG::AdditionalData
algebraic_multigrid_data(const FieldSpace<dim>& space);

/// The symmetric part of the equations on the coarsest level of a mesh, solved directly, or
/// approximately by algebraic multigrid where that level is large.
template <int dim>
class CoarsestLevel
    : public dealii::MGCoarseGridBase<dealii::LinearAlgebra::distributed::Vector<float>> {
  public:
    using LevelVector = dealii::LinearAlgebra::distributed::Vector<float>;

    /// @param held  unknowns of the level that are zero
    CoarsestLevel(const FieldSpace<dim>& space, const FieldEquations& equations,
                  const dealii::IndexSet& held);

    void operator()(unsigned level, LevelVector& solution,
                    const LevelVector& right_hand_side) const override;

  private:
    dealii::IndexSet held_; ///< and owned
    dealii::TrilinosWrappers::SparseMatrix matrix_;
    mutable dealii::SolverControl control_;
    std::unique_ptr<dealii::TrilinosWrappers::SolverDirect> direct_;
    std::unique_ptr<dealii::TrilinosWrappers::PreconditionAMG> algebraic_;
    mutable Vector right_hand_side_; ///< in double precision
    mutable Vector solution_;
};

} // namespace sidejump::device_fem
