// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sidejump::math {

/// Nodes and weights of a rule on [-1, 1].
struct QuadratureRule {
    std::vector<double> nodes;
    std::vector<double> weights;
};

/// The Gauss-Legendre rule with `points` nodes, exact for polynomials up to degree 2 points - 1.
/// @throws std::invalid_argument if points < 1
QuadratureRule gauss_legendre(int points);

} // namespace sidejump::math
