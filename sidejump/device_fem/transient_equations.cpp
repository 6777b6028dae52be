// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/transient_equations.hpp"

#include "sidejump/device/connectivity.hpp"
#include "sidejump/device_fem/terminal_response.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/mpi.h>
#include <limits>

namespace sidejump::device_fem {
namespace {

using device::Drive;
using device::Terminal;

/// The relevant unknowns of the spin potentials.
template <int dim>
dealii::IndexSet spin_unknowns(const FieldSpace<dim>& space) {
    dealii::IndexSet found(space.dofs.n_dofs());
    std::vector<dealii::types::global_dof_index> indices(space.element.n_dofs_per_cell());
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (cell->is_artificial())
            continue;
        cell->get_dof_indices(indices);
        for (unsigned i = 0; i < indices.size(); ++i)
            if (space.element.system_to_component_index(i).first > 0)
                found.add_index(indices[i]);
    }
    found.compress();
    return found;
}

template <int dim>
dealii::IndexSet without_storage(const FieldSpace<dim>& space, const dealii::IndexSet& spins,
                                 const TerminalSystem<dim>& system, std::size_t terminals) {
    dealii::IndexSet held = space.relevant;
    held.subtract_set(spins);
    for (std::size_t k = 0; k < terminals; ++k)
        for (unsigned a = 0; a < 4; ++a)
            held.add_indices(system.held(k, a));
    held.compress();
    return held;
}

/// The potential that all others are counted from: a given one that stays.
double constant_potential(const std::vector<Terminal>& terminals,
                          const device::TimeCourse& course) {
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential && !course.pulses.at(k))
            return terminals[k].value;
    return 0.0;
}

/// The drives of terminals at a moment, potentials that are to be found being zero.
TerminalDrives drives_as_given(const std::vector<Terminal>& terminals) {
    std::vector<double> potentials(terminals.size(), 0.0);
    for (std::size_t k = 0; k < terminals.size(); ++k)
        if (terminals[k].drive == Drive::potential)
            potentials[k] = terminals[k].value;
    return given_drives(terminals, potentials);
}

void keep_worst(const device::SolverReport& one, device::SolverReport& worst) {
    const int iterations = std::max(one.iterations, worst.iterations);
    const double residual = std::max(one.relative_residual, worst.relative_residual);
    worst = one;
    worst.iterations = iterations;
    worst.relative_residual = residual;
}

} // namespace

template <int dim>
TransientEquations<dim>::TransientEquations(const FieldSpace<dim>& space,
                                            const device::DiffusionProblem& problem,
                                            const device::TimeCourse& course,
                                            const SolverOptions& options)
    : space_(space), problem_(problem), course_(course), options_(options),
      steady_(field_equations(problem, std::nullopt)),
      unknown_(sort_potentials(device::terminals_at(problem.terminals, course, 0.0, 0.0)).unknown),
      reference_(constant_potential(problem.terminals, course)), spins_(spin_unknowns(space)),
      charge_(space, problem, steady_, options, spins_),
      charge_drives_(space, problem, charge_, unknown_), storing_(storage_equations(problem)),
      storage_(space, storing_,
               {{}, without_storage(space, spins_, charge_, problem.terminals.size())}, options) {
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
void TransientEquations<dim>::check_currents() {
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
std::vector<Terminal> TransientEquations<dim>::driven(double t) const {
    std::vector<Terminal> terminals = device::terminals_at(problem_.terminals, course_, t, within_);
    for (Terminal& terminal : terminals)
        if (terminal.drive == Drive::potential)
            terminal.value -= reference_;
    return terminals;
}

/// The one value of the charge potential that a terminal's held unknowns have.
template <int dim>
double TransientEquations<dim>::held_value(std::size_t terminal, const Vector& fields) const {
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
TerminalDrives TransientEquations<dim>::drives(const std::vector<Terminal>& terminals,
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

/// The currents of DrivenTerminals::solve: without what the spin potentials of terminals drive.
template <int dim>
Eigen::VectorXd
TransientEquations<dim>::wanted_currents(const std::vector<Terminal>& terminals) const {
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
Vector TransientEquations<dim>::sources(const TerminalDrives& drives) const {
    Vector sources = constant_sources_;
    for (std::size_t k = 0; k < drives.potentials.size(); ++k) {
        if (potential_sources_[k])
            sources.add(drives.potentials[k], *potential_sources_[k]);
        if (injected_sources_[k])
            sources.add(drives.injected[k], *injected_sources_[k]);
    }
    return sources;
}

/// K u - b
template <int dim>
Vector TransientEquations<dim>::steady_residual(const Vector& fields,
                                                const TerminalDrives& drives) const {
    Vector residual = space_.make_vector();
    charge_.apply(residual, fields);
    residual -= sources(drives);
    return residual;
}

template <int dim>
Vector TransientEquations<dim>::initial_spins() {
    Vector fields = space_.make_vector();
    if (!course_.from_rest) {
        device::DiffusionProblem before = problem_;
        before.terminals = device::terminals_at(problem_.terminals, course_, 0.0,
                                                -std::numeric_limits<double>::min());
        const auto solution = solve_device(space_, before, std::nullopt, options_);
        keep_worst(solution.solver, report_);
        fields = solution.fields;
        fields.zero_out_ghost_values();
    }
    for (const auto index : space_.owned)
        if (!spins_.is_element(index))
            fields(index) = 0.0;
    TerminalDrives held =
        given_drives(problem_.terminals, std::vector<double>(problem_.terminals.size(), 0.0));
    charge_.hold(held, fields);
    return fields;
}

template <int dim>
void TransientEquations<dim>::find_charge(double t, Vector& fields) {
    const std::vector<Terminal> terminals = driven(t);
    TerminalDrives given = drives_as_given(terminals);
    fields.zero_out_ghost_values();
    for (const auto index : space_.owned)
        if (!spins_.is_element(index))
            fields(index) = 0.0;
    charge_.hold(given, fields);
    fields = charge_drives_.solve(fields, sources(given), wanted_currents(terminals)).fields;
}

template <int dim>
Vector TransientEquations<dim>::rate(double t, const Vector& fields) {
    Vector residual = steady_residual(fields, drives(driven(t), fields));
    residual *= -1.0;
    Vector rate = space_.make_vector();
    storage_.solve(rate, residual);
    rate.zero_out_ghost_values();
    return rate;
}

template <int dim>
void TransientEquations<dim>::residual(double t, const Vector& fields, const Vector& rate,
                                       Vector& result) {
    const std::vector<Terminal> terminals = driven(t);
    const TerminalDrives now = drives(terminals, fields);
    result = steady_residual(fields, now);
    Vector stored = space_.make_vector();
    storage_.apply(stored, rate);
    result += stored;
    const Eigen::VectorXd currents = wanted_currents(terminals);
    std::vector<double> missing(terminals.size(), 0.0);
    for (std::size_t l = 0; l < unknown_.size(); ++l) {
        double through_held = 0.0;
        for (const auto index : charge_.held(unknown_[l], 0))
            if (space_.owned.is_element(index))
                through_held += result(index);
        missing[unknown_[l]] =
            dealii::Utilities::MPI::sum(through_held, space_.mesh.get_communicator()) -
            currents(static_cast<Eigen::Index>(l));
    }
    Vector values = space_.make_vector();
    charge_.hold(now, values);
    for (std::size_t k = 0; k < terminals.size(); ++k) {
        const bool finds = std::ranges::find(unknown_, k) != unknown_.end();
        for (unsigned a = 0; a < 4; ++a)
            for (const auto index : charge_.held(k, a))
                if (space_.owned.is_element(index))
                    result(index) = a == 0 && finds ? missing[k] : fields(index) - values(index);
    }
    for (const auto index : space_.owned)
        if (space_.hanging.is_constrained(index))
            result(index) = 0.0;
}

template <int dim>
void TransientEquations<dim>::prepare(double alpha) {
    if (step_ && alpha == alpha_)
        return;
    step_drives_.reset();
    step_.reset();
    step_ = std::make_unique<TerminalSystem<dim>>(space_, problem_, step_equations(problem_, alpha),
                                                  options_);
    step_drives_ = std::make_unique<DrivenTerminals<dim>>(space_, problem_, *step_, unknown_);
    alpha_ = alpha;
}

template <int dim>
void TransientEquations<dim>::solve(const Vector& residual, Vector& change) {
    Vector values = space_.make_vector();
    Vector right_hand_side = residual;
    for (std::size_t k = 0; k < problem_.terminals.size(); ++k) {
        const bool finds = std::ranges::find(unknown_, k) != unknown_.end();
        for (unsigned a = 0; a < 4; ++a)
            for (const auto index : charge_.held(k, a))
                if (space_.owned.is_element(index)) {
                    values(index) = a == 0 && finds ? 0.0 : residual(index);
                    right_hand_side(index) = 0.0;
                }
    }
    Eigen::VectorXd currents = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(unknown_.size()));
    for (std::size_t l = 0; l < unknown_.size(); ++l)
        if (problem_.terminals[unknown_[l]].law.fixed[0])
            currents(static_cast<Eigen::Index>(l)) = held_value(unknown_[l], residual);
    change = step_drives_->solve(values, right_hand_side, currents).fields;
    change.zero_out_ghost_values();
    keep_worst(step_->report(), report_);
}

template <int dim>
DaeEquations TransientEquations<dim>::equations() {
    return {[this](double t, const Vector& fields, const Vector& rate, Vector& result) {
                residual(t, fields, rate, result);
            },
            [this](double alpha) { prepare(alpha); },
            [this](const Vector& residual, Vector& change) { solve(residual, change); }};
}

template <int dim>
DaeTolerance TransientEquations<dim>::tolerance(const Vector& initial) {
    // The size of the potentials: of the first ones, and of those that the drives reach in one
    // implicit step over all the time.
    constexpr double floor = 1e-3;
    // What rounding in the charge potentials leaves of spins that vanish is not to be followed.
    constexpr double rounding = 1e-14;
    const std::vector<double> breaks = course_.break_points();
    double charge_size = 0.0;
    double spin_size = 0.0;
    const auto look_at = [&](const Vector& fields) {
        for (const auto index : space_.owned)
            if (spins_.is_element(index))
                spin_size = std::max(spin_size, std::abs(fields(index)));
            else
                charge_size = std::max(charge_size, std::abs(fields(index)));
    };
    look_at(initial);
    if (breaks.size() > 1) {
        prepare(1.0 / breaks.back());
        for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
            const double middle = 0.5 * (breaks[i] + breaks[i + 1]);
            select_piece(middle);
            // No whole parts of the piece within, where a sine may vanish each time.
            constexpr double golden = 0.6180339887498949;
            constexpr int samples = 8;
            for (int sample = -1; sample <= samples; ++sample) {
                const double part = sample < 0          ? 0.0
                                    : sample == samples ? 1.0
                                                        : std::fmod((sample + 1) * golden, 1.0);
                const double t = breaks[i] + part * (breaks[i + 1] - breaks[i]);
                const std::vector<Terminal> terminals = driven(t);
                TerminalDrives given = drives_as_given(terminals);
                Vector values = space_.make_vector();
                charge_.hold(given, values);
                look_at(
                    step_drives_->solve(values, sources(given), wanted_currents(terminals)).fields);
            }
        }
    }
    const MPI_Comm communicator = space_.mesh.get_communicator();
    charge_size = dealii::Utilities::MPI::max(charge_size, communicator);
    spin_size = dealii::Utilities::MPI::max(spin_size, communicator);
    if (spin_size == 0.0 && charge_size == 0.0)
        spin_size = 1.0;
    charge_size = std::max(charge_size, spin_size);
    const double least_error =
        std::max(course_.relative_tolerance * floor * spin_size, rounding * charge_size);

    DaeTolerance tolerance{course_.relative_tolerance, space_.make_vector(), space_.make_vector()};
    const auto algebraic = without_storage(space_, spins_, charge_, problem_.terminals.size());
    for (const auto index : space_.owned) {
        tolerance.absolute(index) =
            spins_.is_element(index) ? least_error : course_.relative_tolerance * charge_size;
        tolerance.differential(index) =
            algebraic.is_element(index) || space_.hanging.is_constrained(index) ? 0.0 : 1.0;
    }
    return tolerance;
}

template <int dim>
std::vector<device::TerminalState>
TransientEquations<dim>::terminals(double t, const Vector& fields, const Vector& rate) const {
    const std::vector<Terminal> now_driven = driven(t);
    const TerminalDrives now = drives(now_driven, fields);
    Vector residual = steady_residual(fields, now);
    Vector stored = space_.make_vector();
    storage_.apply(stored, rate);
    residual += stored;
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
        const bool idle = terminal.drive == Drive::current && now_driven[k].value == 0.0;
        state.current = idle ? 0.0 : currents(row, 0) * section;
        for (unsigned a = 0; a < 3; ++a)
            state.spin_current[a] = currents(row, a + 1) * section;
        states.push_back(std::move(state));
    }
    return states;
}

template <int dim>
device::SolverReport TransientEquations<dim>::report() const {
    device::SolverReport worst = report_;
    keep_worst(charge_.report(), worst);
    return worst;
}

template class TransientEquations<1>;
template class TransientEquations<2>;
template class TransientEquations<3>;

} // namespace sidejump::device_fem
