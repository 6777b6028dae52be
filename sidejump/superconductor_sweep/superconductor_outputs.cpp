// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor_sweep/superconductor_outputs.hpp"

#include "sidejump/superconductor/certificate.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::superconductor_sweep {
namespace {

using superconductor::Column;
using superconductor::Finding;
using superconductor::StudyKind;
using superconductor::SuperconductorRun;

/// Fewer phases have no largest current between them.
constexpr std::size_t fewest_phases = 3;

void require_unit(const std::string& name, const std::string& found, const std::string& expected) {
    if (found != expected)
        throw std::runtime_error(fmt::format("{} has the unit \"{}\" at this point, and \"{}\" "
                                             "with the file as it is",
                                             name, found, expected));
}

const Finding* find(const SuperconductorRun& run, const std::string& name,
                    const std::string& unit) {
    const auto found = std::ranges::find(run.findings, name, &Finding::name);
    if (found == run.findings.end())
        return nullptr;
    require_unit(name, found->unit, unit);
    return &*found;
}

const Column& column_of(const SuperconductorRun& run, const std::string& name,
                        const std::string& unit) {
    const Column* column = run.points.find(name);
    if (column == nullptr)
        throw std::runtime_error(fmt::format("no {} at this point", name));
    if (column->values.size() != 1)
        throw std::runtime_error(fmt::format("{} has {} values at this point, not a single one",
                                             name, column->values.size()));
    require_unit(name, column->unit, unit);
    return *column;
}

std::string on_finer_grid(const std::string& name) {
    return fmt::format("how much {} changes on a grid twice as fine", name);
}

} // namespace

SuperconductorOutputs::SuperconductorOutputs(const superconductor::SuperconductorFile& file,
                                             const superconductor::SuperconductingModel& model) {
    const bool grid_check = file.input.has_grid_check();
    const auto& study = file.input.study;
    const bool phases = study.kind == StudyKind::current_phase;
    const std::size_t rows = !phases ? 1 : study.phases ? study.phases->size() : fewest_phases;
    if (!phases || rows >= fewest_phases)
        add_findings(file, model);
    if (study.kind != StudyKind::critical_temperature && rows == 1)
        add_columns(model, grid_check);
    add_certificate(study.kind, grid_check, file.input.solver.reciprocity_check);
    add("nodes", "", "nodes of the grid",
        [](const SuperconductorRun& run) { return static_cast<double>(run.nodes); });
}

void SuperconductorOutputs::add_findings(const superconductor::SuperconductorFile& file,
                                         const superconductor::SuperconductingModel& model) {
    for (const Finding& declared :
         superconductor::declared_findings(file.input.study.kind, model)) {
        const auto& [name, unit, meaning, value, change] = declared;
        const bool first_order = name == "transition_temperature";
        add(name, unit, meaning,
            [name = name, unit = unit](const SuperconductorRun& run) {
                const Finding* found = find(run, name, unit);
                return found != nullptr ? found->value : superconductor::unknown;
            },
            {.grid_check = false, .first_order = first_order});
        if (!file.input.has_grid_check())
            continue;
        add(name + ".grid_change", unit, on_finer_grid(name),
            [name = name, unit = unit](const SuperconductorRun& run) {
                const Finding* found = find(run, name, unit);
                return found != nullptr ? found->grid_change : superconductor::unknown;
            },
            {.grid_check = true, .first_order = first_order});
    }
}

void SuperconductorOutputs::add_columns(const superconductor::SuperconductingModel& model,
                                        bool grid_check) {
    for (const Column& column : superconductor::point_columns(model)) {
        const std::string& name = column.name;
        const std::string& unit = column.unit;
        add(name, unit, column.meaning, [name, unit](const SuperconductorRun& run) {
            return column_of(run, name, unit).values.front();
        });
        if (!grid_check)
            continue;
        add(name + ".grid_change", unit, on_finer_grid(name),
            [name, unit](const SuperconductorRun& run) {
                const auto& changes = column_of(run, name, unit).grid_changes;
                return changes.empty() ? superconductor::unknown : changes.front();
            },
            {.grid_check = true, .first_order = false});
    }
}

void SuperconductorOutputs::add_certificate(StudyKind kind, bool grid_check,
                                            bool reciprocity_check) {
    const bool of_transition = kind == StudyKind::critical_temperature;
    for (const superconductor::Check& law : superconductor::certificate_laws()) {
        const bool first_order = law.name == "coexistence";
        if (law.name == "states" || (law.name == "grid" && !grid_check) ||
            (law.name == "reciprocity" && !reciprocity_check) ||
            ((first_order || law.name == "transition") && !of_transition))
            continue;
        add("certificate." + law.name, "", law.meaning,
            [name = law.name](const SuperconductorRun& run) {
                const auto found =
                    std::ranges::find(run.certificate, name, &superconductor::Check::name);
                return found != run.certificate.end() ? found->value : superconductor::unknown;
            },
            // Of Tc itself there is none of a solution with a gap.
            {.grid_check = law.name == "grid",
             .first_order = first_order || (of_transition && law.name == "gap_equation")});
    }
}

} // namespace sidejump::superconductor_sweep
