// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/critical_temperature.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {
namespace {

/// Above this many nodes the bisection with the full gap equation takes too long.
constexpr std::size_t most_nodes_of_bisection = 400;

double largest_critical_temperature(const usadel::DiscreteStructure& structure) {
    double largest = 0.0;
    for (const auto& site : structure.sites)
        largest = std::max(largest, site.critical_temperature);
    return largest;
}

/// The temperature of a branch at its parameter.
double temperature_at(const StudyInput& study, double parameter) {
    const double temperature = study.single_temperature();
    return study.parameter == BranchParameter::temperature ? parameter * temperature : temperature;
}

/// The model of a branch at its parameter, reservoirs set.
SuperconductingModel model_at(const StudyContext& context, double parameter) {
    const StudyInput& study = context.file.input.study;
    ModelOptions options = context.grid;
    double extra_phase = 0.0;
    switch (study.parameter.value()) {
    case BranchParameter::temperature:
        break;
    case BranchParameter::exchange_field:
        options.exchange_field = parameter;
        break;
    case BranchParameter::phase:
        extra_phase = parameter;
        break;
    case BranchParameter::phase_gradient:
        options.phase_gradient = parameter;
        break;
    }
    SuperconductingModel model = build_model(context.file, options);
    const double temperature = temperature_at(study, parameter);
    model.set_reservoirs(
        [&](const usadel::Reservoir& reservoir, double critical_temperature) {
            return bulk_gap(reservoir, critical_temperature, temperature,
                            context.file.input.solver);
        },
        extra_phase);
    return model;
}

} // namespace

void run_critical_temperature(const StudyContext& context) {
    const SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const usadel::DiscreteStructure& structure = model.structure;
    const auto is_driven = [](const auto& part) { return part.pair_potential != 0.0; };
    if (std::ranges::any_of(structure.reservoirs, is_driven) ||
        std::ranges::any_of(structure.nodes, is_driven))
        study.place.entry("kind", study.place.line)
            .fail("a structure without prescribed pair potentials and superconducting reservoirs, "
                  "which have no Tc",
                  "one with them");
    const double scale = largest_critical_temperature(structure);
    usadel::CriticalTemperatureOptions options;
    if (study.lowest_temperature)
        options.lowest = *study.lowest_temperature / scale;
    const auto linear = usadel::critical_temperature(structure, options);
    run.findings.push_back(
        finding(study.kind, model, "critical_temperature", linear.value_or(0.0)));
    if (!linear)
        run.warnings.push_back(fmt::format(
            "the normal state is stable down to {:.4g}; a transition of first order is not "
            "excluded by that",
            options.lowest * scale));
    if (!context.options.first_order)
        return;
    if (structure.nodes.size() > most_nodes_of_bisection) {
        run.warnings.push_back("transitions of first order were not looked for: the grid is large");
        return;
    }
    report(context, 1, 2);
    const auto first =
        usadel::transition_temperature(structure, usadel::GapCriterion::lowest, options.lowest);
    run.findings.push_back(
        finding(study.kind, model, "transition_temperature", first.value_or(0.0)));
}

void run_branch(const StudyContext& context) {
    SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const double from = study.from.value();
    const double to = study.to.value();
    model = model_at(context, from);
    SuperconductingModel start_model = model;
    const auto start = usadel::self_consistent_state(
        start_model.structure, temperature_at(study, from),
        starting_order(start_model, temperature_at(study, from)),
        gap_options(context.file.input.solver, start_model.structure.nodes.size()));
    usadel::StructureFamily family;
    family.structure = [&](double parameter) { return model_at(context, parameter).structure; };
    family.temperature = [&](double parameter) { return temperature_at(study, parameter); };
    family.scale = std::abs(to - from);
    usadel::BranchOptions options;
    options.lowest = std::min(from, to);
    options.highest = std::max(from, to);
    options.forwards = to > from;
    options.tolerance = context.file.input.solver.gap_tolerance;
    if (study.points) {
        options.longest_step = std::min(options.longest_step, 2.0 / *study.points);
        options.first_step = std::min(options.first_step, options.longest_step);
        options.most_points = std::max(options.most_points, 10 * *study.points);
    }
    const auto branch = usadel::follow_branch(family, from, start.state, options);
    for (std::size_t k = 0; k < branch.size(); ++k) {
        report(context, k, branch.size());
        const auto& point = branch[k];
        model = model_at(context, point.parameter);
        run.points
            .column("parameter", study.parameter == BranchParameter::phase ? "rad" : "",
                    "what runs along the branch")
            .values.push_back(point.parameter);
        run.points.column("temperature", run.energy_unit, "temperature")
            .values.push_back(temperature_at(study, point.parameter));
        usadel::SelfConsistentState solution;
        solution.state = point.state;
        add_point(run, model, solution);
        context.certificate.add(model.structure, solution, true);
        if (k > 0 && branch[k - 1].direction * point.direction < 0.0)
            run.findings.push_back(finding(study.kind, model, "fold", point.parameter));
        if (context.with_fields)
            run.fields.push_back(fields_of(model, solution.state));
    }
}

} // namespace sidejump::superconductor
