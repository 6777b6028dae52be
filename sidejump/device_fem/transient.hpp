// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/time_course.hpp"
#include "sidejump/device_fem/terminal_response.hpp"
#include "sidejump/device_fem/transient_hooks.hpp"

namespace sidejump::device_fem {

/// Solves the equations of a device in time, and hands over what there is at the output times.
///
/// The integrator begins anew at break points of the drives, and at output times 50 steps or more
/// after it has last done so: there a run can be resumed without any change of its results. Resumed
/// at the output where it was stopped, it begins anew there, too, which changes its results by no
/// more than the tolerance.
/// @return false if it was stopped before the last output
/// @throws std::invalid_argument  as TransientEquations, or if the checkpoint is of another study
/// @throws std::runtime_error     as DaeIntegrator, LinearSolver, and write_checkpoint
template <int dim>
bool integrate(const FieldSpace<dim>& space, const device::DiffusionProblem& problem,
               const device::TimeCourse& course, const SolverOptions& options,
               const TransientHooks<DeviceSolution<dim>>& hooks);

} // namespace sidejump::device_fem
