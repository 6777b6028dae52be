// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.hpp"
#include "sidejump/coefficients/gold_standards.hpp"
#include "sidejump/output/coefficients_report.hpp"

#include <fmt/format.h>
#include <string_view>

namespace sidejump::cli {

int verify_command(bool json) {
    const auto standards = coefficients::gold_standards();
    std::size_t failed = 0;
    for (const auto& standard : standards)
        failed += standard.passed() ? 0U : 1U;
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const auto& standard : standards)
            list.push_back({{"group", standard.group},
                            {"quantity", standard.quantity},
                            {"expected", standard.expected},
                            {"found", standard.found},
                            {"error", standard.error()},
                            {"tolerance", standard.tolerance},
                            {"passed", standard.passed()}});
        const nlohmann::ordered_json report = {
            {"program", output::program_json()}, {"failed", failed}, {"standards", list}};
        fmt::print("{}\n", report.dump(2));
        return failed == 0 ? success : run_failed;
    }
    std::string_view group;
    for (const auto& standard : standards) {
        if (group != standard.group) {
            group = standard.group;
            fmt::print("{}{}\n  {:<44}{:>19}{:>19}{:>9}{:>9}\n",
                       &standard == &standards[0] ? "" : "\n", group, "quantity", "expected",
                       "found", "error", "allowed");
        }
        fmt::print("  {:<44}{:>19.11g}{:>19.11g}{:>9.1e}{:>9.1e}  {}\n", standard.quantity,
                   standard.expected, standard.found + 0.0, standard.error(), standard.tolerance,
                   standard.passed() ? "passed" : "FAILED");
    }
    fmt::print("\n{} of {} gold standards reproduced\n", standards.size() - failed,
               standards.size());
    return failed == 0 ? success : run_failed;
}

} // namespace sidejump::cli
