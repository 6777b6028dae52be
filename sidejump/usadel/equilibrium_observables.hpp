// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/equilibrium_state.hpp"

#include <Eigen/Core>
#include <array>
#include <vector>

namespace sidejump::usadel {

/// Observables of a state in equilibrium are derivatives of one function,
///   F = sum over sites of v |Delta|^2 [ln(T/Tc) + 2 pi T sum_{omega > 0} 1/omega]
///       + pi T sum_{omega > 0} Re (S - S_normal)
///       - sum over nodes with several metals of 2 pi T sum_{omega > 0} 1/(omega + Omega)
///         [sum_s v_s |Delta_s|^2 - |sum_s v_s Delta_s|^2/w]  (see GapEquation),
/// with S the action and S_normal that of g = tau_3 everywhere, all sums with the weights of the
/// state. By the stationarity of F only what stands explicitly in S has to be derived. hbar = k_B =
/// e = 1 and N_F of the reference metal = 1. Not in F: the energy of the normal state, its Pauli
/// part (-N_F h^2 per volume) among it, and what reservoirs have by themselves:
/// sources and relaxation.

/// F itself. Pair potentials that are prescribed count 2 pi T sum |Delta|^2/omega, a constant which
/// makes the sum converge.
double free_energy(const DiscreteStructure& structure, const EquilibriumState& state);

/// Spin densities of the nodes, those of the condensate:
///   S_a = (1/weight) dF/d(h_a) = pi T sum_{omega > 0} Re i Tr[sigma_a tau_3 g].
/// -S_a is the expectation of sigma_a per volume beyond that of the normal metal, 2 N_F h_a.
/// 0 for nodes without weight.
std::vector<Eigen::Vector3d> spin_densities(const DiscreteStructure& structure,
                                            const EquilibriumState& state);

/// Charge currents I = 2 dF/d(phase), positive from i to j for a phase that grows from i to j. In
/// these units a link has the normal resistance 1/(2 conductance).
struct ChargeCurrents {
    std::vector<double> links;
    std::vector<double> transverse_links; ///< the anomalous part along the chain
    std::vector<double> junctions;
    /// Of cells: from each corner to the next, besides that of the links there.
    std::vector<std::array<double, 4>> cells;
    /// What flows out of each node by all of these. Where order parameters are prescribed or not
    /// self-consistent, and in reservoirs, it need not vanish.
    std::vector<double> outflow;
};
ChargeCurrents charge_currents(const DiscreteStructure& structure, const EquilibriumState& state);

/// Currents across a chain, along the gradient q of its phase: 2 dF/dq of the gradients at the
/// nodes and the transverse links. What flows in reservoirs is left out.
struct CurrentsAcross {
    std::vector<double> nodes;            ///< of `flow`
    std::vector<double> transverse_links; ///< the anomalous part
    [[nodiscard]] double total() const;
};
CurrentsAcross currents_across(const DiscreteStructure& structure, const EquilibriumState& state);

/// Spin currents dF/d(chi_a) from i to j in units of hbar, the Green functions of j replaced by
/// exp(i chi_a sigma_a/2) g_j exp(-i chi_a sigma_a/2) in the term of the link, which turns spins by
/// -chi_a: what comes in at j. At i it differs where the link holds spin dependent terms.
struct SpinCurrents {
    std::vector<Eigen::Vector3d> links;
    std::vector<Eigen::Vector3d> transverse_links;
    std::vector<Eigen::Vector3d> junctions;
};
SpinCurrents spin_currents(const DiscreteStructure& structure, const EquilibriumState& state);

} // namespace sidejump::usadel
