// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/electron_gas/gas_report.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int rashba_command(const CoefficientsOptions& options) {
    const std::filesystem::path directory = result_directory(options);
    const auto file = electron_gas::read_gas_file(options.file);
    std::optional<output::ProgressMeter> meter(
        std::in_place, spdlog::should_log(spdlog::level::info), output::ProgressStyle::share);
    electron_gas::RunOptions run_options;
    run_options.progress = [&](std::size_t done, std::size_t all) { meter->show(done, all); };
    const auto run = electron_gas::run_gas(file, run_options);
    meter.reset();
    const std::string json = electron_gas::gas_json(file, run).dump(2) + "\n";
    auto written = electron_gas::write_files(run, directory);
    // Last, so that it stands for a run whose files are all there.
    written.push_back(directory / "rashba.json");
    output::write_atomically(written.back(), json);
    fmt::print("{}", options.json ? json : electron_gas::gas_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    for (const auto& path : written)
        spdlog::info("wrote {}", path.string());
    return success;
}

} // namespace sidejump::cli
