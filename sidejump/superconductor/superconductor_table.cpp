// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconductor_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

constexpr std::size_t most_rows = 24;

std::string table_of_points(const ResultTable& table) {
    std::string text;
    std::vector<const Column*> shown;
    // Nothing but zeros, as the spin without a field, is not shown.
    for (const Column& column : table.columns)
        if (column.name == "pair_potential" || !table.is_rounding(column))
            shown.push_back(&column);
    const auto width = [](const Column& column) {
        return std::max<std::size_t>(titled(column.name, column.unit).size(), 12);
    };
    for (const Column* column : shown)
        text += fmt::format("  {:>{}}", titled(column->name, column->unit), width(*column));
    text += "\n";
    // Of many rows as many as fit, evenly, the first and the last among them.
    const std::size_t rows = table.rows();
    const std::size_t lines = std::min(rows, most_rows);
    for (std::size_t line = 0; line < lines; ++line) {
        const std::size_t row = lines < 2 ? 0 : line * (rows - 1) / (lines - 1);
        for (const Column* column : shown)
            text += fmt::format("  {:>{}.6g}", column->values[row] + 0.0, width(*column));
        text += "\n";
    }
    if (rows > lines)
        text += fmt::format("  ({} of {} rows; all are in the files)\n", lines, rows);
    return text;
}

} // namespace

std::string superconductor_table(const SuperconductorFile& file, const SuperconductorRun& run) {
    std::string text =
        fmt::format("{}, {} of {} node{}\n", name_of(file.input.study.kind),
                    name_of(file.input.structure.kind), run.nodes, run.nodes == 1 ? "" : "s");
    if (!run.findings.empty()) {
        text += "\n";
        std::size_t unit = 0;
        for (const Finding& finding : run.findings)
            unit = std::max(unit, finding.unit.size());
        for (const Finding& finding : run.findings) {
            text += fmt::format("  {:<24} {:>14.8g} {:<{}} {}", finding.name, finding.value + 0.0,
                                finding.unit, unit, finding.meaning);
            if (std::isfinite(finding.grid_change))
                text += fmt::format("; {:+.1e} on a finer grid", finding.grid_change);
            text += "\n";
        }
    }
    if (run.points.rows() > 0)
        text += "\n" + table_of_points(run.points);
    if (run.spectrum)
        text += fmt::format(
            "\n  densities of states at {} {} up to {:.6g}{}{}\n", run.spectrum->energies.size(),
            run.spectrum->energies.size() == 1 ? "energy" : "energies",
            run.spectrum->energies.back(), run.energy_unit.empty() ? "" : " ", run.energy_unit);
    return text + output::certificate_text(run.certificate);
}

} // namespace sidejump::superconductor
