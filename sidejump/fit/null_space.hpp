// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <vector>

namespace sidejump::fit {

/// What derivatives determine, and what they do not.
struct NullSpace {
    /// Changes of the coordinates, each times the norm of its column, that cancel. They are in
    /// reduced echelon form, so that degeneracies that have nothing to do with each other are
    /// apart; the largest component is 1, and those that are zero up to rounding are 0.
    std::vector<Eigen::VectorXd> directions;
    Eigen::MatrixXd inverse; ///< pseudo-inverse of J^T J
};

/// @param columns   derivatives J, none of them zero
/// @param rounding  of each column, over its norm
/// @param least     smallest rounding that is believed of each column
NullSpace null_space(const Eigen::MatrixXd& columns, const Eigen::VectorXd& rounding,
                     const Eigen::VectorXd& least);

} // namespace sidejump::fit
