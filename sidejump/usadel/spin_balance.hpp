// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_structure.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::usadel {

/// How the action of a structure changes when the spins of one node are turned by
/// exp(i chi.sigma/2): i/2 Tr{G_n [sigma_a, g_n]} with the gradients G_n of one group of terms, for
/// each node and a = x, y, z. For a solution the sum of all groups vanishes, the balance of spin:
/// Tr sigma_a/2 times i the commutator of g with the Usadel equation (paper U, equation 77), times
/// the weight.
///
/// A cell with the spin Hall or swapping term turns as a whole, its sigma_a apart, without change.
/// So what all its corners together give is the spin-orbit torque T of U-78; what each has beyond
/// its share of that torque is the divergence of the spin Hall (swapping) current.
struct SpinBalance {
    using Field = std::vector<Eigen::Vector3cd>;

    Field exchange;       ///< precession in the exchange field
    Field relaxation;     ///< spin-orbit relaxation and magnetic impurities
    Field flow;           ///< divergence of the spin current of links and junctions
    Field spin_hall_flow; ///< divergence of the spin Hall current, its projection on g^2 = 1
    Field spin_hall_torque;
    Field swapping_flow;
    Field swapping_torque;

    /// The sum of all, zero but at reservoirs.
    [[nodiscard]] Field residual() const;
};

/// The terms of a balance that do not depend on the energy, prepared once.
class SpinBalanceTerms {
  public:
    explicit SpinBalanceTerms(const DiscreteStructure& structure);

    /// @param frames  a Green function for each node, solution or not
    [[nodiscard]] SpinBalance at(const std::vector<LocalFrame>& frames) const;

  private:
    /// The terms of one link across a chain or one cell, with the nodes it joins.
    struct Part {
        std::vector<std::size_t> nodes;
        DiscreteAction action;
        std::vector<double> shares; ///< of its torque
    };
    static Part& add_part(std::vector<Part>& parts, const DiscreteStructure& structure,
                          std::vector<std::size_t> nodes);

    std::size_t nodes_;
    DiscreteAction exchange_;
    DiscreteAction relaxation_;
    DiscreteAction flow_;
    std::vector<Part> spin_hall_;
    std::vector<Part> swapping_;
};

} // namespace sidejump::usadel
