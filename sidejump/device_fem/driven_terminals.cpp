// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/driven_terminals.hpp"

#include <deal.II/base/mpi.h>

namespace sidejump::device_fem {

template <int dim>
DrivenTerminals<dim>::DrivenTerminals(const FieldSpace<dim>& space,
                                      const device::DiffusionProblem& problem,
                                      TerminalSystem<dim>& system, std::vector<std::size_t> unknown)
    : space_(space), system_(system), unknown_(std::move(unknown)) {
    const auto count = static_cast<Eigen::Index>(unknown_.size());
    Eigen::MatrixXd conductance(count, count);
    for (const std::size_t k : unknown_) {
        outflow_.push_back(space_.make_vector());
        add_surface_supply(space_, indicator_of(problem.terminals[k]),
                           system_.exchange(k).row(0).transpose(), outflow_.back());
    }
    for (Eigen::Index l = 0; l < count; ++l) {
        const TerminalDrives unit =
            unit_potential(problem.terminals.size(), unknown_[static_cast<std::size_t>(l)]);
        unit_fields_.push_back(system_.solve(unit));
        const Eigen::MatrixXd currents = system_.currents(unit_fields_.back(), unit);
        for (Eigen::Index k = 0; k < count; ++k)
            conductance(k, l) =
                currents(static_cast<Eigen::Index>(unknown_[static_cast<std::size_t>(k)]), 0);
    }
    if (count > 0)
        conductance_.compute(conductance);
}

template <int dim>
double DrivenTerminals<dim>::outflow(std::size_t l, const Vector& fields) const {
    return outflow_[l] * fields;
}

template <int dim>
double DrivenTerminals<dim>::current(std::size_t l, const Vector& residual,
                                     const Vector& fields) const {
    double through_held = 0.0;
    for (const auto index : system_.held(unknown_[l], 0))
        if (space_.owned.is_element(index))
            through_held += residual(index);
    return dealii::Utilities::MPI::sum(through_held, space_.mesh.get_communicator()) -
           outflow(l, fields);
}

template <int dim>
typename DrivenTerminals<dim>::Solution
DrivenTerminals<dim>::solve(const Vector& values, const Vector& right_hand_side,
                            const Eigen::VectorXd& currents) {
    Solution solution{system_.solve(values, right_hand_side), Eigen::VectorXd()};
    if (unknown_.empty())
        return solution;
    Vector residual = space_.make_vector();
    system_.apply(residual, solution.fields);
    residual -= right_hand_side;
    Eigen::VectorXd missing = currents;
    for (std::size_t l = 0; l < unknown_.size(); ++l)
        missing(static_cast<Eigen::Index>(l)) -= current(l, residual, solution.fields);
    solution.potentials = conductance_.solve(missing);
    solution.fields.zero_out_ghost_values();
    for (std::size_t l = 0; l < unknown_.size(); ++l)
        solution.fields.add(solution.potentials(static_cast<Eigen::Index>(l)), unit_fields_[l]);
    solution.fields.update_ghost_values();
    return solution;
}

template class DrivenTerminals<1>;
template class DrivenTerminals<2>;
template class DrivenTerminals<3>;

} // namespace sidejump::device_fem
