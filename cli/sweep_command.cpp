// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/device_program.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/sweep/study.hpp"

#include <filesystem>

namespace sidejump::cli {
namespace {

// A study that cannot be read is no device: its mistakes are told when it is read in earnest.
bool sweeps_a_device(const std::string& study) {
    // What can be read only once is left to that reading.
    if (!std::filesystem::is_regular_file(study))
        return false;
    try {
        const std::string base = sweep::base_of_study(study);
        return std::filesystem::is_regular_file(base) && device::is_device_file(base);
    } catch (const input::InputError&) {
        return false;
    }
}

} // namespace

int sweep_command(const SweepCommandOptions& options) {
    if (sweeps_a_device(options.file))
        run_device_program(hand_over(options));
    return run_sweep_command(options, {});
}

} // namespace sidejump::cli
