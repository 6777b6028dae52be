// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/time_course.hpp"
#include "sidejump/device_fem/dae_integrator.hpp"
#include "sidejump/device_fem/transient_terminals.hpp"

#include <memory>
#include <vector>

namespace sidejump::device_fem {

/// S u' + K u - b(t) = 0, the weak form with storage; u the four fields, all unknowns of the space.
/// Rows of held unknowns say what they are held at, or for a terminal with a given current, whose
/// unknowns have one common value, that it flows. Rows at hanging nodes are empty: solutions and
/// their changes obey the constraints anyway. Potentials of terminals behind an interface with a
/// given current follow from the fields and are eliminated.
template <int dim>
class TransientEquations {
  public:
    /// @throws std::invalid_argument as sort_potentials, at any output time or break point
    TransientEquations(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                       const device::TimeCourse& course, const SolverOptions& options);

    /// Selects the smooth piece of the drives that holds this time.
    void select_piece(double within) { terminals_.select_piece(within); }

    /// The fields without spin but for what is held, or the spins of the steady state of the drives
    /// before t = 0; without charge.
    [[nodiscard]] Vector initial_spins();

    /// Makes the charge potential, and the potentials of the terminals, that belong to the spin
    /// potentials in `fields`.
    void find_charge(double t, Vector& fields);

    /// u' of the spins from the equations; zero for unknowns without storage.
    [[nodiscard]] Vector rate(double t, const Vector& fields);

    [[nodiscard]] DaeEquations equations();
    [[nodiscard]] DaeTolerance tolerance(const Vector& initial);

    /// Potentials and currents of the terminals.
    [[nodiscard]] std::vector<device::TerminalState> terminals(double t, const Vector& fields,
                                                               const Vector& rate) const;

    /// The linear solver with the most iterations and the largest residual so far.
    [[nodiscard]] device::SolverReport report() const;
    [[nodiscard]] double reference() const { return terminals_.reference(); }
    [[nodiscard]] const FieldEquations& steady_equations() const { return steady_; }

  private:
    [[nodiscard]] Vector steady_residual(const Vector& fields, const TerminalDrives& drives) const;
    void residual(double t, const Vector& fields, const Vector& rate, Vector& result);
    void prepare(double alpha);
    void solve(const Vector& residual, Vector& change);

    const FieldSpace<dim>& space_;
    const device::DiffusionProblem& problem_;
    const device::TimeCourse& course_;
    SolverOptions options_;
    FieldEquations steady_;
    dealii::IndexSet spins_;     ///< relevant unknowns
    TerminalSystem<dim> charge_; ///< spins held
    DrivenTerminals<dim> charge_drives_;
    TransientTerminals<dim> terminals_;
    FieldEquations storing_;
    LinearSolver<dim> storage_;
    double alpha_ = 0.0;
    std::unique_ptr<TerminalSystem<dim>> step_;
    std::unique_ptr<DrivenTerminals<dim>> step_drives_;
    device::SolverReport report_;
};

} // namespace sidejump::device_fem
