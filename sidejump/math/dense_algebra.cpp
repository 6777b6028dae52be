// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/dense_algebra.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>

namespace sidejump::math {

Eigen::MatrixXd solve(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B) {
    return A.partialPivLu().solve(B);
}

Eigen::MatrixXcd solve(const Eigen::MatrixXcd& A, const Eigen::MatrixXcd& B) {
    return A.partialPivLu().solve(B);
}

Eigen::VectorXd least_squares_solution(const Eigen::MatrixXd& A, const Eigen::VectorXd& b,
                                       std::optional<double> smallest_pivot) {
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> decomposition;
    if (smallest_pivot)
        decomposition.setThreshold(*smallest_pivot);
    return decomposition.compute(A).solve(b);
}

Eigen::MatrixXd inverse(const Eigen::MatrixXd& matrix) {
    return matrix.partialPivLu().inverse();
}

Eigen::MatrixXcd inverse(const Eigen::MatrixXcd& matrix) {
    return matrix.partialPivLu().inverse();
}

EigenSystem eigen_system(const Eigen::MatrixXd& matrix) {
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(matrix);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

EigenSystem eigen_system(const Eigen::MatrixXcd& matrix) {
    const Eigen::ComplexEigenSolver<Eigen::MatrixXcd> solver(matrix);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

Eigen::VectorXcd eigenvalues(const Eigen::MatrixXd& matrix) {
    return Eigen::EigenSolver<Eigen::MatrixXd>(matrix, false).eigenvalues();
}

SymmetricEigenSystem symmetric_eigen_system(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

HermitianEigenSystem hermitian_eigen_system(const Eigen::MatrixXcd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXcd> solver(matrix);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

Eigen::VectorXd symmetric_eigenvalues(const Eigen::MatrixXd& matrix) {
    return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix, Eigen::EigenvaluesOnly)
        .eigenvalues();
}

} // namespace sidejump::math
