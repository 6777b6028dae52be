// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/commands.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::cli {

/// Goes on as the executable with the finite elements, which stands beside this one.
/// @param arguments  what hand_over() gives
/// @throws std::runtime_error if this build has none
[[noreturn]] void run_device_program(const std::vector<std::string>& arguments);

/// The arguments that hand a command over, the first of which names the command.
std::vector<std::string> hand_over(const DeviceCommandOptions& options);
std::vector<std::string> hand_over(const SweepCommandOptions& options);
std::vector<std::string> hand_over(const FitCommandOptions& options);
std::vector<std::string> hand_over(const ValidateCommandOptions& options);

/// Whether a study is one for that executable. One that cannot be read is not: its mistakes are
/// told when it is read in earnest.
bool sweeps_a_device(const std::string& study);
/// The same of a fit to a result of a device.
bool fits_a_device(const std::string& fit);

/// The command that was handed over.
struct HandedOver {
    std::optional<DeviceCommandOptions> device;
    std::optional<SweepCommandOptions> sweep;
    std::optional<FitCommandOptions> fit;
    std::optional<ValidateCommandOptions> validate;
    bool quiet = false;
};
/// @throws std::invalid_argument if the arguments are not those of hand_over()
HandedOver taken_over(const std::vector<std::string>& arguments);

} // namespace sidejump::cli
