// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/local_frame.hpp"

#include <cstddef>
#include <vector>

namespace sidejump::superconductor {

/// A constant matrix and the node whose Green function stands after it.
struct TraceFactor {
    NambuMatrix left;
    std::size_t node = 0;
};

/// coefficient * Tr[L_1 g_1 L_2 g_2 ...] with up to three factors L g. All that the discrete action
/// holds has this form: sources have one factor, relaxation and links two, the spin Hall effect
/// three.
struct TraceTerm {
    Complex coefficient;
    std::vector<TraceFactor> factors;
};

/// A function of the Green functions of nodes; where its derivative along all curves of
/// LocalFrame vanishes, the discrete Usadel equation holds.
class DiscreteAction {
  public:
    using Block = Eigen::Matrix<Complex, LocalFrame::coordinates, LocalFrame::coordinates>;

    explicit DiscreteAction(std::size_t nodes) : neighbours_(nodes), held_(nodes, false) {}

    /// @throws std::invalid_argument for a node that is not there, or not one to three factors
    void add(TraceTerm term);
    /// Holds a node at its Green function: a reservoir.
    void hold(std::size_t node) { held_.at(node) = true; }

    [[nodiscard]] std::size_t nodes() const { return neighbours_.size(); }
    [[nodiscard]] bool is_held(std::size_t node) const { return held_.at(node); }
    [[nodiscard]] const std::vector<TraceTerm>& terms() const { return terms_; }
    /// The nodes that share a term with a node, itself left out, in ascending order.
    [[nodiscard]] const std::vector<std::size_t>& neighbours(std::size_t node) const {
        return neighbours_.at(node);
    }

    [[nodiscard]] Complex value(const std::vector<LocalFrame>& frames) const;

    /// The matrices G of dS = sum_n Tr[G_n d g_n], the g_n taken as independent.
    [[nodiscard]] std::vector<NambuMatrix> gradient(const std::vector<LocalFrame>& frames) const;

    /// Derivatives of the action by the coordinates of the frames.
    struct Expansion {
        std::vector<LocalFrame::Coordinates> first;
        /// second[n] holds d^2 S/(d t_n d t_n), then those of n with its neighbours in order.
        std::vector<std::vector<Block>> second;
    };
    /// Held nodes have no first derivative and the unit matrix as the second one.
    [[nodiscard]] Expansion expand(const std::vector<LocalFrame>& frames) const;

  private:
    std::vector<TraceTerm> terms_;
    std::vector<std::vector<std::size_t>> neighbours_;
    std::vector<bool> held_;
};

} // namespace sidejump::superconductor
