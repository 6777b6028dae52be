// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/sweep/study_section.hpp"

#include <fmt/format.h>

namespace sidejump::cli {

int schema_command(const std::string& subject) {
    const auto schema =
        subject == "device"
            ? input::file_schema(device::device_file_section().info(), "sidejump device file")
        : subject == "superconductor"
            ? input::file_schema(
                  superconductor::superconductor_file_section(superconductor::UnitSystem::any)
                      .info(),
                  "sidejump superconductor file")
        : subject == "rashba"
            ? input::file_schema(electron_gas::gas_file_section().info(), "sidejump gas file")
        : subject == "study"
            ? input::file_schema(sweep::study_file_section().info(), "sidejump study file")
            : input::file_schema(coefficients::alloy_file_section().info(), "sidejump alloy file");
    fmt::print("{}\n", schema.dump(2));
    return success;
}

} // namespace sidejump::cli
