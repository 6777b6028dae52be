// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/density_of_states.hpp"
#include "sidejump/usadel/minigap.hpp"
#include "sidejump/usadel/spectral_currents.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace sidejump::superconductor {
namespace {

/// The largest pair potential, and where there is none the largest other energy.
double energy_scale(const usadel::DiscreteStructure& structure,
                    const std::vector<Complex>& order_parameters) {
    double scale = 0.0;
    for (const Complex potential : pair_potentials(structure, order_parameters))
        scale = std::max(scale, std::abs(potential));
    if (scale > 0.0)
        return scale;
    for (const auto& node : structure.nodes)
        if (node.weight > 0.0)
            scale = std::max(scale, node.exchange_field.norm() / node.weight);
    return scale > 0.0 ? scale : 1.0;
}

/// Layers carry a current from one reservoir to the other.
bool carries_current(const SuperconductingModel& model) {
    return model.dimension == 1 && model.reservoirs.size() == 2;
}

usadel::LocalSpectrum solve_spectrum(const SuperconductingModel& model,
                                     const std::vector<Complex>& order_parameters,
                                     const StudyInput& study, const SolverInput& solver,
                                     math::Processes* processes) {
    const double scale = energy_scale(model.structure, order_parameters);
    usadel::RetardedOptions options;
    options.broadening = study.broadening.value_or(1e-3 * scale);
    options.newton.tolerance = solver.newton_tolerance;
    usadel::SpectrumContents contents;
    contents.nodes.resize(model.structure.nodes.size());
    std::iota(contents.nodes.begin(), contents.nodes.end(), std::size_t{0});
    contents.currents = carries_current(model);
    if (study.energies)
        return usadel::local_spectrum(model.structure, order_parameters, *study.energies, contents,
                                      options, processes);
    usadel::EnergyGrid grid;
    grid.highest = study.largest_energy.value_or(3.0 * scale);
    return usadel::adaptive_spectrum(model.structure, order_parameters, grid, contents, options,
                                     processes);
}

/// The largest of the states that are missing at a node, over the largest energy.
double missing_part(const usadel::LocalSpectrum& spectrum) {
    double worst = 0.0;
    for (const double missing : usadel::missing_states(spectrum))
        worst = std::max(worst, std::abs(missing) / spectrum.energies.back());
    return worst;
}

/// The state in equilibrium, with all that a study of it gives.
/// @returns its order parameters
std::vector<Complex> solve_point(const StudyContext& context, SuperconductingModel& model) {
    SuperconductorRun& run = context.run;
    const StudyInput& study = context.file.input.study;
    const double temperature = study.single_temperature();
    const auto solution = solve_equilibrium(model, context.file, temperature);
    run.points.column("temperature", run.energy_unit, "temperature").values.push_back(temperature);
    add_point(run, model, solution);
    check_solution(context, model, solution);
    if (context.with_fields)
        run.fields.push_back(fields_of(model, solution.state));
    const std::vector<Complex>& order = solution.state.order_parameters;
    check_reciprocity(context, order, temperature);
    // A plane would have to be followed inside its gap by itself, node by node.
    if (model.plane.vertices[0] == 0) {
        try {
            const double gap =
                usadel::minigap(model.structure, order, energy_scale(model.structure, order));
            run.findings.push_back(finding(study.kind, model, "minigap", gap));
        } catch (const std::exception& error) {
            run.warnings.push_back(fmt::format(
                "the minigap was not found: without broadening the solution could not be followed "
                "up to the energy where states begin. That happens where the gap nearly closes, as "
                "at a phase difference near pi; the densities of states show how large it is "
                "there. ({})",
                error.what()));
        }
    }
    return order;
}

/// Gives the state of the first process to the others: order parameters and reservoirs.
void share_state(math::Processes& processes, SuperconductingModel& model,
                 std::vector<Complex>& order) {
    std::vector<double> numbers;
    if (math::is_first(&processes)) {
        for (const Complex& value : order)
            numbers.insert(numbers.end(), {value.real(), value.imag()});
        for (const auto& reservoir : model.structure.reservoirs)
            numbers.insert(numbers.end(),
                           {reservoir.pair_potential.real(), reservoir.pair_potential.imag()});
    }
    numbers = processes.exchange_numbers(numbers).front();
    order.resize(model.structure.sites.size());
    std::size_t place = 0;
    const auto take = [&](Complex& value) {
        value = {numbers.at(place), numbers.at(place + 1)};
        place += 2;
    };
    for (Complex& value : order)
        take(value);
    for (auto& reservoir : model.structure.reservoirs)
        take(reservoir.pair_potential);
}

} // namespace

void run_spectrum(const StudyContext& context) {
    SuperconductorRun& run = context.run;
    math::Processes* processes = context.options.processes;
    SuperconductingModel model = begin_study(context);
    std::vector<Complex> order;
    math::together(processes, [&] {
        if (math::is_first(processes))
            order = solve_point(context, model);
    });
    if (!context.options.densities_of_states)
        return;
    if (processes != nullptr)
        share_state(*processes, model, order);
    report(context, 1, 2);
    const StudyInput& study = context.file.input.study;
    const auto spectrum = solve_spectrum(model, order, study, context.file.input.solver, processes);
    SpectrumResult result;
    result.energies = spectrum.energies;
    for (const std::size_t node : spectrum.nodes) {
        const auto& position = model.structure.nodes[node].position;
        result.positions.push_back({position.x(), position.y()});
    }
    for (const auto& at_energy : spectrum.densities) {
        result.total.emplace_back();
        result.spin.emplace_back();
        for (const auto& density : at_energy) {
            result.total.back().push_back(density.total);
            result.spin.back().push_back({density.spin.x(), density.spin.y(), density.spin.z()});
        }
    }
    if (carries_current(model)) {
        const ResultUnit unit = ResultUnits(model).current();
        result.current_unit = unit.name.empty() ? "" : unit.name + "/K";
        const usadel::ChainJoints joints(model.structure);
        for (const std::size_t first : joints.first_nodes())
            result.current_positions.push_back(0.5 *
                                               (model.structure.nodes[first].position.x() +
                                                model.structure.nodes[first + 1].position.x()));
        for (const auto& at_energy : spectrum.currents) {
            result.current.emplace_back();
            for (const double current : at_energy)
                result.current.back().push_back(unit.factor * current);
        }
    }
    // Where states are missing below the gap they come back above it.
    constexpr double beyond_the_gap = 2.0;
    const bool complete =
        spectrum.energies.front() == 0.0 && spectrum.energies.size() > 2 &&
        spectrum.energies.back() >= beyond_the_gap * energy_scale(model.structure, order);
    if (complete && !study.energies)
        context.certificate.add("states", missing_part(spectrum));
    run.spectrum = std::move(result);
}

} // namespace sidejump::superconductor
