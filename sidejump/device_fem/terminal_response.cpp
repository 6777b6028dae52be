// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/terminal_response.hpp"

#include "sidejump/device/connectivity.hpp"

#include <Eigen/LU>
#include <algorithm>

namespace sidejump::device_fem {
namespace {

using device::Drive;
using device::fixes_potential;
using device::Terminal;

/// The complex current of a field at a terminal.
Complex part(const Eigen::MatrixXd& currents, std::size_t terminal, unsigned field,
             bool is_complex) {
    const auto row = static_cast<Eigen::Index>(terminal);
    return {currents(row, field), is_complex ? currents(row, field + 4) : 0.0};
}

/// fields += factor * addend, factor and fields complex.
template <int dim>
void add_multiple(const FieldSpace<dim>& space, Complex factor, const Vector& addend,
                  Vector& fields) {
    fields.zero_out_ghost_values();
    if (space.fields == 4) {
        fields.add(factor.real(), addend);
    } else {
        std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
        std::vector<bool> done(space.owned.n_elements(), false);
        for (const auto& cell : space.dofs.active_cell_iterators()) {
            if (!cell->is_locally_owned())
                continue;
            cell->get_dof_indices(indices);
            for (unsigned i = 0; i < indices.size(); ++i) {
                const auto [field, shape] = space.element.system_to_component_index(i);
                if (field >= 4)
                    continue;
                const auto real = indices[i];
                const auto imaginary =
                    indices[space.element.component_to_system_index(field + 4, shape)];
                if (!space.owned.is_element(real) || done[space.owned.index_within_set(real)])
                    continue;
                done[space.owned.index_within_set(real)] = true;
                const Complex change = factor * Complex(addend(real), addend(imaginary));
                fields(real) += change.real();
                fields(imaginary) += change.imag();
            }
        }
    }
    fields.update_ghost_values();
}

} // namespace

template <int dim>
DeviceSolution<dim>
solve_device(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
             std::optional<double> angular_frequency, const SolverOptions& options) {
    const bool is_complex = angular_frequency.has_value();
    const auto& terminals = problem.terminals;
    const FieldEquations equations = field_equations(problem, angular_frequency);
    Potentials potentials = sort_potentials(terminals);
    TerminalSystem<dim> system(space, problem, equations, options);

    DeviceSolution<dim> solution;
    const auto given = std::ranges::find(terminals, Drive::potential, &Terminal::drive);
    if (given != terminals.end())
        solution.reference = given->value;
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential)
            potentials.given[k] -= solution.reference;
    const TerminalDrives drives = given_drives(terminals, potentials.given);
    solution.fields = system.solve(drives);
    const Eigen::MatrixXd currents = system.currents(solution.fields, drives);

    const auto unknowns = static_cast<Eigen::Index>(potentials.unknown.size());
    std::vector<Vector> unit_fields;
    std::vector<Eigen::MatrixXd> unit_currents;
    Eigen::MatrixXcd conductance(unknowns, unknowns);
    Eigen::VectorXcd missing(unknowns);
    const double section = problem.embedding.cross_section;
    for (Eigen::Index l = 0; l < unknowns; ++l) {
        const std::size_t here = potentials.unknown[static_cast<std::size_t>(l)];
        const TerminalDrives unit = unit_potential(terminals.size(), here);
        unit_fields.push_back(system.solve(unit));
        unit_currents.push_back(system.currents(unit_fields.back(), unit));
        for (Eigen::Index k = 0; k < unknowns; ++k)
            conductance(k, l) =
                part(unit_currents.back(), potentials.unknown[static_cast<std::size_t>(k)], 0,
                     is_complex);
        missing(l) = terminals[here].value / section - part(currents, here, 0, is_complex);
    }
    Eigen::VectorXcd found = Eigen::VectorXcd::Zero(unknowns);
    if (unknowns > 0)
        found = conductance.partialPivLu().solve(missing);
    for (Eigen::Index l = 0; l < unknowns; ++l)
        add_multiple(space, found(l), unit_fields[static_cast<std::size_t>(l)], solution.fields);

    for (std::size_t k = 0; k < terminals.size(); ++k) {
        device::TerminalState state;
        state.name = terminals[k].name;
        state.area = system.area(k) * section;
        state.potential = potentials.given[k];
        const auto total = [&](unsigned field) {
            Complex sum = part(currents, k, field, is_complex);
            for (Eigen::Index l = 0; l < unknowns; ++l)
                sum += found(l) *
                       part(unit_currents[static_cast<std::size_t>(l)], k, field, is_complex);
            return sum * section;
        };
        state.current = total(0);
        for (unsigned a = 0; a < 3; ++a)
            state.spin_current[a] = total(a + 1);
        const auto unknown = std::ranges::find(potentials.unknown, k);
        if (unknown != potentials.unknown.end()) {
            state.potential =
                found(static_cast<Eigen::Index>(unknown - potentials.unknown.begin()));
        } else if (!fixes_potential(terminals[k])) {
            const auto integrals =
                surface_integrals(space, indicator_of(terminals[k]), solution.fields);
            state.potential = Complex(integrals.fields(0), is_complex ? integrals.fields(4) : 0.0) /
                              integrals.area;
        }
        solution.terminals.push_back(state);
    }
    solution.solver = system.report();
    return solution;
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template DeviceSolution<dim> solve_device(const FieldSpace<dim>&,                              \
                                              const device::DiffusionProblem&,                     \
                                              std::optional<double>, const SolverOptions&);
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
