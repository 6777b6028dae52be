// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/time_course.hpp"
#include "sidejump/device_fem/driven_terminals.hpp"

#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// The terminals of a device in time: what drives them at a moment, what they supply to the
/// equations K u = b, and what they show. Potentials of terminals behind an interface with a given
/// current follow from the fields.
template <int dim>
class TransientTerminals {
  public:
    /// @param charge         K u = b with the spins held
    /// @param charge_drives  the same with potentials of terminals that are to be found
    /// @throws std::invalid_argument as sort_potentials, at any output time or break point
    TransientTerminals(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                       const device::TimeCourse& course, const TerminalSystem<dim>& charge,
                       const DrivenTerminals<dim>& charge_drives);

    /// Selects the smooth piece of the drives that holds this time.
    void select_piece(double within) { within_ = within; }

    /// The terminals as they are driven at a time, potentials counted from the reference.
    [[nodiscard]] std::vector<device::Terminal> at(double t) const;
    /// Their drives, with the potentials that belong to the fields.
    [[nodiscard]] TerminalDrives drives(const std::vector<device::Terminal>& terminals,
                                        const Vector& fields) const;
    /// The currents of DrivenTerminals::solve: without what the spin potentials of terminals drive.
    [[nodiscard]] Eigen::VectorXd
    wanted_currents(const std::vector<device::Terminal>& terminals) const;
    /// b
    [[nodiscard]] Vector sources(const TerminalDrives& drives) const;
    /// The one value of the charge potential that a terminal's held unknowns have.
    [[nodiscard]] double held_value(std::size_t terminal, const Vector& fields) const;

    /// Whether the potential of a terminal is to be found.
    [[nodiscard]] bool finds(std::size_t terminal) const;
    /// The terminals of which it is.
    [[nodiscard]] const std::vector<std::size_t>& unknown() const { return unknown_; }
    /// V; the potential that all others are counted from: a given one that stays.
    [[nodiscard]] double reference() const { return reference_; }

    /// Potentials and currents of the terminals.
    /// @param residual  S u' + K u - b
    [[nodiscard]] std::vector<device::TerminalState> states(double t, const Vector& fields,
                                                            const Vector& residual) const;

  private:
    void check_currents() const;

    const FieldSpace<dim>& space_;
    const device::DiffusionProblem& problem_;
    const device::TimeCourse& course_;
    const TerminalSystem<dim>& charge_;
    const DrivenTerminals<dim>& charge_drives_;
    const std::vector<std::size_t>& unknown_; ///< terminals whose potentials are to be found
    double reference_ = 0.0;
    double within_ = 0.0;
    Vector constant_sources_;
    std::vector<std::optional<Vector>> potential_sources_; ///< of 1 V, by terminal
    std::vector<std::optional<Vector>> injected_sources_;  ///< of 1 A, by terminal
};

/// The drives of terminals at a moment, potentials that are to be found being zero.
TerminalDrives drives_as_given(const std::vector<device::Terminal>& terminals);

} // namespace sidejump::device_fem
