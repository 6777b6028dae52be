// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <functional>

namespace sidejump::usadel {

/// A matrix by what it makes of a vector.
using LinearMap = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;

struct KrylovSolution {
    Eigen::VectorXd x;
    int products = 0;
    double residual = 0.0; ///< relative to the right-hand side
};

/// The generalised minimal residual method (Saad and Schultz 1986) from x = 0 without restart. For
/// a symmetric matrix with null vectors, and a right-hand side that is orthogonal to these, so is
/// the solution.
KrylovSolution minimal_residual(const LinearMap& map, const Eigen::VectorXd& right_hand_side,
                                double tolerance, int largest_products);

struct LowestMode {
    double value = 0.0;
    Eigen::VectorXd vector; ///< of length 1
    int products = 0;
    double residual = 0.0; ///< |A v - value v|
};

/// The lowest eigenvalue of a symmetric matrix by Lanczos's method with full orthogonalisation.
/// @param start      not orthogonal to the eigenvector
/// @param sign_only  whether the sign of the eigenvalue is enough: it ends where the value, which
///                   is never below the eigenvalue, is negative, or far above its residual
LowestMode lowest_mode(const LinearMap& map, const Eigen::VectorXd& start, double tolerance,
                       int largest_products, bool sign_only = false);

} // namespace sidejump::usadel
