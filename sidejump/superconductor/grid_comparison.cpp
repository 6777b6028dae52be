// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/grid_comparison.hpp"

#include "sidejump/impurity/species_report.hpp"
#include "sidejump/superconductor/file_checks.hpp"
#include "sidejump/superconductor/model_builder.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace sidejump::superconductor {
namespace {

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

/// The course of a branch for a person.
std::string course_in_words(const BranchCourse& course) {
    const std::string end = [&] {
        switch (course.end) {
        case usadel::BranchEnd::gap:
            return "ends where its pair potential vanishes";
        case usadel::BranchEnd::steps:
            return "does not end within its steps";
        case usadel::BranchEnd::bound:
            break;
        }
        return course.reaches_to ? "reaches `to`" : "does not reach `to`";
    }();
    return fmt::format("has {} fold{} and {}", course.folds, course.folds == 1 ? "" : "s", end);
}

/// Whether rows of both runs belong together.
bool have_equal_rows(const SuperconductorRun& run, const SuperconductorRun& fine) {
    // After so many steps each ends somewhere else.
    return !run.branch ||
           (run.branch == fine.branch && run.branch->end != usadel::BranchEnd::steps);
}

} // namespace

GridChange compare_grids(const SuperconductorFile& file, SuperconductorRun& run,
                         const SuperconductorRun& fine) {
    const bool equal_rows = have_equal_rows(run, fine);
    for (Column& column : run.points.columns) {
        const Column* other = fine.points.find(column.name);
        if (!equal_rows || other == nullptr || other->values.size() != column.values.size())
            continue;
        column.grid_changes.resize(column.values.size());
        for (std::size_t row = 0; row < column.values.size(); ++row)
            column.grid_changes[row] = other->values[row] - column.values[row];
    }
    std::map<std::string, std::size_t> next; // of the findings of a name
    for (Finding& finding : run.findings) {
        std::size_t skipped = next[finding.name]++;
        for (const Finding& other : fine.findings)
            if (other.name == finding.name && skipped-- == 0) {
                finding.grid_change = other.value - finding.value;
                break;
            }
    }
    if (!equal_rows) {
        run.warnings.push_back(
            fmt::format("the branch {}; on the grid twice as fine it {}: their points are not "
                        "compared",
                        course_in_words(*run.branch), course_in_words(fine.branch.value())));
        return {"the course of the branch", 1.0, unknown};
    }
    const std::vector<GridChange> all = grid_changes(file, run);
    const auto worst = std::ranges::max_element(all, {}, &GridChange::relative);
    return worst == all.end() ? GridChange{} : *worst;
}

/// Takes the warnings of the finer grid that have no like on the grid of the study.
void add_warnings_of_finer_grid(SuperconductorRun& run, const SuperconductorRun& fine) {
    std::set<std::string> known;
    for (const std::string& warning : run.warnings)
        known.insert(impurity::without_numbers(warning));
    for (const std::string& warning : fine.warnings)
        if (!known.contains(impurity::without_numbers(warning)))
            run.warnings.push_back("on the grid twice as fine: " + warning);
}

} // namespace sidejump::superconductor
