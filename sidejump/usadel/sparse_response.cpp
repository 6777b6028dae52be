// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/gmres.hpp"
#include "sidejump/usadel/incomplete_factors.hpp"
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
        : incomplete_(action, expansion) {}

    [[nodiscard]] NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                        double tolerance) const override {
        Eigen::VectorXcd joined(static_cast<Eigen::Index>(right_hand_side.size()) * rows_of_node);
        for (std::size_t n = 0; n < right_hand_side.size(); ++n)
            joined.segment<rows_of_node>(static_cast<Eigen::Index>(n) * rows_of_node) =
                right_hand_side[n];
        const Eigen::VectorXcd solution = solve(joined, tolerance);
        NodeCoordinates x(right_hand_side.size());
        for (std::size_t n = 0; n < x.size(); ++n)
            x[n] = solution.segment<rows_of_node>(static_cast<Eigen::Index>(n) * rows_of_node);
        return x;
    }

    [[nodiscard]] bool are_complete() const override { return false; }

  private:
    [[nodiscard]] Eigen::VectorXcd solve(const Eigen::VectorXcd& right_hand_side,
                                         double tolerance) const {
        const std::scoped_lock lock(mutex_);
        // What the preconditioner makes of a residual may be far smaller than the residual.
        constexpr double strictest = 1e-13;
        constexpr double stricter = 1e-2;
        const double allowed = 10.0 * tolerance * right_hand_side.norm();
        double asked = tolerance;
        while (!complete_ && incomplete_.is_usable() && asked > strictest) {
            const GmresResult result =
                gmres([&](const Eigen::VectorXcd& x) { return incomplete_.preconditioned(x); },
                      incomplete_.forward(right_hand_side),
                      {.tolerance = asked, .largest_iterations = 600, .restart = 100});
            if (!(result.residual <= 10.0 * asked))
                break;
            Eigen::VectorXcd x = incomplete_.backward(result.solution);
            if ((right_hand_side - incomplete_.product(x)).norm() <= allowed)
                return x;
            asked *= stricter;
        }
        if (!complete_) {
            sparse_ = incomplete_.to_sparse();
            complete_.emplace(sparse_);
            if (complete_->info() != Eigen::Success)
                throw std::runtime_error("the Usadel equation is singular where it was linearised");
        }
        return complete_->solve(right_hand_side);
    }

    IncompleteFactors incomplete_;
    mutable std::mutex mutex_; ///< of the complete factorisation, which is made when it is needed
    /// The solver keeps a reference to its matrix.
    mutable Eigen::SparseMatrix<Complex> sparse_;
    mutable std::optional<Eigen::UmfPackLU<Eigen::SparseMatrix<Complex>>> complete_;
};

} // namespace

std::unique_ptr<const LinearResponse::Factors>
sparse_factors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion) {
    return std::make_unique<const SparseFactors>(action, expansion);
}

} // namespace sidejump::usadel
