// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/linear_response.hpp"

#include "sidejump/usadel/chain_kernel.hpp"
#include "sidejump/usadel/response_factors.hpp"

#include <memory>
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
        : nodes_(std::make_unique_for_overwrite<ChainNode[]>(action.nodes())),
          count_(action.nodes()) {
        const auto numbers = [](const Block& block) {
            return reinterpret_cast<const double*>(block.data());
        };
        const Block none = Block::Zero();
        for (std::size_t n = 0; n < count_; ++n) {
            const auto& neighbours = action.neighbours(n);
            const bool coupled = !neighbours.empty() && neighbours.back() == n + 1;
            const Block& coupling = coupled ? expansion.second[n].back() : none;
            // Second derivatives do not depend on the order: the block below the diagonal is the
            // transpose of that above.
            chain_kernel().factorise(numbers(expansion.second[n].front()),
                                     n + 1 < count_ ? numbers(coupling) : nullptr,
                                     n > 0 ? &nodes_[n - 1] : nullptr, &nodes_[n]);
        }
    }

    [[nodiscard]] NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                        double /*tolerance*/) const override {
        NodeCoordinates x(right_hand_side.size());
        if (!x.empty())
            chain_kernel().solve(nodes_.get(), count_,
                                 reinterpret_cast<const double*>(right_hand_side[0].data()),
                                 reinterpret_cast<double*>(x[0].data()));
        return x;
    }

    [[nodiscard]] bool are_complete() const override { return true; }

  private:
    std::unique_ptr<ChainNode[]> nodes_;
    std::size_t count_;
};

} // namespace

LinearResponse::LinearResponse(const DiscreteAction& action,
                               const DiscreteAction::Expansion& expansion)
    : nodes_(action.nodes()) {
    if (is_chain(action))
        factors_ = std::make_unique<const ChainFactors>(action, expansion);
    else
        factors_ = sparse_factors(action, expansion);
}

LinearResponse::LinearResponse(LinearResponse&&) noexcept = default;
LinearResponse& LinearResponse::operator=(LinearResponse&&) noexcept = default;
LinearResponse::~LinearResponse() = default;

bool LinearResponse::is_complete() const {
    return factors_->are_complete();
}

NodeCoordinates LinearResponse::solve(const NodeCoordinates& right_hand_side,
                                      double tolerance) const {
    NodeCoordinates solution = factors_->solve(right_hand_side, tolerance);
    for (const LocalFrame::Coordinates& coordinates : solution)
        if (!coordinates.allFinite())
            throw std::runtime_error(singular);
    return solution;
}

} // namespace sidejump::usadel
