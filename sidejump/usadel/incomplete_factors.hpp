// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_matrix.hpp"

#include <vector>

namespace sidejump::usadel {

/// An approximate factorisation of a symmetric matrix of blocks A = L + A_D + L^T,
///   A ~ (D + L) D^-1 (D + L^T),  D_n = A_nn - sum_{m < n} L_nm D_m^-1 L_nm^T:
/// exact for a chain, close for nodes that are weakly coupled against their own sources.
class IncompleteFactors {
  public:
    /// @param matrix  kept by reference
    explicit IncompleteFactors(const BlockMatrix& matrix);

    /// Whether all pivots can be inverted.
    [[nodiscard]] bool is_usable() const { return usable_; }

    /// (D + L)^-1 vector
    [[nodiscard]] Eigen::VectorXcd forward(const Eigen::VectorXcd& vector) const;
    /// (D + L^T)^-1 vector
    [[nodiscard]] Eigen::VectorXcd backward(const Eigen::VectorXcd& vector) const;
    /// (D + L)^-1 A (D + L^T)^-1 vector, which takes no product with A: with t = backward(v) it is
    /// t + forward(v + (A_D - 2 D) t) (Eisenstat, SIAM J. Sci. Stat. Comput. 2, 1 (1981)).
    [[nodiscard]] Eigen::VectorXcd preconditioned(const Eigen::VectorXcd& vector) const;
    /// (D + L^T)^-1 D (D + L)^-1 vector
    [[nodiscard]] Eigen::VectorXcd solve(const Eigen::VectorXcd& vector) const;

    /// D^-1
    [[nodiscard]] const std::vector<SplitBlock>& inverse_pivots() const { return inverse_; }

  private:
    const BlockMatrix* matrix_;
    std::vector<SplitBlock> inverse_; ///< D^-1
    std::vector<SplitBlock> rest_;    ///< A_D - 2 D
    bool usable_ = true;
};

} // namespace sidejump::usadel
