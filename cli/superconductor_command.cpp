// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int superconductor_command(const CoefficientsOptions& options) {
    const auto file = superconductor::read_superconductor_file(options.file);
    std::optional<output::ProgressMeter> meter;
    const bool quiet = !spdlog::should_log(spdlog::level::info);
    const auto run =
        superconductor::run_superconductor(file, [&](std::size_t done, std::size_t all) {
            if (!meter)
                meter.emplace(all, 0, !quiet);
            meter->show(done);
        });
    meter.reset();

    const std::string json = superconductor::superconductor_json(file, run).dump(2) + "\n";
    const std::filesystem::path directory = result_directory(options);
    auto written = superconductor::write_files(file, run, directory);
    // Last, so that it stands for a run whose files are all there.
    written.push_back(directory / "superconductor.json");
    output::write_atomically(written.back(), json);
    fmt::print("{}", options.json ? json : superconductor::superconductor_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    for (const auto& path : written)
        spdlog::info("wrote {}", path.string());
    return success;
}

} // namespace sidejump::cli
