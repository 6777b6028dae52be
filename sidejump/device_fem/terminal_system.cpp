// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/terminal_system.hpp"

#include "sidejump/device/connectivity.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/mpi.h>
#include <deal.II/fe/fe_values.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {

using device::Drive;
using device::Terminal;

unsigned indicator_of(const Terminal& terminal) {
    return static_cast<unsigned>(terminal.boundary) + 1;
}

template <int dim>
SurfaceIntegrals surface_integrals(const FieldSpace<dim>& space, unsigned indicator,
                                   const Vector& fields) {
    dealii::FEFaceValues<dim> face(*space.mapping, *space.scalar, space.face_quadrature,
                                   dealii::update_values | dealii::update_JxW_values);
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    std::vector<double> sums(space.fields + 1, 0.0);
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (!cell->is_locally_owned())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || cell->face(f)->boundary_id() != indicator)
                continue;
            const typename dealii::Triangulation<dim>::cell_iterator plain = cell;
            face.reinit(plain, f);
            cell->get_dof_indices(indices);
            for (const unsigned q : face.quadrature_point_indices()) {
                sums[space.fields] += face.JxW(q);
                for (unsigned i = 0; i < indices.size(); ++i) {
                    const auto [field, shape] = space.element.system_to_component_index(i);
                    sums[field] += fields(indices[i]) * face.shape_value(shape, q) * face.JxW(q);
                }
            }
        }
    }
    std::vector<double> totals(sums.size());
    dealii::Utilities::MPI::sum(sums, space.mesh.get_communicator(), totals);
    SurfaceIntegrals integrals;
    integrals.area = totals.back();
    integrals.fields = Eigen::Map<const Eigen::VectorXd>(totals.data(), space.fields);
    return integrals;
}

Potentials sort_potentials(const std::vector<Terminal>& terminals) {
    Potentials potentials;
    potentials.given.assign(terminals.size(), 0.0);
    bool grounded = false;
    double total = 0.0;
    double largest = 0.0;
    for (std::size_t k = 0; k < terminals.size(); ++k) {
        const Terminal& terminal = terminals[k];
        if (terminal.drive == Drive::potential) {
            potentials.given[k] = terminal.value;
            grounded = true;
        } else if (terminal.drive == Drive::current) {
            total += terminal.value;
            largest = std::max(largest, std::abs(terminal.value));
            if (device::fixes_potential(terminal))
                potentials.unknown.push_back(k);
        }
    }
    if (grounded)
        return potentials;
    if (potentials.unknown.empty())
        throw std::invalid_argument("no contact fixes the potential: one needs \"potential\", or "
                                    "\"current\" or \"floating\" without an injected polarisation");
    if (std::abs(total) > 1e-12 * largest)
        throw std::invalid_argument(fmt::format(
            "the currents of all contacts add up to {:g} A, and no contact with a given "
            "potential takes it up",
            total));
    potentials.unknown.pop_back();
    return potentials;
}

TerminalDrives given_drives(const std::vector<Terminal>& terminals,
                            const std::vector<double>& potentials) {
    TerminalDrives drives{potentials, {}, true};
    for (const Terminal& terminal : terminals)
        drives.injected.push_back(terminal.injected_polarisation ? terminal.value : 0.0);
    return drives;
}

TerminalDrives unit_potential(std::size_t terminals, std::size_t terminal) {
    TerminalDrives drives{std::vector<double>(terminals, 0.0), std::vector<double>(terminals, 0.0),
                          false};
    drives.potentials[terminal] = 1.0;
    return drives;
}

Eigen::VectorXd reservoir_of(const Terminal& terminal, unsigned fields, device::Complex potential,
                             bool with_spins) {
    Eigen::VectorXd reservoir = Eigen::VectorXd::Zero(fields);
    reservoir(0) = potential.real();
    if (fields > 4)
        reservoir(4) = potential.imag();
    if (with_spins)
        reservoir.segment<3>(1) = terminal.law.spin_potential;
    return reservoir;
}

Eigen::VectorXd supply_of(const Terminal& terminal, const FieldEquations& equations,
                          const Eigen::VectorXd& reservoir, double injected) {
    Eigen::VectorXd supply = Eigen::VectorXd::Zero(reservoir.size());
    if (const auto* surface = equations.surface_at(indicator_of(terminal)))
        supply = surface->exchange * reservoir;
    if (const auto& polarisation = terminal.injected_polarisation) {
        supply(0) += injected;
        supply.segment<3>(1) += injected * *polarisation;
    }
    return supply;
}

template <int dim>
TerminalSystem<dim>::TerminalSystem(const FieldSpace<dim>& space,
                                    const device::DiffusionProblem& problem,
                                    const FieldEquations& equations, const SolverOptions& options,
                                    const dealii::IndexSet& also_held)
    : space_(space), problem_(problem), equations_(equations), terminals_(find_unknowns()),
      solver_(space, equations_, all_held(also_held), options) {
    for (const TerminalUnknowns& unknowns : terminals_)
        held_.push_back(unknowns.held);
    uniform_ = std::make_unique<UniformPotential<dim>>(space_, equations_, held_);
}

template <int dim>
Vector TerminalSystem<dim>::solve(const TerminalDrives& drives) {
    Vector values = space_.make_vector();
    hold(drives, values);
    return solve(values, sources(drives));
}

template <int dim>
Vector TerminalSystem<dim>::solve(const Vector& values, const Vector& right_hand_side) {
    Vector start = values;
    const std::vector<double> held = uniform_->take_out(start, held_);
    Vector remaining = space_.make_vector();
    solver_.apply(remaining, start);
    remaining.sadd(-1.0, right_hand_side);
    uniform_->subtract_currents(uniform_->balancing(right_hand_side, start, held), remaining);
    Vector fields = space_.make_vector();
    solver_.solve(fields, remaining);
    fields.zero_out_ghost_values();
    fields += start;
    uniform_->add(uniform_->balancing(right_hand_side, fields, held), fields);
    space_.hanging.distribute(fields);
    fields.update_ghost_values();
    return fields;
}

template <int dim>
void TerminalSystem<dim>::hold(const TerminalDrives& drives, Vector& fields) const {
    for (std::size_t k = 0; k < terminals_.size(); ++k) {
        const Eigen::VectorXd values = reservoir(k, drives);
        for (unsigned a = 0; a < space_.fields; ++a)
            for (const auto index : terminals_[k].held[a])
                if (space_.owned.is_element(index))
                    fields(index) = values(a);
    }
}

template <int dim>
Vector TerminalSystem<dim>::sources(const TerminalDrives& drives) const {
    Vector sources = space_.make_vector();
    if (drives.constant)
        add_driven_currents(space_, equations_, sources);
    for (std::size_t k = 0; k < terminals_.size(); ++k) {
        const Eigen::VectorXd supplied = supply(k, drives);
        if (!supplied.isZero(0.0))
            add_surface_supply(space_, indicator_of(problem_.terminals[k]), supplied, sources);
    }
    return sources;
}

template <int dim>
Eigen::MatrixXd TerminalSystem<dim>::currents(const Vector& residual, const Vector& fields,
                                              const TerminalDrives& drives) const {
    Eigen::MatrixXd currents = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(terminals_.size()),
                                                     static_cast<Eigen::Index>(space_.fields));
    for (std::size_t k = 0; k < terminals_.size(); ++k) {
        const auto integrals =
            surface_integrals(space_, indicator_of(problem_.terminals[k]), fields);
        const Eigen::VectorXd entering =
            supply(k, drives) * integrals.area - exchange(k) * integrals.fields;
        for (unsigned a = 0; a < space_.fields; ++a)
            currents(static_cast<Eigen::Index>(k), a) = entering(a) + through_held(k, a, residual);
    }
    return currents;
}

template <int dim>
Eigen::MatrixXd TerminalSystem<dim>::currents(const Vector& fields,
                                              const TerminalDrives& drives) const {
    Vector residual = space_.make_vector();
    solver_.apply(residual, fields);
    // What is left at held unknowns is the current through their own terminal.
    const Vector supplied = sources(drives);
    residual -= supplied;
    Eigen::MatrixXd found = currents(residual, fields, drives);
    for (std::size_t k = 0; k < terminals_.size(); ++k)
        if (uniform_->holds_alone(k))
            for (unsigned a = 0; a < space_.fields; a += 4)
                found(static_cast<Eigen::Index>(k), a) +=
                    uniform_->through_held(k, a, supplied, fields) - through_held(k, a, residual);
    return found;
}

template <int dim>
double TerminalSystem<dim>::through_held(std::size_t terminal, unsigned field,
                                         const Vector& residual) const {
    double sum = 0.0;
    for (const auto index : terminals_[terminal].held[field])
        if (space_.owned.is_element(index))
            sum += residual(index);
    return dealii::Utilities::MPI::sum(sum, space_.mesh.get_communicator());
}

template <int dim>
Eigen::MatrixXd TerminalSystem<dim>::exchange(std::size_t terminal) const {
    if (const auto* surface = equations_.surface_at(indicator_of(problem_.terminals[terminal])))
        return surface->exchange;
    return Eigen::MatrixXd::Zero(space_.fields, space_.fields);
}

template <int dim>
std::vector<typename TerminalSystem<dim>::TerminalUnknowns>
TerminalSystem<dim>::find_unknowns() const {
    std::vector<TerminalUnknowns> found;
    dealii::IndexSet taken(space_.dofs.n_dofs());
    const Vector none = space_.make_vector();
    for (const Terminal& terminal : problem_.terminals) {
        TerminalUnknowns unknowns;
        unknowns.held.assign(space_.fields, dealii::IndexSet(space_.dofs.n_dofs()));
        for (unsigned a = 0; a < space_.fields; ++a)
            if (terminal.law.fixed[a % 4]) {
                unknowns.held[a] = space_.on_boundary(indicator_of(terminal), a);
                // Where two terminals touch, the first holds the unknowns they share.
                unknowns.held[a].subtract_set(taken);
                taken.add_indices(unknowns.held[a]);
            }
        unknowns.area = surface_integrals(space_, indicator_of(terminal), none).area;
        found.push_back(std::move(unknowns));
    }
    return found;
}

template <int dim>
HeldUnknowns TerminalSystem<dim>::all_held(const dealii::IndexSet& also_held) const {
    HeldUnknowns held{{}, also_held};
    for (const Terminal& terminal : problem_.terminals)
        for (unsigned a = 0; a < space_.fields; ++a)
            if (terminal.law.fixed[a % 4]) {
                auto& fields = held.on_boundaries[indicator_of(terminal)];
                fields.resize(space_.fields, false);
                fields[a] = true;
            }
    return held;
}

/// The potentials of the reservoir behind a terminal.
template <int dim>
Eigen::VectorXd TerminalSystem<dim>::reservoir(std::size_t terminal,
                                               const TerminalDrives& drives) const {
    return reservoir_of(problem_.terminals[terminal], space_.fields, drives.potentials[terminal],
                        drives.constant);
}

/// Current per area that a terminal supplies whatever the fields are.
template <int dim>
Eigen::VectorXd TerminalSystem<dim>::supply(std::size_t terminal,
                                            const TerminalDrives& drives) const {
    return supply_of(problem_.terminals[terminal], equations_, reservoir(terminal, drives),
                     drives.injected[terminal] /
                         (terminals_[terminal].area * problem_.embedding.cross_section));
}

#define SIDEJUMP_INSTANTIATE(dim)                                                                  \
    template SurfaceIntegrals surface_integrals(const FieldSpace<dim>&, unsigned, const Vector&);  \
    template class TerminalSystem<dim>;
SIDEJUMP_INSTANTIATE(1)
SIDEJUMP_INSTANTIATE(2)
SIDEJUMP_INSTANTIATE(3)
#undef SIDEJUMP_INSTANTIATE

} // namespace sidejump::device_fem
