// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"
#include "sidejump/superconductor/superconductor_report.hpp"
#include "sidejump/sweep/ranks.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {
namespace {

using superconductor::SuperconductorFile;
using superconductor::SuperconductorRun;

void write(const CoefficientsOptions& options, const std::filesystem::path& directory,
           const SuperconductorFile& file, const SuperconductorRun& run) {
    const std::string json = superconductor::superconductor_json(file, run).dump(2) + "\n";
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
}

/// The first rank writes; the others have a share of the energies of a spectrum.
int run_on(sweep::Ranks* ranks, const CoefficientsOptions& options) {
    SuperconductorFile file;
    std::filesystem::path directory;
    math::together(ranks, [&] {
        directory = result_directory(options);
        file = superconductor::read_superconductor_file(options.file);
    });
    const bool is_first = math::is_first(ranks);
    if (ranks != nullptr && file.input.study.kind != superconductor::StudyKind::spectrum)
        spdlog::warn(
            "processes share the energies of a spectrum; this study of kind \"{}\" is done "
            "by one of {}",
            superconductor::name_of(file.input.study.kind), ranks->size());
    std::optional<output::ProgressMeter> meter(
        std::in_place, spdlog::should_log(spdlog::level::info), output::ProgressStyle::share);
    superconductor::RunOptions run_options;
    run_options.processes = ranks;
    run_options.progress = [&](std::size_t done, std::size_t all) { meter->show(done, all); };
    const auto run = superconductor::run_superconductor(file, run_options);
    meter.reset();
    if (is_first)
        write(options, directory, file, run);
    return success;
}

} // namespace

int superconductor_command(const CoefficientsOptions& options) {
    const auto ranks = sweep::Ranks::join();
    if (math::is_first(ranks.get()))
        return run_on(ranks.get(), options);
    spdlog::set_level(spdlog::level::off);
    try {
        return run_on(ranks.get(), options);
    } catch (const std::exception&) {
        return success; // the first rank tells what is wrong, and has the exit code
    }
}

} // namespace sidejump::cli
