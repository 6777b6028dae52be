// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device/diffusion_problem.hpp"

#include <vector>

namespace sidejump::device_fem {

/// |sum of the currents| over the largest, the largest one that is asked for at any time included;
/// 0 if all are no more than rounding of what could flow inside.
double charge_balance(const device::DiffusionProblem& problem,
                      const std::vector<device::TerminalState>& terminals);

/// A; the current of a terminal that is no larger may be rounding: of what the given potentials,
/// spin potentials and fields could make flow through the terminals, of the largest current, and
/// what charge balance misses.
/// @param terminals  with areas over the cross section in the length unit of the problem
/// @param balance    charge_balance of them
double rounding_current(const device::DiffusionProblem& problem,
                        const std::vector<device::TerminalState>& terminals, double balance);

} // namespace sidejump::device_fem
