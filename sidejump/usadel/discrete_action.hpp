// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/constant_factor.hpp"
#include "sidejump/usadel/local_frame.hpp"

#include <array>
#include <cstddef>
#include <optional>
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

/// The spin Hall effect between two nodes with the gradient of the phase across the link: the sum
/// over the orders of (i, j, k), with their sign, of coefficient Tr[sigma_z g_1 g_2 g_3] with
/// (i/2)[tau_3, g_k] in place of g_k, for k = i and k = j. As g^2 = 1 it is
///   (i/2) coefficient (Tr[g_j Q(g_i)] - Tr[g_i Q(g_j)]),
///   Q(g) = {tau_3, g sigma_z g} - 2 {sigma_z, g tau_3 g} - 2 g sigma_z tau_3 g
///          + 4 sigma_z tau_3.
struct SpinHallTerm {
    Complex coefficient;
    std::size_t i = 0;
    std::size_t j = 0;
};

/// The spin Hall effect in a cell with four corners: coefficient times the sum over the triangles
/// (0, 1, 2), (0, 2, 3), (0, 1, 3), (1, 2, 3), and over the orders of their corners with their
/// sign, of Tr[sigma_z g_1 g_2 g_3], all g turned to one gauge,
/// exp(i gauge tau_3/2) g exp(-i gauge tau_3/2).
struct SpinHallCellTerm {
    Complex coefficient;
    std::array<std::size_t, 4> corners{};
    std::array<double, 4> gauge{};
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
        : sources_(nodes, NambuMatrix::Zero()), on_site_(nodes), neighbours_(nodes),
          held_(nodes, false) {}

    /// @throws std::invalid_argument for a node that is not there, or not one to three factors
    void add(const TraceTerm& term);
    /// @throws std::invalid_argument for a node that is not there, or a link of a node with itself
    void add(const SpinHallTerm& term);
    /// @throws std::invalid_argument for a node that is not there or stands at two corners
    void add(const SpinHallCellTerm& term);
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
    /// The nodes that share a term with a node, itself left out, in ascending order.
    [[nodiscard]] const std::vector<std::size_t>& neighbours(std::size_t node) const {
        return neighbours_.at(node);
    }

    [[nodiscard]] Complex value(const std::vector<LocalFrame>& frames) const;
    /// The value less that of tau_3 at all nodes, without what held nodes have by themselves. At
    /// high frequencies, where g is tau_3 and the difference of second order, nothing is lost to
    /// rounding: all is computed from g - tau_3.
    [[nodiscard]] Complex value_above_normal(const std::vector<LocalFrame>& frames) const;

    /// The matrices G of dS = sum_n Tr[G_n d g_n], the g_n taken as independent.
    [[nodiscard]] std::vector<NambuMatrix> gradient(const std::vector<LocalFrame>& frames) const;

    /// Derivatives of the action by the coordinates of the frames.
    struct Expansion {
        std::vector<LocalFrame::Coordinates> first;
        /// second[n] holds d^2 S/(d t_n d t_n), then those of n with its neighbours in order.
        std::vector<std::vector<Block>> second;
    };
    struct FirstDerivatives {
        std::vector<LocalFrame::Coordinates> coordinates;
        double largest_gradient = 0.0; ///< largest element of the matrices of `gradient`
    };
    /// The first derivatives alone.
    [[nodiscard]] FirstDerivatives first_derivatives(const std::vector<LocalFrame>& frames) const;
    /// Held nodes have no first derivative and the unit matrix as the second one.
    [[nodiscard]] Expansion expand(const std::vector<LocalFrame>& frames) const;

  private:
    /// Tr[X g M g]: all pairs of one node that share X.
    struct OnSiteTerm {
        ConstantFactor x;
        ConstantFactor m;
        std::optional<Complex> ratio; ///< of M to X, if it is a multiple
    };
    struct OneFactor {
        std::size_t node;
        NambuMatrix matrix;
    };
    /// coefficient Tr[left_i g_i left_j g_j]
    struct LinkTerm {
        Complex coefficient;
        std::size_t i;
        std::size_t j;
        ConstantFactor left_i;
        ConstantFactor left_j;
    };
    struct TripleFactor {
        ConstantFactor left;
        std::size_t node;
    };
    struct TripleTerm {
        Complex coefficient;
        std::array<TripleFactor, 3> factors;
    };
    /// What the spin Hall links of a node add to its own second derivatives: that of
    /// Tr[X g M g] with a fixed M, for X = sigma_z, tau_3, sigma_z tau_3.
    using Partners = std::array<NambuMatrix, 3>;

    void check_node(std::size_t node) const;
    void connect(std::size_t one, std::size_t other);
    void add_on_site(std::size_t node, const NambuMatrix& x, const NambuMatrix& m);
    void add_to_blocks(std::size_t here, std::size_t there, const Block& block,
                       Expansion& expansion) const;
    [[nodiscard]] std::size_t place(std::size_t here, std::size_t there) const;
    void expand_on_site(std::size_t node, const LocalFrame& frame, const Partners* partners,
                        Block& block) const;
    void expand(const LinkTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;
    void expand(const TripleTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;
    void expand(const SpinHallTerm& term, const std::vector<LocalFrame>& frames,
                std::vector<Partners>& partners, Expansion& expansion) const;
    void expand(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;
    void expand(const TransmissionTerm& term, const std::vector<LocalFrame>& frames,
                Expansion& expansion) const;

    std::vector<NambuMatrix> sources_;
    std::vector<OneFactor> constants_;
    std::vector<std::vector<OnSiteTerm>> on_site_;
    std::vector<LinkTerm> links_;
    std::vector<TripleTerm> triples_;
    std::vector<SpinHallTerm> spin_hall_;
    std::vector<SpinHallCellTerm> spin_hall_cells_;
    std::vector<TransmissionTerm> transmissions_;
    std::vector<std::vector<std::size_t>> neighbours_;
    std::vector<bool> held_;
};

} // namespace sidejump::usadel
