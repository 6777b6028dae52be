// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/terminal_system.hpp"

#include <Eigen/LU>

namespace sidejump::device_fem {

/// Solves a system with four real fields whose terminals have in part given currents: their
/// potentials are found by superposition of the responses to one volt at each, which are kept.
template <int dim>
class DrivenTerminals {
  public:
    /// @param unknown  the terminals whose potentials are to be found
    DrivenTerminals(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
                    TerminalSystem<dim>& system, std::vector<std::size_t> unknown);

    struct Solution {
        Vector fields;
        Eigen::VectorXd potentials; ///< of the unknown terminals
    };

    /// K u = right_hand_side + (what the unknown potentials drive), u = `values` where it is held
    /// at something given.
    /// @param currents  by unknown terminal, A over the cross section: sum of K u - right_hand_side
    ///                  over its held unknowns, and int exchange (V - u) over its surface
    Solution solve(const Vector& values, const Vector& right_hand_side,
                   const Eigen::VectorXd& currents);

    /// The terminals whose potentials are to be found.
    [[nodiscard]] const std::vector<std::size_t>& unknown() const { return unknown_; }

    /// int (exchange u)_0 over the surface of the l-th unknown terminal.
    [[nodiscard]] double outflow(std::size_t l, const Vector& fields) const;

  private:
    [[nodiscard]] double current(std::size_t l, const Vector& residual, const Vector& fields) const;

    const FieldSpace<dim>& space_;
    TerminalSystem<dim>& system_;
    std::vector<std::size_t> unknown_;
    std::vector<Vector> outflow_; ///< the functional `outflow`, none where the charge is held
    std::vector<Vector> unit_fields_;
    Eigen::PartialPivLU<Eigen::MatrixXd> conductance_;
};

} // namespace sidejump::device_fem
