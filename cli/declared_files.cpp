// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/declared_files.hpp"

#include "sidejump/coefficients/alloy_file.hpp"
#include "sidejump/device/device_file.hpp"
#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/fit/fit_section.hpp"
#include "sidejump/superconductor/superconductor_file.hpp"
#include "sidejump/sweep/study_section.hpp"

namespace sidejump::cli {

const std::vector<DeclaredFile>& declared_files() {
    static const std::vector<DeclaredFile> files = {
        {"alloy", "input", "alloy file", [] { return coefficients::alloy_file_section().info(); }},
        {"study", "sweep", "study file", [] { return sweep::study_file_section().info(); }},
        {"device", "device", "device file", [] { return device::device_file_section().info(); }},
        {"superconductor", "superconductor", "superconductor file",
         [] {
             return superconductor::superconductor_file_section(superconductor::UnitSystem::any)
                 .info();
         }},
        {"rashba", "rashba", "gas file", [] { return electron_gas::gas_file_section().info(); }},
        {"fit", "fit", "fit file", [] { return fit::fit_file_section().info(); }},
    };
    return files;
}

std::vector<std::string> declared_file_names() {
    std::vector<std::string> names;
    names.reserve(declared_files().size());
    for (const DeclaredFile& file : declared_files())
        names.push_back(file.name);
    return names;
}

} // namespace sidejump::cli
