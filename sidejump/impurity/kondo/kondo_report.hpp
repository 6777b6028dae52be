// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/kondo/kondo_model.hpp"

namespace sidejump::impurity::kondo {

/// The solution at T = 0 and the scales that follow from it; energies in eV.
struct KondoGroundState {
    /// @throws std::runtime_error if there is no solution
    explicit KondoGroundState(const MeanField& field);

    MeanFieldSolution solution;
    double kondo_temperature = 0.0; ///< |z_0|, k_B T_K
    double density_of_states = 0.0; ///< of the impurity at the Fermi energy, 1/eV
    double free_energy = 0.0;
};

/// What does not depend on temperature: Kondo temperatures, transition, specific heat,
/// susceptibility, Friedel's sum rule, and what does not hold.
ModelReport model_report(const KondoParameters& parameters, const KondoGroundState& ground);

/// What does: level and width, free energy, entropy, occupations.
/// @param thermal_energy  k_B T, eV
ModelReport state_report(const KondoParameters& parameters, const KondoGroundState& ground,
                         const MeanFieldSolution& solution, double thermal_energy);

} // namespace sidejump::impurity::kondo
