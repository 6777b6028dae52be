// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sidejump::cli {
namespace {

// Width of the terminal that stdout is, 0 if it is none.
std::size_t terminal_columns() {
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

} // namespace

int coefficients_command(const CoefficientsOptions& options) {
    const std::filesystem::path result = result_directory(options) / "result.json";
    const auto run = coefficients::run_coefficients(coefficients::read_alloy_file(options.file));
    const std::string json = output::result_json(run).dump(2) + "\n";
    output::write_atomically(result, json);

    fmt::print("{}", options.json ? json : output::result_table(run, terminal_columns()));
    std::fflush(stdout); // the table first, then what is logged about it
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", result.string());
    return success;
}

} // namespace sidejump::cli
