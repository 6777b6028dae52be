// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace sidejump::device_fem {

/// Where the checkpoints of a transient are: each replaces the one before.
struct CheckpointFile {
    std::filesystem::path path;
    std::string fingerprint; ///< of the run, goes into them
};

/// What goes on beside an integration in time. All functions are called on all ranks, and may be
/// empty.
template <class Output>
struct TransientHooks {
    /// Where checkpoints are kept: where the integration begins anew, from where one that resumes
    /// goes the same way, and at the last output when it is stopped. Nowhere if left out.
    std::optional<CheckpointFile> checkpoint{};
    /// Begins behind the outputs of the checkpoint that is there instead of at t = 0.
    bool resume = false;
    /// Called at each output time, with its number.
    std::function<void(std::size_t, const Output&)> observe{};
    /// Called when a checkpoint has been kept, with the number of outputs that it stands behind.
    std::function<void(std::size_t)> kept{};
    /// Whether this rank has been asked to stop; looked at before each step.
    std::function<bool()> stopped{};
};

} // namespace sidejump::device_fem
