// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/linear_solver.hpp"

#include "sidejump/device_fem/coarsest_level.hpp"
#include "sidejump/device_fem/method_choice.hpp"

#include <algorithm>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/lac/solver_gmres.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

/// Unknowns up to which a factorisation takes the place of an iteration that fails.
template <int dim>
constexpr unsigned long long largest_factorised = dim == 3 ? 100'000 : 1'000'000;

/// Directions that GMRES keeps.
constexpr unsigned largest_basis = 60;

/// Above it a factorisation has met a singular matrix.
constexpr double largest_residual = 1e-6;

void set_to_zero(Vector& vector, const dealii::IndexSet& entries) {
    for (const auto index : entries)
        vector(index) = 0.0;
}

/// The matrix between the unknowns that are not held; those that are stay as they are.
template <int dim>
class HeldOperator {
  public:
    HeldOperator(const LinearSolver<dim>& solver, dealii::IndexSet held)
        : solver_(solver), held_(std::move(held)) {}

    void vmult(Vector& result, const Vector& vector) const {
        solver_.apply(result, vector);
        for (const auto index : held_)
            result(index) = vector(index);
    }

  private:
    const LinearSolver<dim>& solver_;
    dealii::IndexSet held_;
};

} // namespace

template <int dim>
LinearSolver<dim>::LinearSolver(const FieldSpace<dim>& space, const FieldEquations& equations,
                                const HeldUnknowns& held, const SolverOptions& options)
    : space_(space), equations_(equations), options_(options) {
    chosen_here_ = options_.method == SolverMethod::automatic;
    if (chosen_here_)
        options_.method = choose_method(space);
    // The order of what estimates errors is one more than the kernels have.
    if (options_.method == SolverMethod::multigrid &&
        (held.besides.n_elements() > 0 || space.scalar->degree > highest_order_without_matrix))
        options_.method = SolverMethod::iterative;
    constraints_.reinit(space.relevant);
    constraints_.merge(space.hanging);
    for (const auto& [indicator, fields] : held.on_boundaries)
        for (unsigned a = 0; a < space.fields; ++a)
            if (fields[a])
                for (const auto index : space.on_boundary(indicator, a))
                    if (!constraints_.is_constrained(index))
                        constraints_.add_line(index);
    for (const auto index : held.besides)
        if (!constraints_.is_constrained(index))
            constraints_.add_line(index);
    constraints_.close();
    report_.unknowns = space.dofs.n_dofs();
    report_.cells = space.mesh.n_global_active_cells();
    switch (options_.method) {
    case SolverMethod::multigrid:
        if constexpr (dim > 1)
            if (space.has_levels()) {
                report_.method = "GMRES with geometric multigrid, without matrices";
                operator_ = std::make_unique<DiffusionOperator<dim, double>>(space, equations);
                geometric_ =
                    std::make_unique<GeometricMultigrid<dim>>(space, equations, held.on_boundaries);
                return;
            }
        throw std::invalid_argument(
            "solver.method = \"multigrid\" needs a mesh of quadrilaterals or hexahedra that is "
            "refined evenly: mesh.refinements at least 1 (2 where an interface is one cell "
            "wide), no adaptive refinement");
    case SolverMethod::direct:
        report_.method = "direct (MUMPS)";
        factorise();
        return;
    default:
        build_algebraic_multigrid();
    }
}

template <int dim>
void LinearSolver<dim>::build_algebraic_multigrid() {
    report_.method = "GMRES with algebraic multigrid (ML) of the symmetric part";
    assemble(space_, equations_, space_.hanging, false, matrix_);
    assemble(space_, equations_, constraints_, true, held_matrix_);
    auto data = algebraic_multigrid_data(space_);
    dealii::DoFTools::extract_constant_modes(
        space_.dofs, dealii::ComponentMask(space_.fields, true), data.constant_modes);
    algebraic_ = std::make_unique<dealii::TrilinosWrappers::PreconditionAMG>();
    algebraic_->initialize(held_matrix_, data);
}

template <int dim>
void LinearSolver<dim>::factorise() {
    assemble(space_, equations_, space_.hanging, false, matrix_);
    assemble(space_, equations_, constraints_, false, held_matrix_);
    direct_ = std::make_unique<dealii::TrilinosWrappers::SolverDirect>(
        control_, dealii::TrilinosWrappers::SolverDirect::AdditionalData(false, "Amesos_Mumps"));
    direct_->initialize(held_matrix_);
}

template <int dim>
void LinearSolver<dim>::apply(Vector& result, const Vector& vector) const {
    if constexpr (dim > 1)
        if (operator_)
            return operator_->vmult(result, vector);
    multiply(matrix_, vector, result);
}

template <int dim>
dealii::IndexSet LinearSolver<dim>::constrained_and_owned() const {
    dealii::IndexSet found(space_.dofs.n_dofs());
    for (const auto index : space_.owned)
        if (constraints_.is_constrained(index))
            found.add_index(index);
    found.compress();
    return found;
}

template <int dim>
void LinearSolver<dim>::factor_solve(Vector& solution, const Vector& right_hand_side) {
    const dealii::IndexSet zero = constrained_and_owned();
    direct_->solve(solution, right_hand_side);
    set_to_zero(solution, zero);
    // On stretched meshes the factors lose digits of small currents; two corrections give them
    // back.
    Vector correction = space_.make_vector();
    for (int pass = 0; pass < 2; ++pass) {
        direct_->solve(correction, residual_of(solution, right_hand_side));
        set_to_zero(correction, zero);
        solution += correction;
    }
}

template <int dim>
template <class Solver, class Preconditioner>
void LinearSolver<dim>::iterate(const typename Solver::AdditionalData& data,
                                const Preconditioner& preconditioner, double relative_tolerance,
                                Vector& solution, const Vector& right_hand_side) {
    const double scale = right_hand_side.l2_norm();
    const HeldOperator<dim> held_operator(*this, constrained_and_owned());
    dealii::SolverControl control(static_cast<unsigned>(options_.largest_iterations),
                                  relative_tolerance * scale);
    try {
        Solver(control, data).solve(held_operator, solution, right_hand_side, preconditioner);
    } catch (const dealii::SolverControl::NoConvergence& failure) {
        iterations_ += static_cast<int>(failure.last_step);
        throw std::runtime_error(fmt::format(
            "the linear solver reached a relative residual of {:.1e} in {} iterations, {:.1e} "
            "was asked for; precession or a frequency fast against diffusion, spins that nothing "
            "relaxes, and interfaces with conductances far from those of the metals make it hard: "
            "try solver.method = \"direct\"",
            failure.last_residual / scale, failure.last_step, relative_tolerance));
    }
    iterations_ += static_cast<int>(control.last_step());
}

template <int dim>
void LinearSolver<dim>::iterate_from_zero(double relative_tolerance, Vector& solution,
                                          const Vector& right_hand_side) {
    if (algebraic_)
        iterate<dealii::SolverGMRES<Vector>>(
            dealii::SolverGMRES<Vector>::AdditionalData(largest_basis, true), *algebraic_,
            relative_tolerance, solution, right_hand_side);
    else if constexpr (dim > 1)
        // In single precision a cycle is not quite linear.
        iterate<dealii::SolverFGMRES<Vector>>(
            dealii::SolverFGMRES<Vector>::AdditionalData(largest_basis), *geometric_,
            relative_tolerance, solution, right_hand_side);
}

/// right_hand_side - A solution between the unknowns that are not held.
template <int dim>
Vector LinearSolver<dim>::residual_of(const Vector& solution, const Vector& right_hand_side) const {
    Vector residual = space_.make_vector();
    apply(residual, solution);
    residual.sadd(-1.0, right_hand_side);
    set_to_zero(residual, constrained_and_owned());
    return residual;
}

/// Solves for what an iteration has left, from the residual as it is: small potentials far from the
/// drive gain digits that the norm of the whole residual does not show.
template <int dim>
void LinearSolver<dim>::correct(Vector& solution, const Vector& right_hand_side) {
    if (options_.correction_tolerance >= 1.0)
        return;
    const Vector residual = residual_of(solution, right_hand_side);
    if (residual.l2_norm() == 0.0)
        return;
    Vector correction = space_.make_vector();
    try {
        iterate_from_zero(options_.correction_tolerance, correction, residual);
    } catch (const std::runtime_error&) {
        return; // of rounding alone nothing better can be made
    }
    solution += correction;
}

template <int dim>
void LinearSolver<dim>::solve_otherwise(Vector& solution, const Vector& right_hand_side) {
    const bool small = space_.dofs.n_dofs() <= largest_factorised<dim>;
    if (!small && algebraic_)
        throw std::runtime_error(fmt::format(
            "neither this nor another method solves the equations of {} unknowns; precession or a "
            "frequency fast against diffusion, spins that nothing relaxes, and interfaces with "
            "conductances far from those of the metals make it hard: try solver.method = "
            "\"direct\", given enough memory",
            space_.dofs.n_dofs()));
    algebraic_.reset(); // it refers to the matrix
    geometric_.reset();
    operator_.reset();
    solution = 0.0;
    if (small) {
        factorise();
        report_.method = "direct (MUMPS), as an iteration did not converge";
        factor_solve(solution, right_hand_side);
    } else {
        build_algebraic_multigrid();
        iterate_from_zero(options_.relative_tolerance, solution, right_hand_side);
    }
}

template <int dim>
void LinearSolver<dim>::solve(Vector& solution, const Vector& right_hand_side) {
    const dealii::IndexSet zero = constrained_and_owned();
    Vector condensed = space_.make_vector();
    condensed = right_hand_side;
    set_to_zero(condensed, zero);
    const double scale = condensed.l2_norm();
    solution = 0.0;
    if (scale == 0.0)
        return;

    iterations_ = 0;
    if (direct_) {
        factor_solve(solution, condensed);
    } else {
        try {
            iterate_from_zero(options_.relative_tolerance, solution, condensed);
        } catch (const std::runtime_error&) {
            if (!chosen_here_)
                throw;
            solve_otherwise(solution, condensed);
        }
        if (!direct_)
            correct(solution, condensed);
    }
    set_to_zero(solution, zero);
    report_.iterations = std::max(report_.iterations, iterations_);

    const double relative = residual_of(solution, condensed).l2_norm() / scale;
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
