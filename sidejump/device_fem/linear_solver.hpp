// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device_fem/device_solver.hpp"
#include "sidejump/device_fem/galerkin.hpp"

#include <deal.II/lac/trilinos_precondition.h>
#include <deal.II/lac/trilinos_solver.h>
#include <memory>

namespace sidejump::device_fem {

/// Solves the assembled equations for many right-hand sides.
template <int dim>
class LinearSolver {
  public:
    /// @param held  the unknowns whose values are given: they vanish in what is solved
    LinearSolver(const FieldSpace<dim>& space, const FieldEquations& equations,
                 const dealii::IndexSet& held, const SolverOptions& options);

    /// result = A vector with nothing held: the residuals at held unknowns are currents.
    void apply(Vector& result, const Vector& vector) const;

    /// Solves for the unknowns that are not held; these become zero, those at hanging nodes follow.
    /// @throws std::runtime_error if the iteration does not converge or the matrix is singular
    void solve(Vector& solution, const Vector& right_hand_side);

    [[nodiscard]] const device::SolverReport& report() const { return report_; }

  private:
    const FieldSpace<dim>& space_;
    SolverOptions options_;
    dealii::AffineConstraints<double> constraints_; ///< hanging nodes and held unknowns
    dealii::TrilinosWrappers::SparseMatrix matrix_;
    dealii::TrilinosWrappers::SparseMatrix held_matrix_; ///< of the preconditioner or factorisation
    std::unique_ptr<dealii::TrilinosWrappers::SolverDirect> direct_;
    std::unique_ptr<dealii::TrilinosWrappers::PreconditionAMG> preconditioner_;
    dealii::SolverControl control_;
    device::SolverReport report_;
};

} // namespace sidejump::device_fem
