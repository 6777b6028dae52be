// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/response_run.hpp"
#include "sidejump/input/input_error.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/output/response_report.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int response_command(const CoefficientsOptions& options) {
    const std::filesystem::path result = result_directory(options) / "response.json";
    const auto file = coefficients::read_alloy_file(options.file);
    const auto response = file.response.value_or(response::ResponseOptions{});
    if (file.alloy.kinetics.form == kinetics::KineticForm::published)
        throw input::InputError(options.file, 0, "kinetics.form",
                                "expected \"kinetic\", because the published formulas have no "
                                "dynamics, found \"published\"");
    const coefficients::ResponseEngine engine(file.alloy);
    std::optional<output::ProgressMeter> meter(std::in_place,
                                               spdlog::should_log(spdlog::level::info));
    auto run = engine.run(file.alloy, response,
                          [&](std::size_t done, std::size_t all) { meter->show(done, all); });
    meter.reset();
    auto warnings = coefficients::input_warnings(file.alloy, file.laws);
    run.warnings.insert(run.warnings.begin(), warnings.begin(), warnings.end());

    const std::string json = output::response_json(file, run).dump(2) + "\n";
    output::write_atomically(result, json);
    fmt::print("{}", options.json ? json : output::response_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", result.string());
    return success;
}

} // namespace sidejump::cli
