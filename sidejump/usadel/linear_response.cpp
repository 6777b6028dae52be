// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/linear_response.hpp"

#include "sidejump/usadel/response_factors.hpp"

#include <Eigen/LU>
#include <stdexcept>

namespace sidejump::usadel {

namespace {

using Block = DiscreteAction::Block;

constexpr const char* singular = "the Usadel equation is singular where it was linearised";

bool is_chain(const DiscreteAction& action) {
    for (std::size_t n = 0; n < action.nodes(); ++n)
        for (const std::size_t other : action.neighbours(n))
            if (other != n + 1 && other + 1 != n)
                return false;
    return true;
}

class ChainFactors final : public LinearResponse::Factors {
  public:
    ChainFactors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion)
        : pivots_(action.nodes()), couplings_(action.nodes(), Block::Zero()),
          behind_(action.nodes()) {
        for (std::size_t n = 0; n < action.nodes(); ++n) {
            const auto& neighbours = action.neighbours(n);
            if (!neighbours.empty() && neighbours.back() == n + 1)
                couplings_[n] = expansion.second[n].back();
            Block pivot = expansion.second[n].front();
            // Second derivatives do not depend on the order: the block below the diagonal is the
            // transpose of that above.
            if (n > 0)
                pivot.noalias() -= couplings_[n - 1].transpose() * behind_[n - 1];
            pivots_[n].compute(pivot);
            if (n + 1 < action.nodes())
                behind_[n] = pivots_[n].solve(couplings_[n]);
        }
    }

    [[nodiscard]] NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                        double /*tolerance*/) const override {
        NodeCoordinates x(right_hand_side.size());
        for (std::size_t n = 0; n < x.size(); ++n) {
            LocalFrame::Coordinates rest = right_hand_side[n];
            if (n > 0)
                rest.noalias() -= couplings_[n - 1].transpose() * x[n - 1];
            x[n] = pivots_[n].solve(rest);
        }
        for (std::size_t n = x.size(); n-- > 1;)
            x[n - 1].noalias() -= behind_[n - 1] * x[n];
        return x;
    }

  private:
    std::vector<Eigen::PartialPivLU<Block>> pivots_;
    std::vector<Block> couplings_; ///< of each node to the next
    std::vector<Block> behind_;    ///< (pivot)^-1 (coupling)
};

} // namespace

LinearResponse::LinearResponse(const DiscreteAction& action,
                               const DiscreteAction::Expansion& expansion) {
    if (is_chain(action))
        factors_ = std::make_unique<const ChainFactors>(action, expansion);
    else
        factors_ = sparse_factors(action, expansion);
}

LinearResponse::LinearResponse(LinearResponse&&) noexcept = default;
LinearResponse& LinearResponse::operator=(LinearResponse&&) noexcept = default;
LinearResponse::~LinearResponse() = default;

NodeCoordinates LinearResponse::solve(const NodeCoordinates& right_hand_side,
                                      double tolerance) const {
    NodeCoordinates solution = factors_->solve(right_hand_side, tolerance);
    for (const LocalFrame::Coordinates& coordinates : solution)
        if (!coordinates.allFinite())
            throw std::runtime_error(singular);
    return solution;
}

} // namespace sidejump::usadel
