// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device_fem/device_solver.hpp"
#include "sidejump/device_fem/galerkin.hpp"
#include "sidejump/device_fem/geometric_multigrid.hpp"

#include <algorithm>
#include <deal.II/lac/trilinos_precondition.h>
#include <deal.II/lac/trilinos_solver.h>
#include <memory>

namespace sidejump::device_fem {

/// The unknowns whose values are given.
struct HeldUnknowns {
    HeldFields on_boundaries;
    dealii::IndexSet besides{}; ///< relevant ones
};

/// Solves the equations for many right-hand sides: by factorisation; by GMRES with algebraic
/// multigrid of the assembled symmetric part; or by GMRES with geometric multigrid, all without
/// matrices.
template <int dim>
class LinearSolver {
  public:
    /// @param held  they vanish in what is solved; geometric multigrid knows boundaries only, and
    ///              algebraic multigrid takes its place where others are held
    /// Space and equations are kept by reference. Where the method is chosen here and an iteration
    /// does not converge, another one takes its place: a factorisation unless the problem is large.
    /// @throws std::invalid_argument  for geometric multigrid on a mesh without levels
    LinearSolver(const FieldSpace<dim>& space, const FieldEquations& equations,
                 const HeldUnknowns& held, const SolverOptions& options);

    /// result = A vector with nothing held: the residuals at held unknowns are currents.
    void apply(Vector& result, const Vector& vector) const;

    /// Solves for the unknowns that are not held; these become zero, those at hanging nodes follow.
    /// @throws std::runtime_error if the iteration does not converge or the matrix is singular
    void solve(Vector& solution, const Vector& right_hand_side);

    [[nodiscard]] const device::SolverReport& report() const { return report_; }

  private:
    [[nodiscard]] dealii::IndexSet constrained_and_owned() const;
    void factorise();
    void build_algebraic_multigrid();
    void solve_otherwise(Vector& solution, const Vector& right_hand_side);
    void factor_solve(Vector& solution, const Vector& right_hand_side);
    void iterate_from_zero(double relative_tolerance, Vector& solution,
                           const Vector& right_hand_side);
    template <class Solver, class Preconditioner>
    void iterate(const typename Solver::AdditionalData& data, const Preconditioner& preconditioner,
                 double relative_tolerance, Vector& solution, const Vector& right_hand_side);
    [[nodiscard]] Vector residual_of(const Vector& solution, const Vector& right_hand_side) const;
    void correct(Vector& solution, const Vector& right_hand_side);

    const FieldSpace<dim>& space_;
    const FieldEquations& equations_;
    SolverOptions options_;
    bool chosen_here_ = false;                      ///< the method
    dealii::AffineConstraints<double> constraints_; ///< hanging nodes and held unknowns
    dealii::TrilinosWrappers::SparseMatrix matrix_;
    dealii::TrilinosWrappers::SparseMatrix held_matrix_; ///< of the preconditioner or factorisation
    std::unique_ptr<dealii::TrilinosWrappers::SolverDirect> direct_;
    std::unique_ptr<dealii::TrilinosWrappers::PreconditionAMG> algebraic_;
    static constexpr int dim_with_levels = std::max(dim, 2); // lines are solved directly
    std::unique_ptr<DiffusionOperator<dim_with_levels, double>> operator_; ///< in place of matrix_
    std::unique_ptr<GeometricMultigrid<dim_with_levels>> geometric_;
    dealii::SolverControl control_;
    int iterations_ = 0; ///< for the present right-hand side
    device::SolverReport report_;
};

} // namespace sidejump::device_fem
