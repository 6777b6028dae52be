// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/transient_equations.hpp"

#include "sidejump/device_fem/terminal_response.hpp"
#include "sidejump/device_fem/transient_tolerance.hpp"

#include <algorithm>
#include <cmath>
#include <deal.II/base/mpi.h>
#include <limits>

namespace sidejump::device_fem {
namespace {

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
      steady_(field_equations(problem, std::nullopt)), spins_(spin_unknowns(space)),
      charge_(space, problem, steady_, options, spins_),
      charge_drives_(
          space, problem, charge_,
          sort_potentials(device::terminals_at(problem.terminals, course, 0.0, 0.0)).unknown),
      terminals_(space, problem, course, charge_, charge_drives_),
      storing_(storage_equations(problem)),
      storage_(space, storing_,
               {{}, without_storage(space, spins_, charge_, problem.terminals.size())}, options) {}

/// K u - b
template <int dim>
Vector TransientEquations<dim>::steady_residual(const Vector& fields,
                                                const TerminalDrives& drives) const {
    Vector residual = space_.make_vector();
    charge_.apply(residual, fields);
    residual -= terminals_.sources(drives);
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
    const std::vector<Terminal> terminals = terminals_.at(t);
    TerminalDrives given = drives_as_given(terminals);
    fields.zero_out_ghost_values();
    for (const auto index : space_.owned)
        if (!spins_.is_element(index))
            fields(index) = 0.0;
    charge_.hold(given, fields);
    fields = charge_drives_
                 .solve(fields, terminals_.sources(given), terminals_.wanted_currents(terminals))
                 .fields;
}

template <int dim>
Vector TransientEquations<dim>::rate(double t, const Vector& fields) {
    Vector residual = steady_residual(fields, terminals_.drives(terminals_.at(t), fields));
    residual *= -1.0;
    Vector rate = space_.make_vector();
    storage_.solve(rate, residual);
    rate.zero_out_ghost_values();
    return rate;
}

template <int dim>
void TransientEquations<dim>::residual(double t, const Vector& fields, const Vector& rate,
                                       Vector& result) {
    const std::vector<Terminal> terminals = terminals_.at(t);
    const TerminalDrives now = terminals_.drives(terminals, fields);
    result = steady_residual(fields, now);
    Vector stored = space_.make_vector();
    storage_.apply(stored, rate);
    result += stored;
    const Eigen::VectorXd currents = terminals_.wanted_currents(terminals);
    const auto& unknown = terminals_.unknown();
    std::vector<double> missing(terminals.size(), 0.0);
    for (std::size_t l = 0; l < unknown.size(); ++l) {
        double through_held = 0.0;
        for (const auto index : charge_.held(unknown[l], 0))
            if (space_.owned.is_element(index))
                through_held += result(index);
        missing[unknown[l]] =
            dealii::Utilities::MPI::sum(through_held, space_.mesh.get_communicator()) -
            currents(static_cast<Eigen::Index>(l));
    }
    Vector values = space_.make_vector();
    charge_.hold(now, values);
    for (std::size_t k = 0; k < terminals.size(); ++k) {
        const bool finds = terminals_.finds(k);
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
    step_drives_ =
        std::make_unique<DrivenTerminals<dim>>(space_, problem_, *step_, terminals_.unknown());
    alpha_ = alpha;
}

template <int dim>
void TransientEquations<dim>::solve(const Vector& residual, Vector& change) {
    Vector values = space_.make_vector();
    Vector right_hand_side = residual;
    for (std::size_t k = 0; k < problem_.terminals.size(); ++k) {
        const bool finds = terminals_.finds(k);
        for (unsigned a = 0; a < 4; ++a)
            for (const auto index : charge_.held(k, a))
                if (space_.owned.is_element(index)) {
                    values(index) = a == 0 && finds ? 0.0 : residual(index);
                    right_hand_side(index) = 0.0;
                }
    }
    const auto& unknown = terminals_.unknown();
    Eigen::VectorXd currents = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(unknown.size()));
    for (std::size_t l = 0; l < unknown.size(); ++l)
        if (problem_.terminals[unknown[l]].law.fixed[0])
            currents(static_cast<Eigen::Index>(l)) = terminals_.held_value(unknown[l], residual);
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
    // Of the first potentials, and of those that the drives reach in one implicit step over all the
    // time.
    PotentialSizes sizes;
    sizes.look_at(initial, space_.owned, spins_);
    for (const DriveSample& sample : drive_samples(course_)) {
        prepare(1.0 / course_.break_points().back());
        select_piece(sample.within);
        const std::vector<Terminal> terminals = terminals_.at(sample.time);
        const TerminalDrives given = drives_as_given(terminals);
        Vector values = space_.make_vector();
        charge_.hold(given, values);
        const auto reached = step_drives_->solve(values, terminals_.sources(given),
                                                 terminals_.wanted_currents(terminals));
        sizes.look_at(reached.fields, space_.owned, spins_);
    }
    return transient_tolerance(space_, spins_,
                               without_storage(space_, spins_, charge_, problem_.terminals.size()),
                               sizes, course_.relative_tolerance);
}

template <int dim>
std::vector<device::TerminalState>
TransientEquations<dim>::terminals(double t, const Vector& fields, const Vector& rate) const {
    Vector residual = steady_residual(fields, terminals_.drives(terminals_.at(t), fields));
    Vector stored = space_.make_vector();
    storage_.apply(stored, rate);
    residual += stored;
    return terminals_.states(t, fields, residual);
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
