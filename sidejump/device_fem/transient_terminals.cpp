// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/transient_terminals.hpp"

#include "sidejump/device/connectivity.hpp"

#include <algorithm>
#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {
namespace {

using device::Drive;
using device::Terminal;

double constant_potential(const std::vector<Terminal>& terminals,
                          const device::TimeCourse& course) {
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential && !course.pulses.at(k))
            return terminals[k].value;
    return 0.0;
}

} // namespace

TerminalDrives drives_as_given(const std::vector<Terminal>& terminals) {
    std::vector<double> potentials(terminals.size(), 0.0);
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential)
            potentials[k] = terminals[k].value;
    return given_drives(terminals, potentials);
}

template <int dim>
TransientTerminals<dim>::TransientTerminals(const FieldSpace<dim>& space,
                                            const device::DiffusionProblem& problem,
                                            const device::TimeCourse& course,
                                            const TerminalSystem<dim>& charge,
                                            const DrivenTerminals<dim>& charge_drives)
    : space_(space), problem_(problem), course_(course), charge_(charge),
      charge_drives_(charge_drives), unknown_(charge_drives.unknown()),
      reference_(constant_potential(problem.terminals, course)) {
    check_currents();
    const std::size_t count = problem.terminals.size();
    const TerminalDrives none{std::vector<double>(count, 0.0), std::vector<double>(count, 0.0),
                              true};
    constant_sources_ = charge_.sources(none);
    for (std::size_t k = 0; k < count; ++k) {
        potential_sources_.emplace_back();
        if (!charge_.exchange(k).col(0).isZero(0.0))
            potential_sources_.back() = charge_.sources(unit_potential(count, k));
        injected_sources_.emplace_back();
        if (problem.terminals[k].injected_polarisation) {
            TerminalDrives unit = none;
            unit.constant = false;
            unit.injected[k] = 1.0;
            injected_sources_.back() = charge_.sources(unit);
        }
    }
}

/// Where no potential is given, the currents have to balance at all times.
template <int dim>
void TransientTerminals<dim>::check_currents() const {
    const std::vector<double> breaks = course_.break_points();
    const auto check = [this](double t, double within) {
        (void)sort_potentials(device::terminals_at(problem_.terminals, course_, t, within));
    };
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
        const double middle = 0.5 * (breaks[i] + breaks[i + 1]);
        for (const double t : {breaks[i], middle, breaks[i + 1]})
            check(t, middle);
        for (const double t : course_.output_times)
            if (t > breaks[i] && t < breaks[i + 1])
                check(t, t);
    }
}

template <int dim>
std::vector<Terminal> TransientTerminals<dim>::at(double t) const {
    std::vector<Terminal> terminals = device::terminals_at(problem_.terminals, course_, t, within_);
    for (Terminal& terminal : terminals)
        if (terminal.drive == Drive::potential)
            terminal.value -= reference_;
    return terminals;
}

template <int dim>
double TransientTerminals<dim>::held_value(std::size_t terminal, const Vector& fields) const {
    std::vector<double> sums(2, 0.0);
    for (const auto index : charge_.held(terminal, 0))
        if (space_.owned.is_element(index) && !space_.hanging.is_constrained(index)) {
            sums[0] += fields(index);
            sums[1] += 1.0;
        }
    std::vector<double> totals(2);
    dealii::Utilities::MPI::sum(sums, space_.mesh.get_communicator(), totals);
    return totals[0] / totals[1];
}

template <int dim>
TerminalDrives TransientTerminals<dim>::drives(const std::vector<Terminal>& terminals,
                                               const Vector& fields) const {
    TerminalDrives drives = drives_as_given(terminals);
    const Eigen::VectorXd currents = wanted_currents(terminals);
    for (std::size_t l = 0; l < unknown_.size(); ++l) {
        const std::size_t k = unknown_[l];
        drives.potentials[k] =
            terminals[k].law.fixed[0]
                ? held_value(k, fields)
                : (currents(static_cast<Eigen::Index>(l)) + charge_drives_.outflow(l, fields)) /
                      (charge_.exchange(k)(0, 0) * charge_.area(k));
    }
    return drives;
}

template <int dim>
Eigen::VectorXd
TransientTerminals<dim>::wanted_currents(const std::vector<Terminal>& terminals) const {
    Eigen::VectorXd currents(static_cast<Eigen::Index>(unknown_.size()));
    for (std::size_t l = 0; l < unknown_.size(); ++l) {
        const std::size_t k = unknown_[l];
        currents(static_cast<Eigen::Index>(l)) =
            terminals[k].value / problem_.embedding.cross_section -
            charge_.exchange(k).row(0).tail(3).dot(terminals[k].law.spin_potential) *
                charge_.area(k);
    }
    return currents;
}

template <int dim>
Vector TransientTerminals<dim>::sources(const TerminalDrives& drives) const {
    Vector sources = constant_sources_;
    for (std::size_t k = 0; k < drives.potentials.size(); ++k) {
        if (potential_sources_[k])
            sources.add(drives.potentials[k], *potential_sources_[k]);
        if (injected_sources_[k])
            sources.add(drives.injected[k], *injected_sources_[k]);
    }
    return sources;
}

template <int dim>
bool TransientTerminals<dim>::finds(std::size_t terminal) const {
    return std::ranges::find(unknown_, terminal) != unknown_.end();
}

template <int dim>
std::vector<device::TerminalState> TransientTerminals<dim>::states(double t, const Vector& fields,
                                                                   const Vector& residual) const {
    const std::vector<Terminal> driven = at(t);
    const TerminalDrives now = drives(driven, fields);
    Vector known = space_.make_vector();
    known = fields;
    known.update_ghost_values();
    const Eigen::MatrixXd currents = charge_.currents(residual, known, now);
    const double section = problem_.embedding.cross_section;
    std::vector<device::TerminalState> states;
    for (std::size_t k = 0; k < problem_.terminals.size(); ++k) {
        const Terminal& terminal = problem_.terminals[k];
        const auto row = static_cast<Eigen::Index>(k);
        device::TerminalState state;
        state.name = terminal.name;
        state.area = charge_.area(k) * section;
        state.potential = now.potentials[k];
        if (!device::fixes_potential(terminal)) {
            const auto integrals = surface_integrals(space_, indicator_of(terminal), known);
            state.potential = integrals.fields(0) / integrals.area;
        }
        // Without a drive it is exactly none, so that nothing is divided by rounding.
        const bool idle = terminal.drive == Drive::current && driven[k].value == 0.0;
        state.current = idle ? 0.0 : currents(row, 0) * section;
        for (unsigned a = 0; a < 3; ++a)
            state.spin_current[a] = currents(row, a + 1) * section;
        states.push_back(std::move(state));
    }
    return states;
}

template class TransientTerminals<1>;
template class TransientTerminals<2>;
template class TransientTerminals<3>;

} // namespace sidejump::device_fem
