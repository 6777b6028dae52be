// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/local_frame.hpp"

#include <cstddef>
#include <vector>

namespace sidejump::usadel {

/// A constant matrix and the node whose Green function stands after it.
struct TraceFactor {
    NambuMatrix left;
    std::size_t node = 0;
};

/// coefficient * Tr[L_1 g_1 L_2 g_2 ...] with up to three factors L g. Nearly all that the discrete
/// action holds has this form: relaxation and links have two factors, the spin Hall effect three.
struct TraceTerm {
    Complex coefficient;
    std::vector<TraceFactor> factors;
};

/// A contact all of whose channels transmit with one probability (Nazarov, Superlattices
/// Microstruct. 25, 1221 (1999)):
///   -(conductance/transmission) Tr ln[1 + (transmission/4)({g_i, U g_j U^-1} - 2)],
/// for small transmission the tunnel junction -(conductance/2) Tr[g_i U g_j U^-1] less a constant.
struct TransmissionTerm {
    std::size_t i = 0;
    std::size_t j = 0;
    double conductance = 0.0;
    double transmission = 0.0; ///< above 0, at most 1
    NambuMatrix rotation;      ///< U
};

/// A function of the Green functions of nodes; where its derivative along all curves of
/// LocalFrame vanishes, the discrete Usadel equation holds.
class DiscreteAction {
  public:
    using Block = Eigen::Matrix<Complex, LocalFrame::coordinates, LocalFrame::coordinates>;

    explicit DiscreteAction(std::size_t nodes)
        : sources_(nodes, NambuMatrix::Zero()), neighbours_(nodes), held_(nodes, false) {}

    /// @throws std::invalid_argument for a node that is not there, or not one to three factors
    void add(TraceTerm term);
    /// @throws std::invalid_argument for a node that is not there, or a transmission outside (0, 1]
    void add(const TransmissionTerm& term);
    /// Makes -Tr[source g] the part of the action that is linear in one Green function: what
    /// depends on the energy and on the order parameter.
    void set_source(std::size_t node, const NambuMatrix& source) { sources_.at(node) = source; }
    /// Holds a node at its Green function: a reservoir.
    void hold(std::size_t node) { held_.at(node) = true; }

    [[nodiscard]] std::size_t nodes() const { return neighbours_.size(); }
    [[nodiscard]] bool is_held(std::size_t node) const { return held_.at(node); }
    [[nodiscard]] const NambuMatrix& source(std::size_t node) const { return sources_.at(node); }
    [[nodiscard]] const std::vector<TraceTerm>& terms() const { return terms_; }
    [[nodiscard]] const std::vector<TransmissionTerm>& transmissions() const {
        return transmissions_;
    }
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
    /// The first derivatives alone.
    [[nodiscard]] std::vector<LocalFrame::Coordinates>
    first_derivatives(const std::vector<LocalFrame>& frames) const;
    /// Held nodes have no first derivative and the unit matrix as the second one.
    [[nodiscard]] Expansion expand(const std::vector<LocalFrame>& frames) const;

  private:
    void check_node(std::size_t node) const;
    void connect(std::size_t one, std::size_t other);
    [[nodiscard]] std::size_t place(std::size_t here, std::size_t there) const;
    void expand(const TraceTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;
    void expand(const TransmissionTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;

    std::vector<NambuMatrix> sources_;
    std::vector<TraceTerm> terms_;
    std::vector<TransmissionTerm> transmissions_;
    std::vector<std::vector<std::size_t>> neighbours_;
    std::vector<bool> held_;
};

} // namespace sidejump::usadel
