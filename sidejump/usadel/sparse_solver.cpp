// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/sparse_solver.hpp"

#include <stdexcept>

namespace sidejump::usadel {

SparseSolver::SparseSolver(const BlockMatrix& matrix)
    : matrix_(matrix.to_sparse()), factors_(matrix_) {
    if (factors_.info() != Eigen::Success)
        throw std::runtime_error("the Usadel equation is singular where it was linearised");
}

} // namespace sidejump::usadel
