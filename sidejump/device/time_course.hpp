// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"
#include "sidejump/device/pulse.hpp"

#include <optional>
#include <vector>

namespace sidejump::device {

/// How the drives of a device go in time, and when its state is wanted.
struct TimeCourse {
    std::vector<double> output_times;         ///< s, increasing, the first one >= 0
    std::vector<std::optional<Pulse>> pulses; ///< by terminal of the problem
    bool from_rest = false; ///< no spin at t = 0; otherwise the steady state of the drives before
    double relative_tolerance = 1e-6;

    /// What the drive of a terminal is multiplied by.
    /// @param within  a time of the smooth piece that is meant, see Pulse::value
    [[nodiscard]] double factor(std::size_t terminal, double t, double within) const;

    /// The times between 0 and the last output, both among them, between which all drives are
    /// smooth.
    [[nodiscard]] std::vector<double> break_points() const;

    [[nodiscard]] double longest_step(double within) const;
};

/// The terminals with their drives at a time.
std::vector<Terminal> terminals_at(const std::vector<Terminal>& terminals, const TimeCourse& course,
                                   double t, double within);

} // namespace sidejump::device
