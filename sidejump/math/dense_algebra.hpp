// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <optional>

/// Dense linear algebra of Eigen for matrices of any size, compiled once: its decompositions are
/// slow to compile.
namespace sidejump::math {

/// The solution X of A X = B, by LU decomposition with partial pivoting. A must be invertible.
Eigen::MatrixXd solve(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);
Eigen::MatrixXcd solve(const Eigen::MatrixXcd& A, const Eigen::MatrixXcd& B);

/// The x of the least |A x - b|, by QR decomposition with pivoting of columns, for A of any rank
/// and with at least as many rows as columns.
/// @param smallest_pivot  relative to the largest; what is below it counts as 0. Rounding if not
///                        given
Eigen::VectorXd least_squares_solution(const Eigen::MatrixXd& A, const Eigen::VectorXd& b,
                                       std::optional<double> smallest_pivot = {});

Eigen::MatrixXd inverse(const Eigen::MatrixXd& matrix);
Eigen::MatrixXcd inverse(const Eigen::MatrixXcd& matrix);

/// Eigenvalues and right eigenvectors (columns, of norm one) in the same order.
struct EigenSystem {
    Eigen::VectorXcd values;
    Eigen::MatrixXcd vectors;
};
EigenSystem eigen_system(const Eigen::MatrixXd& matrix);
EigenSystem eigen_system(const Eigen::MatrixXcd& matrix);
Eigen::VectorXcd eigenvalues(const Eigen::MatrixXd& matrix);

/// Real eigenvalues in increasing order, orthonormal eigenvectors. The lower triangle is read.
struct SymmetricEigenSystem {
    Eigen::VectorXd values;
    Eigen::MatrixXd vectors;
};
struct HermitianEigenSystem {
    Eigen::VectorXd values;
    Eigen::MatrixXcd vectors;
};
SymmetricEigenSystem symmetric_eigen_system(const Eigen::MatrixXd& matrix);
HermitianEigenSystem hermitian_eigen_system(const Eigen::MatrixXcd& matrix);
Eigen::VectorXd symmetric_eigenvalues(const Eigen::MatrixXd& matrix);

/// exp(matrix) of a square matrix, by scaling and squaring.
Eigen::MatrixXd matrix_exponential(const Eigen::MatrixXd& matrix);
Eigen::MatrixXcd matrix_exponential(const Eigen::MatrixXcd& matrix);

/// The principal square root of a square matrix, by Schur decomposition: degenerate eigenvalues do
/// no harm.
Eigen::MatrixXcd principal_root(const Eigen::MatrixXcd& matrix);

} // namespace sidejump::math
