// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/dense_algebra.hpp"

#include <unsupported/Eigen/MatrixFunctions>

namespace sidejump::math {

Eigen::MatrixXd matrix_exponential(const Eigen::MatrixXd& matrix) {
    return matrix.exp();
}

Eigen::MatrixXcd matrix_exponential(const Eigen::MatrixXcd& matrix) {
    return matrix.exp();
}

Eigen::MatrixXcd principal_root(const Eigen::MatrixXcd& matrix) {
    return matrix.sqrt();
}

} // namespace sidejump::math
