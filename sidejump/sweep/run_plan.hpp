// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/sweep/base.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sidejump::sweep {

/// Computes one point as a command of the program would.
/// @param point   the nodes of the base with the axes set
/// @param values  one for each output of the study
/// @returns what was doubtful beyond what the file alone shows; study_warnings() tells that
/// @throws std::exception if the point has no results
using PointRun =
    std::function<std::vector<std::string>(const input::Node& point, std::span<double> values)>;

/// Points each computed from the file with the values of its axes, on one thread. Warnings of the
/// points are gathered by kind: texts that differ in their numbers only are of one.
/// @param base, study  have to outlive the plan
/// @param run          safe to use from several threads
std::unique_ptr<const EvaluationPlan> run_plan(const Base& base, const Study& study, PointRun run,
                                               double seconds_per_point);

/// The warnings of a run that are not among those of its file.
std::vector<std::string> warnings_beyond(const std::vector<std::string>& of_file,
                                         const std::vector<std::string>& of_run);

/// Each warning as a remark; those that differ in their numbers only are about the same subject.
std::vector<Remark> remarks_of(const std::vector<std::string>& warnings);

} // namespace sidejump::sweep
