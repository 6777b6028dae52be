// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconductor_run.hpp"

#include "sidejump/superconductor/grid_comparison.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::superconductor {
namespace {

void run_study(const StudyContext& context) {
    switch (context.file.input.study.kind) {
    case StudyKind::equilibrium:
        return run_equilibrium(context);
    case StudyKind::spectrum:
        return run_spectrum(context);
    case StudyKind::critical_temperature:
        return run_critical_temperature(context);
    case StudyKind::current_phase:
        return run_current_phase(context);
    case StudyKind::branch:
        return run_branch(context);
    }
}

} // namespace

std::string titled(const std::string& name, const std::string& unit) {
    return unit.empty() ? name : name + " [" + unit + "]";
}

Column& ResultTable::column(const std::string& name, const std::string& unit,
                            const std::string& meaning, double scale) {
    const auto known = std::ranges::find(columns, name, &Column::name);
    if (known != columns.end())
        return *known;
    columns.push_back({name, unit, meaning, scale, {}, {}});
    return columns.back();
}

bool ResultTable::is_rounding(const Column& column) const {
    constexpr double rounding = 1e-12;
    const auto largest = [](const Column& of) {
        double value = 0.0;
        for (const double entry : of.values)
            value = std::max(value, std::abs(entry / of.scale));
        return value;
    };
    double scale = 0.0;
    for (const Column& other : columns)
        scale = std::max(scale, largest(other));
    return largest(column) <= rounding * scale;
}

const Column* ResultTable::find(const std::string& name) const {
    const auto known = std::ranges::find(columns, name, &Column::name);
    return known == columns.end() ? nullptr : &*known;
}

SuperconductorRun run_superconductor(const SuperconductorFile& file, const RunOptions& options) {
    SuperconductorRun run;
    Certificate certificate;
    std::string most_changed; ///< on a finer grid
    const Progress& progress = options.progress;
    const bool is_first = math::is_first(options.processes);
    if (!is_first && file.input.study.kind != StudyKind::spectrum)
        return run;
    const bool comparable = file.input.has_grid_check();
    // A grid twice as fine takes about twice as long in one dimension, four times in two.
    const double finer = file.input.structure.kind == StructureKind::plane ? 4.0 : 2.0;
    const auto part = [&](double from, double share) -> Progress {
        if (!progress)
            return {};
        return [&progress, from, share](std::size_t done, std::size_t all) {
            constexpr double steps = 1000.0;
            progress(static_cast<std::size_t>(
                         steps * (from + share * static_cast<double>(done) /
                                             static_cast<double>(std::max<std::size_t>(all, 1)))),
                     static_cast<std::size_t>(steps));
        };
    };
    const double share = comparable ? 1.0 / (1.0 + finer) : 1.0;
    run_study({file, {}, file.input.output.fields, options, part(0.0, share), run, certificate});
    if (comparable && is_first) {
        SuperconductorRun fine;
        Certificate unused;
        RunOptions coarse_only = options;
        coarse_only.processes = nullptr;
        coarse_only.densities_of_states = false;
        run_study(
            {file, {.refinements = 1}, false, coarse_only, part(share, 1.0 - share), fine, unused});
        const GridChange worst = compare_grids(file, run, fine);
        certificate.add("grid", worst.relative());
        add_warnings_of_finer_grid(run, fine);
        most_changed = worst.name;
    }
    for (const std::string& warning : certificate.judge(file.input.solver, most_changed))
        run.warnings.push_back(warning);
    run.certificate = certificate.checks();
    return run;
}

} // namespace sidejump::superconductor
