// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <memory>
#include <vector>

namespace sidejump::usadel {

/// Coordinates of a change of all Green functions, each in the frame of its node.
using NodeCoordinates = std::vector<LocalFrame::Coordinates>;

/// The second derivatives of the action, factorised: how the Green functions respond to a source.
/// Nodes each of which is coupled to the next ones only take a block-tridiagonal factorisation. All
/// others are solved by an iteration with an incomplete factorisation, and by a sparse one where
/// that does not converge: near the edge of a gap on the real axis.
class LinearResponse {
  public:
    /// @throws std::runtime_error if the second derivatives are singular
    LinearResponse(const DiscreteAction& action, const DiscreteAction::Expansion& expansion);
    LinearResponse(LinearResponse&&) noexcept;
    LinearResponse& operator=(LinearResponse&&) noexcept;
    ~LinearResponse();

    /// The x of (second derivatives) x = right_hand_side. Newton's step is that of minus the first
    /// derivatives.
    /// @param tolerance  relative, of the residual where the solution is iterated
    /// @throws std::runtime_error if the second derivatives are singular
    [[nodiscard]] NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                        double tolerance = 1e-10) const;

    [[nodiscard]] std::size_t nodes() const { return nodes_; }
    /// Whether `solve` factorises and needs no tolerance.
    [[nodiscard]] bool is_complete() const;

    class Factors;

  private:
    std::size_t nodes_;
    std::unique_ptr<const Factors> factors_;
};

} // namespace sidejump::usadel
