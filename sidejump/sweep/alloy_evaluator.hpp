// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/study.hpp"

#include <memory>

namespace sidejump::sweep {

/// Reads the alloy file for each point, as the commands do.
/// @param base  has to outlive the run
PointRun alloy_point_run(const AlloyBase& base, const std::vector<Output>& outputs);

/// The plan of a study of an alloy, see AlloyBase::plan.
/// @param base, study  have to outlive the plan and its evaluators
std::unique_ptr<const EvaluationPlan> alloy_plan(const AlloyBase& base, const Study& study,
                                                 Route route);

} // namespace sidejump::sweep
