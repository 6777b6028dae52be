// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/equilibrium_study.hpp"

#include "sidejump/superconductor/plane_refinement.hpp"
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/superconductor/vortex_count.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace sidejump::superconductor {
namespace {

/// The gaps of the metals of the sites by themselves, with the phases of the start. A phase
/// gradient breaks pairs in them as it does in reservoirs.
std::vector<Complex> bulk_order(const SuperconductingModel& model, const SuperconductorFile& file,
                                double temperature) {
    std::map<std::size_t, double> gap_of_metal;
    std::vector<Complex> order(model.structure.sites.size());
    for (std::size_t s = 0; s < order.size(); ++s) {
        const std::size_t number = model.site_metal[s];
        if (!gap_of_metal.contains(number)) {
            const Metal& metal = file.metals.metals[number];
            usadel::Reservoir bulk;
            bulk.exchange_field = metal.field();
            bulk.spin_orbit_rate = metal.spin_orbit_rate;
            bulk.orbital_rate = metal.orbital_rate +
                                0.5 * metal.diffusion * model.phase_gradient * model.phase_gradient;
            bulk.spin_flip_rate = metal.spin_flip_rate;
            gap_of_metal[number] =
                bulk_gap(bulk, metal.critical_temperature, temperature, file.input.solver);
        }
        // The start is that of zero temperature, less in the cores of vortices.
        const double full = bcs_ratio * model.structure.sites[s].critical_temperature;
        if (full > 0.0)
            order[s] = gap_of_metal[number] / full * model.starting_order[s];
    }
    return order;
}

} // namespace

usadel::GapOptions gap_options(const SolverInput& solver, std::size_t nodes) {
    usadel::GapOptions options;
    options.only_stable = solver.stable;
    const bool mixes = solver.method == SolverMethod::automatic
                           ? nodes > most_nodes_of_newton
                           : solver.method == SolverMethod::anderson;
    options.method = mixes ? usadel::GapMethod::anderson : usadel::GapMethod::newton;
    options.tolerance = solver.gap_tolerance;
    options.largest_steps = solver.largest_iterations;
    options.frequency_error = solver.matsubara_accuracy;
    return options;
}

std::vector<Complex> starting_order(const SuperconductingModel& model, double temperature) {
    std::vector<Complex> order = usadel::bulk_order_parameters(model.structure, temperature);
    for (std::size_t s = 0; s < order.size(); ++s) {
        const double full = bcs_ratio * model.structure.sites[s].critical_temperature;
        if (full > 0.0)
            order[s] = std::abs(order[s]) * model.starting_order[s] / full;
    }
    return order;
}

double bulk_gap(const usadel::Reservoir& metal, double critical_temperature, double temperature,
                const SolverInput& solver) {
    if (!(critical_temperature > temperature))
        return 0.0;
    usadel::DiscreteStructure structure;
    structure.nodes.push_back({.weight = 1.0,
                               .exchange_field = metal.exchange_field,
                               .spin_orbit_rate = metal.spin_orbit_rate,
                               .orbital_rate = metal.orbital_rate,
                               .spin_flip_rate = metal.spin_flip_rate});
    structure.sites.push_back({0, 1.0, critical_temperature});
    usadel::GapOptions options = gap_options(solver, 1);
    options.method = usadel::GapMethod::newton;
    const auto solution = usadel::self_consistent_state(
        structure, temperature, {bcs_ratio * critical_temperature}, options);
    return std::abs(solution.state.order_parameters.front());
}

usadel::SelfConsistentState solve_equilibrium(SuperconductingModel& model,
                                              const SuperconductorFile& file, double temperature,
                                              const std::vector<Complex>& start, double extra_phase,
                                              double cut_off) {
    const SolverInput& solver = file.input.solver;
    const ModelSetting setting{
        [&](SuperconductingModel& of) {
            of.set_reservoirs(
                [&](const usadel::Reservoir& reservoir, double critical_temperature) {
                    return bulk_gap(reservoir, critical_temperature, temperature, solver);
                },
                extra_phase);
        },
        [&](const SuperconductingModel& of) { return starting_order(of, temperature); }};
    setting.set_reservoirs(model);
    usadel::GapOptions options = gap_options(solver, model.structure.nodes.size());
    options.cut_off = cut_off;
    if (file.input.study.self_consistent) {
        if (start.empty() && options.method == usadel::GapMethod::anderson)
            if (auto state = state_from_coarser_grids(model, file, temperature, setting, options))
                return usadel::self_consistent_state(model.structure, std::move(*state), options);
        return usadel::self_consistent_state(
            model.structure, temperature,
            start.empty() ? starting_order(model, temperature) : start, options);
    }
    const auto points = usadel::endless_matsubara_points(
        temperature,
        cut_off > 0.0
            ? cut_off
            : usadel::cut_off_for(model.structure, temperature, solver.matsubara_accuracy),
        usadel::matsubara_rule(solver.matsubara_accuracy));
    usadel::SelfConsistentState solution;
    solution.state = usadel::solved_state(model.structure, temperature, points,
                                          bulk_order(model, file, temperature));
    for (const Complex order : solution.state.order_parameters)
        solution.report.superconducting |= order != 0.0;
    return solution;
}

SuperconductingModel begin_study(const StudyContext& context) {
    SuperconductingModel model = build_model(context.file, context.grid);
    require_reciprocity(context.file, model);
    SuperconductorRun& run = context.run;
    const ResultUnits units(model);
    run.nodes = model.structure.nodes.size();
    run.energy_unit = units.energy().name;
    run.length_unit = units.length().name;
    run.quadrilaterals = quadrilaterals(model.plane);
    run.warnings = model.warnings;
    return model;
}

void check_solution(const StudyContext& context, const SuperconductingModel& model,
                    const usadel::SelfConsistentState& solution) {
    const bool self_consistent = context.file.input.study.self_consistent;
    context.certificate.add(model.structure, solution, self_consistent);
    if (!self_consistent)
        return;
    const auto warning = change_of_vortices(model, solution.state.order_parameters);
    if (warning && std::ranges::find(context.run.warnings, *warning) == context.run.warnings.end())
        context.run.warnings.push_back(*warning);
}

namespace {

/// Whether nothing drives a pair potential, so that the free energy is measured from a state of the
/// same structure.
bool finds_all_pairs(const SuperconductingModel& model) {
    return model.reservoirs.empty() &&
           std::ranges::all_of(model.structure.nodes,
                               [](const auto& node) { return node.pair_potential == 0.0; });
}

} // namespace

void run_equilibrium(const StudyContext& context) {
    SuperconductingModel model = begin_study(context);
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const std::vector<double>& temperatures = study.temperature.value();
    for (std::size_t t = 0; t < temperatures.size(); ++t) {
        report(context, t, temperatures.size());
        const auto solution = solve_equilibrium(model, context.file, temperatures[t]);
        run.points.column("temperature", run.energy_unit, "temperature")
            .values.push_back(temperatures[t]);
        add_point(run, model, solution);
        check_solution(context, model, solution);
        const Column& energy = *run.points.find("free_energy");
        if (study.self_consistent && finds_all_pairs(model) && energy.values.back() > 0.0)
            run.warnings.push_back(fmt::format(
                "at the temperature {:.6g} the solution has a free energy above that of the normal "
                "state: it is metastable, and normal in equilibrium",
                temperatures[t]));
        check_reciprocity(context, solution.state.order_parameters, temperatures[t]);
        if (context.with_fields)
            run.fields.push_back(fields_of(model, solution.state));
    }
}

} // namespace sidejump::superconductor
