// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/alloy_base.hpp"
#include "sidejump/sweep/study.hpp"

#include <memory>

namespace sidejump::sweep {

struct FastPlan;

/// A plan for the fast way, or null if some axis does more or less than set numbers of the engine,
/// two axes set the same number or parts of one parameter, or other outputs than coefficients are
/// asked for.
std::shared_ptr<const FastPlan> make_fast_plan(const AlloyBase& base, const Study& study);

/// @param general  takes the points that the fast way cannot judge, and words their errors
std::unique_ptr<PointEvaluator> fast_evaluator(const Study& study,
                                               std::shared_ptr<const FastPlan> plan,
                                               std::unique_ptr<PointEvaluator> general);

} // namespace sidejump::sweep
