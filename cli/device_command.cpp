// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/device_program.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/input/input_error.hpp"

#include <filesystem>

namespace sidejump::cli {

int device_command(const DeviceCommandOptions& options) {
    // Mistakes in the file show at once, and without the finite elements.
    (void)device::read_device_file(options.file);
    if (!std::filesystem::is_regular_file(options.file))
        throw input::InputError(options.file, 0, "",
                                "expected a file on a disk: it is read more than once");
    run_device_program(hand_over(options));
}

} // namespace sidejump::cli
