// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <stdexcept>

namespace sidejump::superconductor {
namespace {

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

/// A solution with a gap at a parameter of a branch; nothing if it is normal there, or not found.
std::optional<usadel::SelfConsistentState> solution_with_gap(const StudyContext& context,
                                                             double parameter) {
    const StudyInput& study = context.file.input.study;
    const SolverInput& solver = context.file.input.solver;
    const SuperconductingModel model = model_at(context, parameter);
    const double temperature = temperature_at(study, parameter);
    usadel::GapOptions options = gap_options(solver, model.structure.nodes.size());
    // The frequencies of the start go all the way, in proportion to the temperature.
    const double lowest =
        std::min(temperature_at(study, *study.from), temperature_at(study, *study.to));
    options.cut_off = usadel::cut_off_for(model.structure, temperature, solver.matsubara_accuracy) *
                      temperature / lowest;
    auto solution = usadel::self_consistent_state(model.structure, temperature,
                                                  starting_order(model, temperature), options);
    const auto vanishes = [](const Complex& order) { return order == 0.0; };
    if (std::ranges::all_of(solution.state.order_parameters, vanishes))
        return std::nullopt;
    return solution;
}

/// @throws input::InputError if there is no gap, with a parameter at which there is one
usadel::SelfConsistentState start_of_branch(const StudyContext& context) {
    constexpr int samples = 12;
    const StudyInput& study = context.file.input.study;
    const double from = study.from.value();
    if (auto solution = solution_with_gap(context, from))
        return std::move(*solution);
    std::string advice = "nor is one found on the way to `to`";
    for (int k = 1; k <= samples; ++k) {
        const double parameter = from + (study.to.value() - from) * k / samples;
        try {
            if (solution_with_gap(context, parameter)) {
                advice = fmt::format("there is one at {:.4g}", parameter);
                break;
            }
        } catch (const std::runtime_error&) {
            continue; // it need not converge everywhere
        }
    }
    study.from_place.fail("a start at which there is a gap, which the branch follows",
                          fmt::format("the normal state at {:.6g}, temperature {:.6g}; {}", from,
                                      temperature_at(study, from), advice));
}

/// Tells why a branch does not end at `to`.
void warn_of_end(const StudyContext& context, const usadel::Branch& branch, int most_steps) {
    const StudyInput& study = context.file.input.study;
    const double end = branch.points.back().parameter;
    if (end == study.to)
        return;
    const std::string reason = [&]() -> std::string {
        if (branch.end == usadel::BranchEnd::gap)
            return "where its pair potential vanishes";
        if (branch.end == usadel::BranchEnd::steps)
            return fmt::format("after {} steps; a branch over a smaller range has shorter ones",
                               most_steps);
        return branch.folds.empty() ? "as the next solution was not found"
                                    : "where a fold has led it back to";
    }();
    context.run.warnings.push_back(fmt::format(
        "the branch does not reach {:.6g}: it ends at {:.6g}, {}", *study.to, end, reason));
}

/// @throws input::InputError if a grid, the finer one included, is too large for a branch
void check_number_of_nodes(const StudyContext& context, const SuperconductingModel& model) {
    const bool finer = context.grid.refinements == 0 && context.file.input.has_grid_check();
    const std::size_t nodes =
        finer ? build_model(context.file, {.refinements = 1}).structure.nodes.size()
              : model.structure.nodes.size();
    if (nodes <= most_nodes_of_newton)
        return;
    const input::Place& place = context.file.input.study.place;
    place.entry("kind", place.line)
        .fail(fmt::format("a grid of at most {} nodes for a branch, whose factors at all "
                          "frequencies are kept",
                          most_nodes_of_newton),
              fmt::format("{}{}; a study of kind = \"equilibrium\" takes more, and a sweep has it "
                          "at several parameters",
                          nodes,
                          finer ? " on the grid twice as fine of the grid_check, which can be "
                                  "switched off in [solver]"
                                : ""));
}

} // namespace

void run_branch(const StudyContext& context) {
    SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    check_number_of_nodes(context, model);
    const double from = study.from.value();
    const double to = study.to.value();
    const auto start = start_of_branch(context);
    usadel::StructureFamily family;
    family.structure = [&](double parameter) { return model_at(context, parameter).structure; };
    family.temperature = [&](double parameter) { return temperature_at(study, parameter); };
    family.scale = std::abs(to - from);
    usadel::BranchOptions options;
    options.lowest = std::min(from, to);
    options.highest = std::max(from, to);
    options.forwards = to > from;
    options.tolerance = context.file.input.solver.gap_tolerance;
    options.points = static_cast<std::size_t>(study.points);
    const usadel::Branch branch = usadel::follow_branch(family, from, start.state, options);
    warn_of_end(context, branch, options.most_steps);
    run.branch =
        BranchCourse{branch.folds.size(), branch.end, branch.points.back().parameter == to};
    for (std::size_t k = 0; k < branch.points.size(); ++k) {
        report(context, k, branch.points.size());
        const auto& point = branch.points[k];
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
        if (context.with_fields)
            run.fields.push_back(fields_of(model, solution.state));
    }
    for (const double fold : branch.folds)
        run.findings.push_back(finding(study.kind, model, "fold", fold));
}

} // namespace sidejump::superconductor
