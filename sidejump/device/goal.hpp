// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/device_result.hpp"
#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/device/study_section.hpp"

#include <Eigen/Core>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// A number that is read off a device: the voltage V between two terminals, or the resistance V/I
/// with the current I of one.
struct Goal {
    std::string name;
    std::size_t plus = 0; ///< index into DiffusionProblem::terminals
    std::size_t minus = 0;
    std::optional<std::size_t> per_current_of;
};

/// The goal of a [[measure]].
/// @throws std::invalid_argument if a terminal is not there
Goal goal_of(const MeasureInput& measure, const std::vector<Terminal>& terminals);

/// Its value, V or ohm; NaN for a resistance where no current flows.
/// @param rounding_current  A; what is no larger is none
Complex value_of(const Goal& goal, const std::vector<TerminalState>& terminals,
                 double rounding_current = 0.0);

/// A linear functional of a solution, sum_k (potential_k V_k + current_k I_k) over its terminals.
struct TerminalWeights {
    Eigen::VectorXcd potential; ///< by terminal
    Eigen::VectorXcd current;
};

/// How a goal changes with the potentials and currents of a solution: dV, or dV/I - (V/I) dI/I.
TerminalWeights derivative_of(const Goal& goal, const std::vector<TerminalState>& terminals);

} // namespace sidejump::device
