// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/goal_error.hpp"

#include "sidejump/device/adjoint_problem.hpp"
#include "sidejump/device/connectivity.hpp"
#include "sidejump/device_fem/cell_matrix.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {
namespace {

using Unknowns = std::vector<dealii::types::global_dof_index>;

/// Of the adjoint solution: it multiplies a residual, so that an error of its own hardly counts.
constexpr double adjoint_tolerance = 1e-8;

/// The values at the nodes of another order on the same cells.
template <int dim>
Vector interpolated(const FieldSpace<dim>& from, const Vector& fields, const FieldSpace<dim>& to) {
    dealii::FullMatrix<double> at_nodes(to.scalar->n_dofs_per_cell(),
                                        from.scalar->n_dofs_per_cell());
    to.scalar->get_interpolation_matrix(*from.scalar, at_nodes);
    const auto targets = components(to);
    Unknowns here(from.element.n_dofs_per_cell());
    Unknowns there(to.element.n_dofs_per_cell());
    Vector result = to.make_vector();
    auto target_cell = to.dofs.begin_active();
    for (const auto& cell : from.dofs.active_cell_iterators()) {
        if (cell->is_locally_owned()) {
            cell->get_dof_indices(here);
            target_cell->get_dof_indices(there);
            for (unsigned i = 0; i < there.size(); ++i) {
                if (!to.owned.is_element(there[i]))
                    continue;
                const auto [field, node] = targets[i];
                double value = 0.0;
                for (unsigned n = 0; n < at_nodes.n(); ++n)
                    value += at_nodes(node, n) *
                             fields(here[from.element.component_to_system_index(field, n)]);
                result(there[i]) = value;
            }
        }
        ++target_cell;
    }
    to.hanging.distribute(result);
    result.update_ghost_values();
    return result;
}

/// What the reservoirs of the terminals and their injected currents supply per area.
template <int dim>
void add_supplies(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                  const FieldEquations& equations, const std::vector<device::TerminalState>& states,
                  Vector& sources) {
    for (std::size_t k = 0; k < problem.terminals.size(); ++k) {
        const device::Terminal& terminal = problem.terminals[k];
        const device::Complex potential =
            device::fixes_potential(terminal) ? states[k].potential : 0.0;
        const Eigen::VectorXd supply =
            supply_of(terminal, equations, reservoir_of(terminal, space.fields, potential, true),
                      terminal.value / states[k].area);
        if (!supply.isZero(0.0))
            add_surface_supply(space, indicator_of(terminal), supply, sources);
    }
}

} // namespace

template <int dim>
GoalErrors<dim>::GoalErrors(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                            std::optional<double> angular_frequency,
                            const DeviceSolution<dim>& solution, const SolverOptions& options)
    : space_(space), problem_(problem), angular_frequency_(angular_frequency), options_(options),
      finer_(space.mesh, static_cast<int>(space.element.degree) + 1, space.fields),
      residual_(residual_of(solution)), cells_at_(cells_at_unknowns()) {
    options_.relative_tolerance = std::max(options_.relative_tolerance, adjoint_tolerance);
    options_.correction_tolerance = 1.0;
}

template <int dim>
Vector GoalErrors<dim>::residual_of(const DeviceSolution<dim>& solution) const {
    const FieldEquations equations = field_equations(problem_, angular_frequency_);
    Vector residual = finer_.make_vector();
    {
        dealii::TrilinosWrappers::SparseMatrix matrix;
        assemble(finer_, equations, finer_.hanging, false, matrix);
        Vector fields = interpolated(space_, solution.fields, finer_);
        fields.zero_out_ghost_values();
        multiply(matrix, fields, residual);
    }
    Vector sources = finer_.make_vector();
    add_driven_currents(finer_, equations, sources);
    add_supplies(finer_, problem_, equations, solution.terminals, sources);
    residual.sadd(-1.0, sources);
    // What is left at held unknowns are the currents of terminals, which are unknown as well.
    for (const device::Terminal& terminal : problem_.terminals)
        for (unsigned a = 0; a < finer_.fields; ++a)
            if (terminal.law.fixed[a % 4])
                for (const auto index : finer_.on_boundary(indicator_of(terminal), a))
                    if (finer_.owned.is_element(index))
                        residual(index) = 0.0;
    finer_.hanging.set_zero(residual);
    residual.update_ghost_values();
    return residual;
}

template <int dim>
Vector GoalErrors<dim>::cells_at_unknowns() const {
    Vector count = finer_.make_vector();
    Unknowns unknowns(finer_.element.n_dofs_per_cell());
    for (const auto& cell : finer_.dofs.active_cell_iterators())
        if (cell->is_locally_owned()) {
            cell->get_dof_indices(unknowns);
            for (const auto index : unknowns)
                count(index) += 1.0;
        }
    count.compress(dealii::VectorOperation::add);
    count.update_ghost_values();
    return count;
}

template <int dim>
FunctionalError GoalErrors<dim>::of(const Eigen::VectorXd& potential,
                                    const Eigen::VectorXd& current) const {
    const auto adjoint = solve_device(finer_, device::adjoint_problem(problem_, potential, current),
                                      angular_frequency_, options_);
    Vector weights = interpolated(space_, interpolated(finer_, adjoint.fields, space_), finer_);
    weights.zero_out_ghost_values();
    weights *= -1.0;
    Vector fields = adjoint.fields;
    fields.zero_out_ghost_values();
    weights += fields;
    weights.update_ghost_values();

    FunctionalError error;
    error.cells.assign(finer_.mesh.n_active_cells(), 0.0);
    const bool is_complex = finer_.fields > 4;
    const auto unknown_fields = components(finer_);
    Unknowns unknowns(finer_.element.n_dofs_per_cell());
    for (const auto& cell : finer_.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        cell->get_dof_indices(unknowns);
        Complex sum = 0.0;
        for (unsigned i = 0; i < unknowns.size(); ++i) {
            const auto [field, node] = unknown_fields[i];
            if (field >= 4)
                continue;
            Complex residual = residual_(unknowns[i]);
            Complex weight = weights(unknowns[i]);
            if (is_complex) {
                const auto imaginary =
                    unknowns[finer_.element.component_to_system_index(field + 4, node)];
                residual.imag(residual_(imaginary));
                weight.imag(weights(imaginary));
            }
            sum += residual * weight / cells_at_(unknowns[i]);
        }
        sum *= problem_.embedding.cross_section;
        error.cells[cell->active_cell_index()] = sum;
        error.total += sum;
    }
    const MPI_Comm communicator = finer_.mesh.get_communicator();
    error.total = {dealii::Utilities::MPI::sum(error.total.real(), communicator),
                   dealii::Utilities::MPI::sum(error.total.imag(), communicator)};
    return error;
}

template <int dim>
FunctionalError GoalErrors<dim>::of(const device::TerminalWeights& functional) const {
    FunctionalError error;
    error.cells.assign(finer_.mesh.n_active_cells(), 0.0);
    const auto add = [&](Complex factor, const Eigen::VectorXd& potential,
                         const Eigen::VectorXd& current) {
        if (potential.isZero(0.0) && current.isZero(0.0))
            return;
        const FunctionalError part = of(potential, current);
        error.total += factor * part.total;
        for (std::size_t c = 0; c < part.cells.size(); ++c)
            error.cells[c] += factor * part.cells[c];
    };
    add(1.0, functional.potential.real(), functional.current.real());
    add({0.0, 1.0}, functional.potential.imag(), functional.current.imag());
    return error;
}

template class GoalErrors<1>;
template class GoalErrors<2>;
template class GoalErrors<3>;

} // namespace sidejump::device_fem
