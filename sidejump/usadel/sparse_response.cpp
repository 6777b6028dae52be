// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/gmres.hpp"
#include "sidejump/usadel/multilevel.hpp"
#include "sidejump/usadel/response_factors.hpp"
#include "sidejump/usadel/sparse_solver.hpp"

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
        const double allowed = tolerance * right_hand_side.norm();
        if (allowed == 0.0)
            return right_hand_side;
        if (!complete_ && incomplete_.is_usable()) {
            Eigen::VectorXcd x = Eigen::VectorXcd::Zero(right_hand_side.size());
            Eigen::VectorXcd rest = right_hand_side;
            const auto is_solved = [&] {
                rest = right_hand_side - matrix_.product(x);
                return rest.norm() <= 10.0 * allowed;
            };
            if (!is_slow_) {
                x = with_incomplete_factors(right_hand_side, tolerance);
                if (is_solved())
                    return x;
                is_slow_ = true;
            }
            if (with_levels(rest, allowed / rest.norm(), x) && is_solved())
                return x;
        }
        if (!complete_)
            complete_.emplace(matrix_);
        return complete_->solve(right_hand_side);
    }

    /// What there is after a few iterations.
    [[nodiscard]] Eigen::VectorXcd with_incomplete_factors(const Eigen::VectorXcd& right_hand_side,
                                                           double tolerance) const {
        // More iterations than this take longer than the levels; so do those at a slower rate.
        constexpr int few = 20;
        constexpr double slowest = 0.35;
        const GmresResult result =
            gmres([&](const Eigen::VectorXcd& y) { return incomplete_.preconditioned(y); },
                  incomplete_.forward(right_hand_side),
                  {.tolerance = tolerance,
                   .largest_iterations = few,
                   .restart = few,
                   .slowest = slowest});
        return incomplete_.backward(result.solution);
    }

    /// Adds the solution for what is left.
    /// @returns false if the iteration does not converge
    [[nodiscard]] bool with_levels(const Eigen::VectorXcd& rest, double tolerance,
                                   Eigen::VectorXcd& x) const {
        // Of few nodes the levels take longer than more iterations.
        constexpr std::size_t few_nodes = 150;
        if (matrix_.rows() > few_nodes && !levels_) {
            try {
                levels_.emplace(matrix_, incomplete_);
            } catch (const std::runtime_error&) {
                return false; // The last level may be singular where the matrix is not.
            }
        }
        const auto preconditioned = [&](const Eigen::VectorXcd& y) {
            return levels_ ? levels_->apply(y) : incomplete_.solve(y);
        };
        const GmresResult result =
            gmres([&](const Eigen::VectorXcd& y) { return matrix_.product(preconditioned(y)); },
                  rest, {.tolerance = tolerance, .largest_iterations = 300, .restart = 60});
        x += preconditioned(result.solution);
        return result.residual <= 2.0 * tolerance;
    }

    BlockMatrix matrix_;
    IncompleteFactors incomplete_;
    mutable std::mutex mutex_;     ///< of what is made when it is needed
    mutable bool is_slow_ = false; ///< the iteration with the incomplete factors alone
    mutable std::optional<Multilevel> levels_;
    mutable std::optional<SparseSolver> complete_;
};

} // namespace

std::unique_ptr<const LinearResponse::Factors>
sparse_factors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion) {
    return std::make_unique<const SparseFactors>(action, expansion);
}

} // namespace sidejump::usadel
