// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/potential_model.hpp"

#include "sidejump/impurity/potential/potential_report.hpp"

#include <utility>

namespace sidejump::impurity::potential {

PotentialModel::PotentialModel(std::unique_ptr<const RadialPotential> potential,
                               const units::Host& host, const PotentialOptions& options)
    : state_(std::make_shared<const PotentialState>(std::move(potential), host, options)),
      warnings_(channel_warnings(*state_)) {}

std::shared_ptr<const ImpurityState> PotentialModel::at_temperature(double) const {
    return state_;
}

ModelReport PotentialModel::report() const {
    std::call_once(reported_, [&] { report_ = potential_report(*state_); });
    return report_;
}

} // namespace sidejump::impurity::potential
