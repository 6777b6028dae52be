// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/linear_solver.hpp"

#include <algorithm>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/lac/solver_gmres.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

/// Unknowns up to which the factorisation is taken, which needs no convergence.
template <int dim>
constexpr unsigned long long largest_direct = dim == 3 ? 8'000 : 150'000;

/// Above it a factorisation has met a singular matrix.
constexpr double largest_residual = 1e-6;

void set_to_zero(Vector& vector, const dealii::IndexSet& entries) {
    for (const auto index : entries)
        vector(index) = 0.0;
}

/// The matrix between the unknowns that are not held; those that are stay as they are.
class HeldOperator {
  public:
    HeldOperator(const dealii::TrilinosWrappers::SparseMatrix& matrix, dealii::IndexSet held)
        : matrix_(matrix), held_(std::move(held)) {}

    void vmult(Vector& result, const Vector& vector) const {
        multiply(matrix_, vector, result);
        for (const auto index : held_)
            result(index) = vector(index);
    }

  private:
    const dealii::TrilinosWrappers::SparseMatrix& matrix_;
    dealii::IndexSet held_;
};

} // namespace

template <int dim>
LinearSolver<dim>::LinearSolver(const FieldSpace<dim>& space, const FieldEquations& equations,
                                const dealii::IndexSet& held, const SolverOptions& options)
    : space_(space), options_(options) {
    if (options_.method == SolverMethod::automatic)
        options_.method = space.dofs.n_dofs() <= largest_direct<dim> ? SolverMethod::direct
                                                                     : SolverMethod::iterative;
    constraints_.reinit(space.relevant);
    constraints_.merge(space.hanging);
    for (const auto index : held)
        if (!constraints_.is_constrained(index))
            constraints_.add_line(index);
    constraints_.close();
    assemble(space, equations, space.hanging, false, matrix_);
    report_.unknowns = space.dofs.n_dofs();
    report_.cells = space.mesh.n_global_active_cells();
    if (options_.method == SolverMethod::direct) {
        report_.method = "direct (MUMPS)";
        assemble(space, equations, constraints_, false, held_matrix_);
        direct_ = std::make_unique<dealii::TrilinosWrappers::SolverDirect>(
            control_,
            dealii::TrilinosWrappers::SolverDirect::AdditionalData(false, "Amesos_Mumps"));
        direct_->initialize(held_matrix_);
        return;
    }
    report_.method = "GMRES with algebraic multigrid (ML) of the symmetric part";
    assemble(space, equations, constraints_, true, held_matrix_);
    dealii::TrilinosWrappers::PreconditionAMG::AdditionalData data;
    data.elliptic = true;
    data.higher_order_elements = space.element.degree > 1;
    data.n_cycles = 1;
    data.smoother_sweeps = 2;
    data.aggregation_threshold = 1e-3;
    dealii::DoFTools::extract_constant_modes(space.dofs, dealii::ComponentMask(space.fields, true),
                                             data.constant_modes);
    preconditioner_ = std::make_unique<dealii::TrilinosWrappers::PreconditionAMG>();
    preconditioner_->initialize(held_matrix_, data);
}

template <int dim>
void LinearSolver<dim>::apply(Vector& result, const Vector& vector) const {
    multiply(matrix_, vector, result);
}

template <int dim>
void LinearSolver<dim>::solve(Vector& solution, const Vector& right_hand_side) {
    dealii::IndexSet zero(space_.dofs.n_dofs());
    for (const auto index : space_.owned)
        if (constraints_.is_constrained(index))
            zero.add_index(index);
    zero.compress();
    Vector condensed = space_.make_vector();
    condensed = right_hand_side;
    set_to_zero(condensed, zero);
    const double scale = condensed.l2_norm();
    solution = 0.0;
    if (scale == 0.0)
        return;

    const HeldOperator operator_(matrix_, zero);
    if (options_.method == SolverMethod::direct) {
        direct_->solve(solution, condensed);
        set_to_zero(solution, zero);
        // On stretched meshes the factors lose digits of small currents; two corrections give them
        // back.
        Vector residual = space_.make_vector();
        Vector correction = space_.make_vector();
        for (int pass = 0; pass < 2; ++pass) {
            operator_.vmult(residual, solution);
            residual.sadd(-1.0, condensed);
            set_to_zero(residual, zero);
            direct_->solve(correction, residual);
            set_to_zero(correction, zero);
            solution += correction;
        }
    } else {
        dealii::SolverControl control(static_cast<unsigned>(options_.largest_iterations),
                                      options_.relative_tolerance * scale);
        dealii::SolverGMRES<Vector> gmres(control,
                                          dealii::SolverGMRES<Vector>::AdditionalData(60, true));
        try {
            gmres.solve(operator_, solution, condensed, *preconditioner_);
        } catch (const dealii::SolverControl::NoConvergence& failure) {
            throw std::runtime_error(fmt::format(
                "the linear solver reached a relative residual of {:.1e} in {} iterations, {:.1e} "
                "was asked for; a finer mesh, a lower order, solver.method = \"direct\" or "
                "interfaces with conductances closer to those of the metals may help",
                failure.last_residual / scale, failure.last_step, options_.relative_tolerance));
        }
        report_.iterations = std::max(report_.iterations, static_cast<int>(control.last_step()));
        set_to_zero(solution, zero);
    }
    Vector residual = space_.make_vector();
    operator_.vmult(residual, solution);
    residual -= condensed;
    set_to_zero(residual, zero);
    const double relative = residual.l2_norm() / scale;
    if (!(relative < std::max(largest_residual, 10.0 * options_.relative_tolerance)))
        throw std::runtime_error(
            fmt::format("the equations of the device have no unique solution (relative residual "
                        "{:.1e}): is a region or a spin without any contact or relaxation?",
                        relative));
    report_.relative_residual = std::max(report_.relative_residual, relative);
    constraints_.distribute(solution);
    solution.update_ghost_values();
}

template class LinearSolver<1>;
template class LinearSolver<2>;
template class LinearSolver<3>;

} // namespace sidejump::device_fem
