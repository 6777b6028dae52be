// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"

#include <memory>

namespace sidejump::electron_gas_sweep {

/// How the points of a study of an electron gas are computed: each from the file with the values of
/// its axes, on one thread. Both have to outlive the plan.
std::unique_ptr<const sweep::EvaluationPlan> electron_gas_plan(const ElectronGasBase& base,
                                                               const sweep::Study& study);

} // namespace sidejump::electron_gas_sweep
