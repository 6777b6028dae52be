// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/run_journal.hpp"

#include <cstddef>
#include <functional>
#include <optional>

namespace sidejump::device_fem {

/// What goes on beside an integration in time. All functions are called on all ranks, and may be
/// empty.
template <class Output>
struct TransientHooks {
    /// Begins behind the outputs of an earlier run instead of at t = 0; the fields count on rank 0.
    std::optional<device::TransientCheckpoint> resume;
    /// Called at each output time, with its number.
    std::function<void(std::size_t, const Output&)> observe;
    /// Called where the integration begins anew: one that resumes from there goes the same way. The
    /// fields are on rank 0.
    std::function<void(const device::TransientCheckpoint&)> keep;
    /// Whether this rank has been asked to stop; looked at before each step.
    std::function<bool()> stopped;
};

} // namespace sidejump::device_fem
