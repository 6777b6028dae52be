// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/krylov.hpp"

#include "sidejump/math/dense_algebra.hpp"

#include <algorithm>

namespace sidejump::usadel {
namespace {

/// Makes a vector orthogonal to the first columns of a basis, twice, as once loses digits.
Eigen::VectorXd orthogonalise(const Eigen::MatrixXd& basis, int columns, Eigen::VectorXd& vector) {
    Eigen::VectorXd components = Eigen::VectorXd::Zero(columns);
    for (int pass = 0; pass < 2; ++pass) {
        const Eigen::VectorXd part = basis.leftCols(columns).transpose() * vector;
        vector -= basis.leftCols(columns) * part;
        components += part;
    }
    return components;
}

} // namespace

KrylovSolution minimal_residual(const LinearMap& map, const Eigen::VectorXd& right_hand_side,
                                double tolerance, int largest_products) {
    KrylovSolution solution;
    solution.x = Eigen::VectorXd::Zero(right_hand_side.size());
    const double length = right_hand_side.norm();
    if (length == 0.0)
        return solution;
    const int most = std::min(largest_products, static_cast<int>(right_hand_side.size()));
    Eigen::MatrixXd basis(right_hand_side.size(), most + 1);
    Eigen::MatrixXd hessenberg = Eigen::MatrixXd::Zero(most + 1, most);
    basis.col(0) = right_hand_side / length;
    Eigen::VectorXd coefficients;
    solution.residual = 1.0;
    for (int k = 0; k < most; ++k) {
        Eigen::VectorXd next = map(basis.col(k));
        ++solution.products;
        const double before = next.norm();
        hessenberg.col(k).head(k + 1) = orthogonalise(basis, k + 1, next);
        const double rest = next.norm();
        hessenberg(k + 1, k) = rest;
        Eigen::VectorXd target = Eigen::VectorXd::Zero(k + 2);
        target(0) = length;
        const Eigen::MatrixXd projected = hessenberg.topLeftCorner(k + 2, k + 1);
        const Eigen::VectorXd trial = math::least_squares_solution(projected, target);
        const double residual = (target - projected * trial).norm() / length;
        if (residual < solution.residual) {
            solution.residual = residual;
            coefficients = trial;
        }
        constexpr double invariant = 1e-14;
        if (solution.residual <= tolerance || rest <= invariant * before)
            break;
        basis.col(k + 1) = next / rest;
    }
    if (coefficients.size() > 0)
        solution.x = basis.leftCols(coefficients.size()) * coefficients;
    return solution;
}

LowestMode lowest_mode(const LinearMap& map, const Eigen::VectorXd& start, double tolerance,
                       int largest_products, bool sign_only) {
    constexpr double far = 3.0;
    const int most = std::min(largest_products, static_cast<int>(start.size()));
    Eigen::MatrixXd basis(start.size(), most + 1);
    Eigen::MatrixXd projected = Eigen::MatrixXd::Zero(most, most);
    basis.col(0) = start.normalized();
    LowestMode mode;
    for (int k = 0; k < most; ++k) {
        Eigen::VectorXd next = map(basis.col(k));
        ++mode.products;
        const double before = next.norm();
        const Eigen::VectorXd components = orthogonalise(basis, k + 1, next);
        projected(k, k) = components(k);
        if (k > 0)
            projected(k - 1, k) = projected(k, k - 1) = components(k - 1);
        const double rest = next.norm();
        const math::SymmetricEigenSystem modes =
            math::symmetric_eigen_system(projected.topLeftCorner(k + 1, k + 1));
        mode.value = modes.values(0);
        mode.residual = rest * std::abs(modes.vectors(k, 0));
        constexpr double invariant = 1e-13;
        const bool decided =
            sign_only && (mode.value < 0.0 || (k > 0 && mode.value > far * mode.residual));
        if (decided || mode.residual <= tolerance || rest <= invariant * before || k + 1 == most) {
            mode.vector = basis.leftCols(k + 1) * modes.vectors.col(0);
            break;
        }
        basis.col(k + 1) = next / rest;
    }
    return mode;
}

} // namespace sidejump::usadel
