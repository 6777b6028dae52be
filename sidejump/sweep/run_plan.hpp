// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/base.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// Points each computed from the file with the values of its axes by Base::point_run, on one
/// thread. Warnings of the points are gathered by kind: texts that differ in their numbers only are
/// of one.
/// @param base, study  have to outlive the plan
std::unique_ptr<const EvaluationPlan> run_plan(const Base& base, const Study& study);

/// The warnings of a run that are not among those of its file.
std::vector<std::string> warnings_beyond(const std::vector<std::string>& of_file,
                                         const std::vector<std::string>& of_run);

/// Each warning as a remark; those that differ in their numbers only are about the same subject.
std::vector<Remark> remarks_of(const std::vector<std::string>& warnings);

} // namespace sidejump::sweep
