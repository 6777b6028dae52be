// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/galerkin.hpp"

#include <deal.II/lac/trilinos_precondition.h>
#include <deal.II/lac/trilinos_solver.h>
#include <memory>
#include <string>

namespace sidejump::device_fem {

enum class SolverMethod {
    automatic, ///< direct for small problems, iterative for others
    direct,    ///< MUMPS
    iterative  ///< GMRES, algebraic multigrid of the symmetric part as preconditioner
};

struct SolverOptions {
    SolverMethod method = SolverMethod::automatic;
    double relative_tolerance = 1e-10; ///< of the residual, iterative
    int largest_iterations = 400;
};

struct SolverReport {
    std::string method; ///< in words
    unsigned long long unknowns = 0;
    int iterations = 0;             ///< the most that a solution took; 0 if direct
    double relative_residual = 0.0; ///< the largest of all solutions
};

/// Solves the assembled equations for many right-hand sides.
template <int dim>
class LinearSolver {
  public:
    /// @param held  the unknowns whose values are given: they vanish in what is solved
    LinearSolver(const FieldSpace<dim>& space, const FieldEquations& equations,
                 const dealii::IndexSet& held, const SolverOptions& options);

    /// The matrix with nothing held: its residuals at held unknowns are currents.
    [[nodiscard]] const dealii::TrilinosWrappers::SparseMatrix& matrix() const { return matrix_; }

    /// Solves for the unknowns that are not held; these become zero, those at hanging nodes follow.
    /// @throws std::runtime_error if the iteration does not converge or the matrix is singular
    void solve(Vector& solution, const Vector& right_hand_side);

    [[nodiscard]] const SolverReport& report() const { return report_; }

  private:
    const FieldSpace<dim>& space_;
    SolverOptions options_;
    dealii::AffineConstraints<double> constraints_; ///< hanging nodes and held unknowns
    dealii::TrilinosWrappers::SparseMatrix matrix_;
    dealii::TrilinosWrappers::SparseMatrix held_matrix_; ///< of the preconditioner or factorisation
    std::unique_ptr<dealii::TrilinosWrappers::SolverDirect> direct_;
    std::unique_ptr<dealii::TrilinosWrappers::PreconditionAMG> preconditioner_;
    dealii::SolverControl control_;
    SolverReport report_;
};

} // namespace sidejump::device_fem
