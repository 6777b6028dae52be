// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <functional>

namespace sidejump::usadel {

struct GmresOptions {
    double tolerance = 1e-10; ///< of the residual relative to the right-hand side
    int largest_iterations = 200;
    int restart = 50;
    /// Factor of the residual in the mean of an iteration; after the first four, one that is slower
    /// ends.
    double slowest = 1.0;
};

struct GmresResult {
    Eigen::VectorXcd solution;
    int iterations = 0;
    double residual = 0.0; ///< relative, computed anew at the end
};

/// x of A x = b by restarted GMRES; stops where the tolerance is met or the iterations are used up.
/// Starts from 0.
GmresResult gmres(const std::function<Eigen::VectorXcd(const Eigen::VectorXcd&)>& matrix,
                  const Eigen::VectorXcd& right_hand_side, const GmresOptions& options = {});

} // namespace sidejump::usadel
