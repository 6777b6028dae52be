// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_run.hpp"
#include "sidejump/usadel/critical_temperature_check.hpp"

namespace sidejump::superconductor {

/// What a run of several solutions keeps of each law: the worst case.
class Certificate {
  public:
    /// Checks one solution in equilibrium.
    void add(const usadel::DiscreteStructure& structure,
             const usadel::SelfConsistentState& solution, bool self_consistent);
    /// Checks a critical temperature, or that the normal state is stable where there is none.
    void add(const usadel::DiscreteStructure& structure,
             const usadel::SmallPairPotential& normal_state);
    /// Takes the worst of a law, one of certificate_laws().
    void add(const std::string& name, double value);

    /// Gives each law its limit, as far as rounding and the tolerances asked for explain it.
    /// @param most_changed  the result that changes most on a finer grid
    /// @returns a warning for each that is not kept, with what to try
    std::vector<std::string> judge(const SolverInput& solver, const std::string& most_changed);

    /// In the order of certificate_laws().
    [[nodiscard]] const std::vector<Check>& checks() const { return checks_; }

  private:
    /// The laws of the Green functions.
    void add_equation(const usadel::DiscreteStructure& structure,
                      const usadel::EquilibriumState& state);

    std::vector<Check> checks_;
};

/// All laws that a certificate may have, without values.
const std::vector<Check>& certificate_laws();

/// Laws that any Green functions of a structure obey if they solve its equation, at one energy.
struct EquationChecks {
    double square = 0.0;   ///< largest |g^2 - 1|, relative to |g|^2
    double residual = 0.0; ///< largest |E| over the largest matrix of the gradient, E = [g, G]
    double anticommutator = 0.0; ///< largest |{g, E}| over the same
};
EquationChecks equation_checks(const usadel::DiscreteAction& action,
                               const std::vector<usadel::LocalFrame>& frames);

} // namespace sidejump::superconductor
