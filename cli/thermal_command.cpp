// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/thermal_averages.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/output/thermal_report.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int thermal_command(const CoefficientsOptions& options) {
    const std::filesystem::path result = result_directory(options) / "thermal.json";
    const auto file = coefficients::read_alloy_file(options.file);
    if (!file.thermal)
        throw input::InputError(options.file, 0, "thermal",
                                "missing section: expected [thermal] with a temperature, found "
                                "nothing");
    const coefficients::ShellModel model(file.alloy, file.laws);
    std::vector<coefficients::ThermalCoefficients> runs;
    std::vector<std::string> warnings =
        coefficients::input_warnings(file.alloy, file.laws, file.thermal->temperatures);
    std::optional<output::ProgressMeter> meter(std::in_place,
                                               spdlog::should_log(spdlog::level::info));
    for (const double temperature : file.thermal->temperatures) {
        runs.push_back(coefficients::thermal_coefficients(model, temperature, *file.thermal));
        warnings.insert(warnings.end(), runs.back().warnings.begin(), runs.back().warnings.end());
        meter->show(runs.size(), file.thermal->temperatures.size());
    }
    meter.reset();
    const std::string json = output::thermal_json(file, runs, warnings).dump(2) + "\n";
    output::write_atomically(result, json);
    fmt::print("{}", options.json ? json : output::thermal_table(runs));
    std::fflush(stdout);
    for (const auto& warning : warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", result.string());
    return success;
}

} // namespace sidejump::cli
