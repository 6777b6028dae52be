// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/block_matrix.hpp"
#include "sidejump/usadel/gmres.hpp"
#include "sidejump/usadel/response_factors.hpp"

#include <Eigen/UmfPackSupport>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

constexpr Eigen::Index rows_of_node = LocalFrame::coordinates;

class SparseFactors final : public LinearResponse::Factors {
  public:
    SparseFactors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion)
        : matrix_(action, expansion), incomplete_(matrix_) {}

    [[nodiscard]] NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                        double tolerance) const override {
        Eigen::VectorXcd joined(matrix_.unknowns());
        for (std::size_t n = 0; n < right_hand_side.size(); ++n)
            joined.segment<rows_of_node>(static_cast<Eigen::Index>(n) * rows_of_node) =
                right_hand_side[n];
        const Eigen::VectorXcd solution = solve(joined, tolerance);
        NodeCoordinates x(right_hand_side.size());
        for (std::size_t n = 0; n < x.size(); ++n)
            x[n] = solution.segment<rows_of_node>(static_cast<Eigen::Index>(n) * rows_of_node);
        return x;
    }

  private:
    [[nodiscard]] Eigen::VectorXcd solve(const Eigen::VectorXcd& right_hand_side,
                                         double tolerance) const {
        const std::scoped_lock lock(mutex_);
        if (!complete_) {
            const GmresOptions options{.tolerance = tolerance};
            GmresResult result =
                gmres([&](const Eigen::VectorXcd& x) { return matrix_ * x; },
                      [&](const Eigen::VectorXcd& x) { return incomplete_.solve(x); },
                      right_hand_side, options);
            if (result.residual <= 10.0 * options.tolerance)
                return result.solution;
        }
        if (!complete_) {
            complete_.emplace(matrix_.to_sparse());
            if (complete_->info() != Eigen::Success)
                throw std::runtime_error("the Usadel equation is singular where it was linearised");
        }
        return complete_->solve(right_hand_side);
    }

    BlockMatrix matrix_;
    IncompleteFactors incomplete_;
    mutable std::mutex mutex_; ///< of the complete factorisation, which is made when it is needed
    mutable std::optional<Eigen::UmfPackLU<Eigen::SparseMatrix<Complex>>> complete_;
};

} // namespace

std::unique_ptr<const LinearResponse::Factors>
sparse_factors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion) {
    return std::make_unique<const SparseFactors>(action, expansion);
}

} // namespace sidejump::usadel
