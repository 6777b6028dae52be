#include "cli/commands.hpp"
#include "sidejump/output/atomic_file.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace sidejump::cli {

int coefficients_command(const CoefficientsOptions& options) {
    const auto run = output::run_coefficients(coefficients::read_alloy_file(options.file));
    const std::string json = output::result_json(run).dump(2) + "\n";
    const std::filesystem::path directory =
        options.out.empty() ? std::filesystem::path(options.file).stem().string() + "-results"
                            : options.out;
    const std::filesystem::path result = directory / "result.json";
    output::write_atomically(result, json);

    fmt::print("{}", options.json ? json : output::result_table(run));
    for (const auto& warning : run.warnings)
        spdlog::warn("{}", warning);
    spdlog::info("wrote {}", result.string());
    if (std::all_of(run.checks.begin(), run.checks.end(),
                    [](const auto& check) { return check.passed(); }))
        return success;
    spdlog::error("a consistency check failed: do not use these results");
    return run_failed;
}

} // namespace sidejump::cli
