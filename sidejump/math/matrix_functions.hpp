// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace sidejump::math {

/// exp(matrix) of a square matrix, by scaling and squaring.
Eigen::MatrixXd matrix_exponential(const Eigen::MatrixXd& matrix);
Eigen::MatrixXcd matrix_exponential(const Eigen::MatrixXcd& matrix);

/// The principal square root of a square matrix, by Schur decomposition: degenerate eigenvalues do
/// no harm.
Eigen::MatrixXcd principal_root(const Eigen::MatrixXcd& matrix);

} // namespace sidejump::math
