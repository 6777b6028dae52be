// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor_sweep/superconductor_base.hpp"

#include <vector>

namespace sidejump::superconductor_sweep {

/// How the points of a study of a superconductor are computed: each from the file with the values
/// of its axes, on one thread. Both have to outlive the plan.
sweep::PointRun superconductor_point_run(const SuperconductorBase& base,
                                         const std::vector<sweep::Output>& outputs);

} // namespace sidejump::superconductor_sweep
