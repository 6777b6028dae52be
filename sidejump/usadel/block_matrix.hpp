// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <vector>

namespace sidejump::usadel {

/// A sparse matrix of square blocks, one row of blocks for each node: the second derivatives of an
/// action.
class BlockMatrix {
  public:
    using Block = DiscreteAction::Block;

    BlockMatrix(const DiscreteAction& action, const DiscreteAction::Expansion& expansion);

    [[nodiscard]] std::size_t rows() const { return diagonal_.size(); }
    [[nodiscard]] Eigen::Index unknowns() const {
        return static_cast<Eigen::Index>(rows()) * LocalFrame::coordinates;
    }

    [[nodiscard]] Eigen::VectorXcd operator*(const Eigen::VectorXcd& vector) const;

    [[nodiscard]] Eigen::SparseMatrix<Complex> to_sparse() const;

  private:
    friend class IncompleteFactors;

    std::vector<std::size_t> start_;  ///< of each row in the two lists that follow
    std::vector<std::size_t> column_; ///< ascending in each row
    std::vector<Block> block_;
    std::vector<std::size_t> diagonal_; ///< where each row has its diagonal block
};

/// An approximate factorisation that keeps the places of the matrix (block ILU(0)): exact for a
/// chain, close for nodes that are weakly coupled against their own sources.
class IncompleteFactors {
  public:
    /// @throws std::runtime_error if a pivot is singular
    explicit IncompleteFactors(BlockMatrix matrix);

    [[nodiscard]] Eigen::VectorXcd solve(const Eigen::VectorXcd& right_hand_side) const;

  private:
    /// Below the diagonal the blocks of L, above those of U, on it the inverse pivots.
    BlockMatrix factors_;
};

} // namespace sidejump::usadel
