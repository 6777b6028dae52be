// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_matrix.hpp"

#include <Eigen/UmfPackSupport>

namespace sidejump::usadel {

/// The complete factorisation of a matrix of blocks by UMFPACK.
class SparseSolver {
  public:
    /// @throws std::runtime_error if the matrix is singular
    explicit SparseSolver(const BlockMatrix& matrix);

    [[nodiscard]] Eigen::VectorXcd solve(const Eigen::VectorXcd& right_hand_side) const {
        return factors_.solve(right_hand_side);
    }

  private:
    /// The factors keep a reference to their matrix.
    Eigen::SparseMatrix<Complex> matrix_;
    Eigen::UmfPackLU<Eigen::SparseMatrix<Complex>> factors_;
};

} // namespace sidejump::usadel
