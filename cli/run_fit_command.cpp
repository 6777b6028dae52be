// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/fit/fit_report.hpp"
#include "sidejump/input/names.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/progress.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int validate_fit_command(const ValidateCommandOptions& options,
                         const std::vector<sweep::BaseKind>& kinds, bool speaks) {
    const auto file = fit::read_fit_file(options.file, kinds);
    if (!speaks)
        return success;
    if (options.json)
        fmt::print("{}\n", file.echo.dump(2));
    else
        fmt::print("{}: valid, a fit of {} to {} with {} and {}\n", options.file,
                   file.problem.model->name(), input::counted(file.problem.sets.size(), "curve"),
                   input::counted(file.problem.points(), "point"),
                   input::counted(file.problem.coordinates.size(), "fitted parameter"));
    std::fflush(stdout); // the result first, then what is logged about it
    for (const auto& warning : file.warnings)
        spdlog::warn("{}", warning);
    return success;
}

int run_fit_command(const FitCommandOptions& options, const std::vector<sweep::BaseKind>& kinds,
                    bool speaks) {
    const std::filesystem::path directory = result_directory(options.file, options.out);
    const auto file = fit::read_fit_file(options.file, kinds);
    std::optional<output::ProgressMeter> meter(std::in_place, speaks && !options.quiet,
                                               output::ProgressStyle::share);
    const auto run = fit::run_fit(file, [&](const fit::FitState& state) {
        meter->show(state.done, state.parts, input::counted(state.evaluations, "evaluation"));
    });
    meter.reset();
    if (!speaks)
        return success;
    // Paths may have bytes that are not UTF-8.
    const std::string json =
        fit::fit_json(file, run).dump(2, ' ', false, input::Json::error_handler_t::replace) + "\n";
    output::write_atomically(directory / "curve.csv", fit::curve_csv(file, run));
    // Last, so that it stands for a run whose files are all there.
    output::write_atomically(directory / "fit.json", json);
    fmt::print("{}", options.json ? json : fit::fit_table(file, run));
    std::fflush(stdout);
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    for (const char* name : {"curve.csv", "fit.json"})
        spdlog::info("wrote {}", (directory / name).string());
    return success;
}

} // namespace sidejump::cli
