// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/equilibrium_state.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::usadel {

/// The gap equation of the pairing sites: R_s = 0 with
///   R_s = Delta_s L_s + (pi T/2) sum_{omega > 0} i (tr g_12 + conj tr g_21),
///   L_s = ln(T/Tc_s) + 2 pi T sum_{omega > 0} 1/omega,
/// traces over the spin of the Nambu blocks. With v_s the weight of the site v_s R_s is the
/// derivative of the free energy by conj(Delta_s). For a uniform metal without pair breaking it is
///   Delta [ln(T/Tc) + 2 pi T sum (1/omega - 1/sqrt(omega^2 + |Delta|^2))].
/// Where a node holds several metals, of weight w together, it feels the mean of their order
/// parameters, and R_s would grow with the logarithm of the cut-off. Above the rate Omega of mixing
/// (`mixing_rates`) each metal is by itself, whatever the grid resolves:
///   R_s -= 2 pi T sum_{omega > 0} 1/(omega + Omega) (Delta_s - sum_r v_r Delta_r / w).
class GapEquation {
  public:
    /// @throws std::invalid_argument unless there is one order parameter for each site, or if the
    ///         cut-off is so low that some L_s is not positive
    GapEquation(const DiscreteStructure& structure, const EquilibriumState& state);

    /// Whether the order parameter of a site is solved for: its metal pairs, and its node is no
    /// reservoir. Those of other sites are left as they are.
    [[nodiscard]] bool is_active(std::size_t site) const { return active_[site]; }
    /// Whether some site is active.
    [[nodiscard]] bool has_unknowns() const { return unknowns_ > 0; }
    /// Whether all order parameters can be turned by one phase at no cost.
    [[nodiscard]] bool has_free_phase() const { return free_phase_; }
    /// L_s
    [[nodiscard]] double logarithm(std::size_t site) const { return logarithms_[site]; }

    /// R_s, 0 for sites that are not active.
    [[nodiscard]] std::vector<Complex> residual(const EquilibriumState& state) const;

    /// What the extrapolation of the sums over frequencies may have changed R_s by.
    [[nodiscard]] double tail_error(const EquilibriumState& state) const;

    /// The derivative of R_s for a change of the order parameters with the functions that follow.
    [[nodiscard]] std::vector<Complex>
    derivative(const EquilibriumState& state, const std::vector<Complex>& change,
               const std::vector<NodeCoordinates>& functions) const;

    /// Unknowns x = sqrt(v_s L_s) (Re Delta_s, Im Delta_s) and residuals sqrt(v_s/L_s) R_s of the
    /// active sites: for these the derivative is a symmetric matrix, 1 less a compact one.
    [[nodiscard]] Eigen::VectorXd
    scaled_unknowns(const std::vector<Complex>& order_parameters) const;
    [[nodiscard]] Eigen::VectorXd scaled_residual(const std::vector<Complex>& residual) const;
    /// Order parameters of scaled unknowns, 0 where a site is not active.
    [[nodiscard]] std::vector<Complex> order_parameters(const Eigen::VectorXd& unknowns) const;
    /// The matrix of all this, applied.
    [[nodiscard]] Eigen::VectorXd apply(const EquilibriumState& state,
                                        const std::vector<LinearResponse>& responses,
                                        const Eigen::VectorXd& change) const;

  private:
    /// R_s with given weights of the points in the sums.
    [[nodiscard]] std::vector<Complex> residual(const EquilibriumState& state,
                                                const std::vector<double>& weights,
                                                bool with_logarithm) const;
    /// Order parameters less the mean of their node, for sites that mix.
    [[nodiscard]] std::vector<Complex>
    differences(const std::vector<Complex>& order_parameters) const;
    [[nodiscard]] Eigen::VectorXd scaled(const std::vector<Complex>& values, bool unknown) const;

    const DiscreteStructure* structure_;
    std::vector<bool> active_;
    std::vector<double> mixing_; ///< Omega of the node, 0 where there is nothing to mix
    std::vector<double> logarithms_;
    std::size_t unknowns_ = 0;
    bool free_phase_ = true;
};

} // namespace sidejump::usadel
