// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/superconductor_run.hpp"

#include "sidejump/impurity/species_report.hpp"
#include "sidejump/superconductor/file_checks.hpp"
#include "sidejump/superconductor/model_builder.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"

#include <algorithm>
#include <cmath>
#include <set>

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

/// Columns that are compared together: components of one vector, and currents that balance.
std::string group_of(const std::string& column) {
    if (column.starts_with("spin_"))
        return "spin";
    if (column.starts_with("current_") && column != "current_across")
        return "current";
    return column;
}

/// Whether pair potentials are given that no solution changes. Their energy is most of the free
/// energy, and the grid at their edges most of its error.
bool has_rigid_ends(const SuperconductorFile& file) {
    const SuperconductorInput& input = file.input;
    const auto& metals = file.metals.metals;
    for (const auto* end : {&input.left, &input.right, &input.bottom, &input.top})
        if (is_reservoir(*end)) {
            const Metal& metal = metals[metal_of((*end)->metal.value(), file.metals)];
            if (metal.critical_temperature > 0.0 || metal.pair_potential != 0.0)
                return true;
        }
    return std::ranges::any_of(metals_inside(input), [&](const input::PlacedText* name) {
        return metals[metal_of(*name, file.metals)].pair_potential != 0.0;
    });
}

/// Whether a quantity is what a study is about.
bool is_subject(const std::string& group, const SuperconductorFile& file) {
    switch (file.input.study.kind) {
    case StudyKind::current_phase:
        return group == "current";
    case StudyKind::spectrum:
        return group == "pair_potential";
    case StudyKind::equilibrium:
    case StudyKind::critical_temperature:
    case StudyKind::branch:
        break;
    }
    return group != "free_energy" || !has_rigid_ends(file);
}

/// A quantity and its largest change on a finer grid, over its largest value.
struct GridChange {
    std::string name;
    double value = 0.0;
    double change = 0.0;

    [[nodiscard]] double relative() const { return value > 0.0 ? change / value : 0.0; }
};

/// What is compared: the subjects of a study, those that are not rounding, and its findings. What
/// the tolerance of the gap equation explains is no change.
std::vector<GridChange> grid_changes(const SuperconductorFile& file, const SuperconductorRun& run) {
    std::vector<GridChange> all;
    const auto add = [&](const std::string& name, double value, double change) {
        auto known = std::ranges::find(all, name, &GridChange::name);
        if (known == all.end())
            known = all.insert(all.end(), {name});
        known->value = std::max(known->value, std::abs(value));
        known->change = std::max(known->change, std::abs(change));
    };
    for (const Column& column : run.points.columns)
        if (!column.grid_changes.empty() && is_subject(group_of(column.name), file) &&
            !run.points.is_rounding(column))
            for (std::size_t row = 0; row < column.values.size(); ++row) {
                // At the phase pi a current is what the gap equation leaves over, on either grid.
                const double change = column.grid_changes[row];
                const double unsolved = file.input.solver.gap_tolerance * column.drive;
                add(group_of(column.name), column.values[row],
                    std::abs(change) > unsolved ? change : 0.0);
            }
    for (const Finding& finding : run.findings)
        if (std::isfinite(finding.grid_change))
            add(finding.name, finding.value, finding.grid_change);
    return all;
}

/// @returns the quantity that changes most
GridChange compare_grids(const SuperconductorFile& file, SuperconductorRun& run,
                         const SuperconductorRun& fine) {
    for (Column& column : run.points.columns) {
        const Column* other = fine.points.find(column.name);
        if (other == nullptr || other->values.size() != column.values.size())
            continue;
        column.grid_changes.resize(column.values.size());
        for (std::size_t row = 0; row < column.values.size(); ++row)
            column.grid_changes[row] = other->values[row] - column.values[row];
    }
    for (Finding& finding : run.findings)
        for (const Finding& other : fine.findings)
            if (other.name == finding.name)
                finding.grid_change = other.value - finding.value;
    const std::vector<GridChange> all = grid_changes(file, run);
    const auto worst = std::ranges::max_element(all, {}, &GridChange::relative);
    return worst == all.end() ? GridChange{} : *worst;
}

/// Takes the warnings of the finer grid that have no like on the grid of the study.
void add_warnings(SuperconductorRun& run, const SuperconductorRun& fine) {
    std::set<std::string> known;
    for (const std::string& warning : run.warnings)
        known.insert(impurity::without_numbers(warning));
    for (const std::string& warning : fine.warnings)
        if (!known.contains(impurity::without_numbers(warning)))
            run.warnings.push_back("on the grid twice as fine: " + warning);
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
        add_warnings(run, fine);
        most_changed = worst.name;
    }
    for (const std::string& warning : certificate.judge(file.input.solver, most_changed))
        run.warnings.push_back(warning);
    run.certificate = certificate.checks();
    return run;
}

} // namespace sidejump::superconductor
