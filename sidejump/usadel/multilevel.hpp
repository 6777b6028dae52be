// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/incomplete_factors.hpp"

#include <Eigen/LU>
#include <memory>
#include <vector>

namespace sidejump::usadel {

/// An approximate inverse of second derivatives that is as good for changes over many nodes as for
/// those from node to node: smoothed aggregation (Vanek, Mandel and Brezina, Computing 56, 179
/// (1996)). Nodes join in aggregates, within which a change of the Green functions is carried from
/// frame to frame by the couplings themselves: that of a link is a multiple of the carried change,
/// X and Y changed over. So no choice of frames and no gauge matters. The levels are solved by
/// their incomplete factors, the last one exactly.
class Multilevel {
  public:
    /// @param matrix  kept by reference, as are its factors
    /// @throws std::runtime_error if the last level is singular, or too large
    Multilevel(const BlockMatrix& matrix, const IncompleteFactors& factors);
    Multilevel(const Multilevel&) = delete;
    Multilevel& operator=(const Multilevel&) = delete;

    [[nodiscard]] Eigen::VectorXcd apply(const Eigen::VectorXcd& residual) const;

    /// Rows of all levels below the first one.
    [[nodiscard]] std::vector<std::size_t> rows() const;

  private:
    struct Level {
        BlockRows interpolation; ///< from this level to the one above
        BlockRows restriction;   ///< its transpose
        BlockMatrix matrix;
        std::unique_ptr<const IncompleteFactors> factors; ///< none at the last level
    };

    [[nodiscard]] const BlockMatrix& matrix(std::size_t level) const;
    [[nodiscard]] const IncompleteFactors& factors(std::size_t level) const;
    [[nodiscard]] Eigen::VectorXcd cycle(std::size_t level, const Eigen::VectorXcd& residual) const;

    const BlockMatrix* first_;
    const IncompleteFactors* first_factors_;
    std::vector<std::unique_ptr<Level>> levels_;
    Eigen::PartialPivLU<Eigen::MatrixXcd> last_;
};

} // namespace sidejump::usadel
