// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/incomplete_factors.hpp"

#include <cmath>

namespace sidejump::usadel {

IncompleteFactors::IncompleteFactors(const BlockMatrix& matrix)
    : matrix_(&matrix), inverse_(matrix.rows()), rest_(matrix.rows()) {
    const BlockTriangle lower = matrix.lower.view();
    for (std::size_t n = 0; n < matrix.rows() && usable_; ++n) {
        block_kernel().pivot(lower, n, matrix.diagonal[n], inverse_.data(), &rest_[n]);
        usable_ = std::isfinite(norm(inverse_[n]));
    }
}

Eigen::VectorXcd IncompleteFactors::forward(const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd solution(vector.size());
    block_kernel().sweep(matrix_->lower.view(), matrix_->rows(), inverse_.data(), false,
                         numbers(vector), numbers(solution));
    return solution;
}

Eigen::VectorXcd IncompleteFactors::backward(const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd solution(vector.size());
    block_kernel().sweep(matrix_->upper.view(), matrix_->rows(), inverse_.data(), true,
                         numbers(vector), numbers(solution));
    return solution;
}

Eigen::VectorXcd IncompleteFactors::preconditioned(const Eigen::VectorXcd& vector) const {
    const Eigen::VectorXcd first = backward(vector);
    Eigen::VectorXcd next(vector.size());
    block_kernel().add_diagonal(matrix_->rows(), rest_.data(), numbers(first), numbers(vector),
                                numbers(next));
    return first + forward(next);
}

Eigen::VectorXcd IncompleteFactors::solve(const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd solution = forward(vector);
    block_kernel().substitute_back(matrix_->upper.view(), matrix_->rows(), inverse_.data(),
                                   numbers(solution));
    return solution;
}

} // namespace sidejump::usadel
