// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/linear_response.hpp"

#include <memory>

namespace sidejump::usadel {

/// What LinearResponse keeps of the second derivatives.
class LinearResponse::Factors {
  public:
    Factors() = default;
    Factors(const Factors&) = delete;
    Factors& operator=(const Factors&) = delete;
    virtual ~Factors() = default;
    [[nodiscard]] virtual NodeCoordinates solve(const NodeCoordinates& right_hand_side,
                                                double tolerance) const = 0;
    /// Whether solutions are exact, whatever the tolerance.
    [[nodiscard]] virtual bool are_complete() const = 0;
};

/// For any connection of the nodes: GMRES with a block incomplete factorisation; UMFPACK where it
/// does not converge.
std::unique_ptr<const LinearResponse::Factors>
sparse_factors(const DiscreteAction& action, const DiscreteAction::Expansion& expansion);

} // namespace sidejump::usadel
