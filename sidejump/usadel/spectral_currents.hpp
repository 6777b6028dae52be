// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/retarded_solution.hpp"

#include <vector>

namespace sidejump::usadel {

/// The derivative dS/dphi of the action by the phase of a link from i to j, which is that of
/// turning the Green functions at j: Tr[G_j (i/2) [tau_3, g_j]] with the gradient G_j of the terms
/// of the link. With F = (pi T/2) sum over all omega of S, the charge current through the link,
/// counted from i to j as the phase is, is
///   I = 2 dF/dphi = pi T sum over all omega of dS/dphi
/// in the units of weights (N_F volume) times energy: e = 1, and a metal of conductance
/// N_F D area/length = G/(2 e^2).
Complex phase_derivative(const MetalLink& link, const std::vector<LocalFrame>& frames);
Complex phase_derivative(const Junction& junction, const std::vector<LocalFrame>& frames);
/// What spin Hall effect and swapping add to the current along a chain.
Complex phase_derivative(const TransverseLink& link, const std::vector<LocalFrame>& frames);

/// The joints of a chain, each of all that joins node i to node i + 1, ready for many Green
/// functions.
class ChainJoints {
  public:
    /// @param structure  its nodes stand one behind the other as in a chain; what joins others is
    ///                   left out
    explicit ChainJoints(const DiscreteStructure& structure);
    [[nodiscard]] const std::vector<std::size_t>& first_nodes() const { return first_nodes_; }
    /// dS/dphi of every joint: of its links, transverse links and junctions.
    [[nodiscard]] std::vector<Complex>
    phase_derivatives(const std::vector<LocalFrame>& frames) const;

  private:
    std::vector<std::size_t> first_nodes_; ///< ascending
    std::vector<DiscreteAction> actions_;  ///< of nodes i and i + 1 of each joint
};

/// The spectral current j of I = integral over all energies of tanh(epsilon/2T) j(epsilon), from
/// dS/dphi at a real energy. Closing the integral in the upper half-plane gives the Matsubara sum
/// 2 pi T sum over omega > 0 of Re dS/dphi, at frequencies that are larger by the broadening.
inline double spectral_current(Complex derivative) {
    return 0.5 * derivative.imag();
}

} // namespace sidejump::usadel
