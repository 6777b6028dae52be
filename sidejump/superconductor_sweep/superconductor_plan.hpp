// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor_sweep/superconductor_base.hpp"

#include <memory>

namespace sidejump::superconductor_sweep {

/// How the points of a study of a superconductor are computed: each from the file with the values
/// of its axes, on one thread. Both have to outlive the plan.
std::unique_ptr<const sweep::EvaluationPlan> superconductor_plan(const SuperconductorBase& base,
                                                                 const sweep::Study& study);

} // namespace sidejump::superconductor_sweep
