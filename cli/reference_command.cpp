// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/coefficients/response_declarations.hpp"
#include "sidejump/coefficients/result_declarations.hpp"
#include "sidejump/coefficients/thermal_declarations.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/input/reference_page.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/sweep/alloy_outputs.hpp"
#include "sidejump/sweep/study_section.hpp"

#include <fmt/format.h>

namespace sidejump::cli {

int reference_command(const std::string& subject) {
    if (subject == "results")
        fmt::print("{}", coefficients::result_reference_page());
    else if (subject == "thermal")
        fmt::print("{}", coefficients::thermal_reference_page());
    else if (subject == "response")
        fmt::print("{}", coefficients::response_reference_page());
    else if (subject == "sweep")
        fmt::print("{}", input::reference_page(sweep::study_file_section().info()));
    else if (subject == "outputs")
        fmt::print("{}", sweep::alloy_output_reference_page());
    else if (subject == "device")
        fmt::print("{}", input::reference_page(device::device_file_section().info()));
    else if (subject == "rashba")
        fmt::print("{}", input::reference_page(electron_gas::gas_file_section().info()));
    else if (subject == "superconductor")
        fmt::print("{}", input::reference_page(superconductor::superconductor_file_section(
                                                   superconductor::UnitSystem::any)
                                                   .info()));
    else
        fmt::print("{}", input::reference_page(coefficients::alloy_file_section().info()));
    return success;
}

} // namespace sidejump::cli
