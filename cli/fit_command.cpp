// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "cli/device_program.hpp"
#include "sidejump/electron_gas_sweep/electron_gas_base.hpp"
#include "sidejump/superconductor_sweep/superconductor_base.hpp"

namespace sidejump::cli {

int fit_command(const FitCommandOptions& options) {
    if (fits_a_device(options.file))
        run_device_program(hand_over(options));
    return run_fit_command(
        options,
        {superconductor_sweep::superconductor_kind(), electron_gas_sweep::electron_gas_kind()},
        true);
}

} // namespace sidejump::cli
