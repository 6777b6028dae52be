// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_sweep/device_base.hpp"

#include <memory>

namespace sidejump::device_sweep {

/// How the points of a study of a device are computed: each from the device file with the values of
/// its axes. Both have to outlive the plan.
std::unique_ptr<const sweep::EvaluationPlan> device_plan(const DeviceBase& base,
                                                         const sweep::Study& study);

} // namespace sidejump::device_sweep
