// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/potential_state.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sidejump::impurity::potential {

/// An impurity that scatters by a spherical potential; nothing in it depends on temperature.
class PotentialModel : public ImpurityModel {
  public:
    /// @throws std::runtime_error as PotentialState
    PotentialModel(std::unique_ptr<const RadialPotential> potential, const units::Host& host,
                   const PotentialOptions& options);

    [[nodiscard]] std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const override;
    /// As potential_report; found once, when first asked for.
    [[nodiscard]] ModelReport report() const override;
    /// As channel_warnings.
    [[nodiscard]] std::vector<std::string> warnings() const override { return warnings_; }

  private:
    std::shared_ptr<const PotentialState> state_;
    std::vector<std::string> warnings_;
    mutable std::once_flag reported_;
    mutable ModelReport report_;
};

} // namespace sidejump::impurity::potential
