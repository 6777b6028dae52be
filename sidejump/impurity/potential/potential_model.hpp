// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/potential_state.hpp"

#include <memory>

namespace sidejump::impurity::potential {

/// An impurity that scatters by a spherical potential; nothing in it depends on temperature.
class PotentialModel : public ImpurityModel {
  public:
    /// @throws std::runtime_error as PotentialState
    PotentialModel(std::unique_ptr<const RadialPotential> potential, const units::Host& host,
                   const PotentialOptions& options);

    [[nodiscard]] std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const override;
    /// Scattering length, effective range, t_0 and t_F, Friedel's charge; bound states and
    /// resonances; Levinson's theorem. It solves for them at each call.
    /// @throws std::runtime_error as bound_states
    [[nodiscard]] ModelReport report() const override;

  private:
    std::shared_ptr<const PotentialState> state_;
};

} // namespace sidejump::impurity::potential
