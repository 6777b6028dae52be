// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/goal.hpp"
#include "sidejump/device_fem/terminal_response.hpp"

#include <optional>
#include <vector>

namespace sidejump::device_fem {

/// The discretisation error of linear functionals of a solution.
struct FunctionalError {
    Complex total; ///< what is to be added to the functional
    /// The part of each active cell that this rank owns, zero for others; they add up to the total.
    std::vector<Complex> cells;
};

/// Estimates what a solution misses, by dual weighted residuals: with z the solution of the adjoint
/// problem one order higher and I z its interpolation into the space of the solution u_h,
///   J(u) - J(u_h) ~ F(z - I z) - a(u_h, z - I z)
/// (docs/theory/devices, the error of a measurement). Calls are collective.
template <int dim>
class GoalErrors {
  public:
    /// @param space     of lines, quadrilaterals or hexahedra
    /// @param problem, angular_frequency  what `solution` solves
    /// The arguments are kept by reference.
    GoalErrors(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
               std::optional<double> angular_frequency, const DeviceSolution<dim>& solution,
               const SolverOptions& options);

    /// @throws std::runtime_error  as solve_device
    [[nodiscard]] FunctionalError of(const device::TerminalWeights& functional) const;

  private:
    /// With real weights.
    [[nodiscard]] FunctionalError of(const Eigen::VectorXd& potential,
                                     const Eigen::VectorXd& current) const;
    [[nodiscard]] Vector residual_of(const DeviceSolution<dim>& solution) const;
    [[nodiscard]] Vector cells_at_unknowns() const;

    const FieldSpace<dim>& space_;
    const device::DiffusionProblem& problem_;
    std::optional<double> angular_frequency_;
    SolverOptions options_;
    FieldSpace<dim> finer_; ///< one order higher on the same cells
    Vector residual_;       ///< F - A u_h there
    Vector cells_at_;       ///< how many cells share each unknown
};

} // namespace sidejump::device_fem
