// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_kernel.hpp"
#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <vector>

namespace sidejump::usadel {

/// The second derivatives of an action, a symmetric matrix A = L + A_D + L^T of one row of blocks
/// for each node, and an approximate factorisation
///   A ~ (D + L) D^-1 (D + L^T),  D_n = A_nn - sum_{m < n} L_nm D_m^-1 L_nm^T:
/// exact for a chain, close for nodes that are weakly coupled against their own sources. Of
/// vectors eight numbers belong to each node.
class IncompleteFactors {
  public:
    IncompleteFactors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion);

    /// Whether all pivots can be inverted. If not there is `to_sparse` alone.
    [[nodiscard]] bool is_usable() const { return usable_; }

    /// (D + L)^-1 vector
    [[nodiscard]] Eigen::VectorXcd forward(const Eigen::VectorXcd& vector) const;
    /// (D + L^T)^-1 vector
    [[nodiscard]] Eigen::VectorXcd backward(const Eigen::VectorXcd& vector) const;
    /// (D + L)^-1 A (D + L^T)^-1 vector, which takes no product with A: with t = backward(v) it is
    /// t + forward(v + (A_D - 2 D) t) (Eisenstat, SIAM J. Sci. Stat. Comput. 2, 1 (1981)).
    [[nodiscard]] Eigen::VectorXcd preconditioned(const Eigen::VectorXcd& vector) const;

    /// A vector
    [[nodiscard]] Eigen::VectorXcd product(const Eigen::VectorXcd& vector) const;

    /// A
    [[nodiscard]] Eigen::SparseMatrix<Complex> to_sparse() const;

  private:
    struct Triangle {
        std::vector<std::size_t> start;
        std::vector<std::size_t> column;
        std::vector<SplitBlock> block;

        [[nodiscard]] BlockTriangle view() const {
            return {start.data(), column.data(), block.data()};
        }
    };

    [[nodiscard]] std::size_t rows() const { return diagonal_.size(); }
    [[nodiscard]] Eigen::VectorXcd sweep(const Triangle& triangle, bool from_last,
                                         const Eigen::VectorXcd& vector) const;

    Triangle lower_;
    Triangle upper_;
    std::vector<SplitBlock> diagonal_; ///< A_D
    std::vector<SplitBlock> inverse_;  ///< D^-1
    std::vector<SplitBlock> rest_;     ///< A_D - 2 D
    bool usable_ = true;
};

} // namespace sidejump::usadel
