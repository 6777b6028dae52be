// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/impurity_report.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/units/constants.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int impurity_command(const CoefficientsOptions& options) {
    const std::filesystem::path folder = result_directory(options);
    const auto file = coefficients::read_alloy_file(options.file);
    const auto& spectrum = file.spectrum;
    const double band_bottom = -file.alloy.host.fermi_energy() / units::elementary_charge;
    std::vector<impurity::SpeciesReport> reports;
    std::vector<std::vector<impurity::PhaseShiftCurves>> curves;
    std::optional<output::ProgressMeter> meter(std::in_place,
                                               spdlog::should_log(spdlog::level::info));
    const std::size_t all = file.laws.size() * spectrum.temperatures.size();
    std::size_t done = 0;
    for (const auto& law : file.laws) {
        reports.push_back(impurity::species_report(law, spectrum.temperatures));
        curves.emplace_back();
        for (const double temperature : spectrum.temperatures) {
            curves.back().push_back(impurity::phase_shift_curves(
                impurity::ImpuritySpectrum(law, temperature), spectrum, band_bottom));
            meter->show(++done, all);
        }
    }
    meter.reset();
    auto warnings = coefficients::input_warnings(file.alloy, file.laws, {});
    for (const auto& report : reports)
        for (auto& text : impurity::report_warnings(report))
            if (std::find(warnings.begin(), warnings.end(), text) == warnings.end())
                warnings.push_back(std::move(text));
    const auto files = output::phase_shift_files(reports, curves);
    const std::string json = output::impurity_json(file, reports, files, warnings).dump(2) + "\n";
    for (const auto& [name, text] : files)
        output::write_atomically(folder / name, text);
    output::write_atomically(folder / "impurity.json", json);

    fmt::print("{}", options.json ? json : output::impurity_table(file, reports));
    std::fflush(stdout);
    for (const auto& warning : warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {} and {} table{} of phase shifts beside it",
                 (folder / "impurity.json").string(), files.size(), files.size() == 1 ? "" : "s");
    return success;
}

} // namespace sidejump::cli
