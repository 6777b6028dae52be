// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"

#include <vector>

namespace sidejump::electron_gas_sweep {

/// How the points of a study of an electron gas are computed: each from the file with the values of
/// its axes, on one thread. Both have to outlive the plan.
sweep::PointRun electron_gas_point_run(const ElectronGasBase& base,
                                       const std::vector<sweep::Output>& outputs);

} // namespace sidejump::electron_gas_sweep
