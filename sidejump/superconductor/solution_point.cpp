// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace sidejump::superconductor {

std::vector<Column> point_columns(const SuperconductingModel& model) {
    const ResultUnits units(model);
    std::vector<Column> columns;
    const auto add = [&](const std::string& name, const ResultUnit& unit,
                         const std::string& meaning) {
        if (std::ranges::find(columns, name, &Column::name) == columns.end())
            columns.push_back({name, unit.name, meaning, unit.factor, {}, {}});
    };
    add("pair_potential", units.energy(), "largest |Delta|");
    add("free_energy", units.free_energy(), "that of the normal state taken away");
    for (const ReservoirLaw& law : model.reservoirs)
        if (law.end != ReservoirLaw::axis)
            add("current_" + law.end, units.current(), "charge current that leaves the reservoir");
    if (model.plane.vertices[0] == 0)
        add("current_across", units.current_across(),
            "charge current along the phase gradient, "
            "through a line across layers or from the axis of a disc");
    for (const char axis : {'x', 'y', 'z'})
        add(fmt::format("spin_{}", axis), units.spin(),
            "dF/dh: minus the sum of sigma beyond the normal state's");
    return columns;
}

void add_point(SuperconductorRun& run, const SuperconductingModel& model,
               const usadel::SelfConsistentState& solution) {
    const usadel::DiscreteStructure& structure = model.structure;
    const usadel::EquilibriumState& state = solution.state;
    for (const Column& column : point_columns(model))
        run.points.column(column.name, column.unit, column.meaning, column.scale);
    const auto add = [&](const std::string& name, double value) {
        Column& column = *std::ranges::find(run.points.columns, name, &Column::name);
        column.values.push_back(column.scale * value);
    };
    double largest = 0.0;
    const auto potentials = pair_potentials(structure, state.order_parameters);
    for (const Complex potential : potentials)
        largest = std::max(largest, std::abs(potential));
    add("pair_potential", largest);
    add("free_energy", usadel::free_energy(structure, state));
    double drive = 0.0;
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        drive += structure.sites[s].weight * std::norm(state.order_parameters[s]);
    for (Column& column : run.points.columns)
        if (column.name.starts_with("current_"))
            column.drive = std::max(column.drive, column.scale * drive);

    std::map<std::string, double> leaving; // a side of a plane is held at many nodes
    if (!model.reservoirs.empty()) {
        const usadel::ChargeCurrents currents = usadel::charge_currents(structure, state);
        for (std::size_t r = 0; r < model.reservoirs.size(); ++r)
            if (model.reservoirs[r].end != ReservoirLaw::axis)
                leaving[model.reservoirs[r].end] += currents.outflow[structure.reservoirs[r].node];
    }
    for (const auto& [end, current] : leaving)
        add("current_" + end, current);
    if (model.plane.vertices[0] == 0)
        add("current_across", current_across(model, state));
    Eigen::Vector3d spin = Eigen::Vector3d::Zero();
    const auto densities = usadel::spin_densities(structure, state);
    for (std::size_t n = 0; n < densities.size(); ++n)
        spin += structure.nodes[n].weight * densities[n];
    for (const int a : {0, 1, 2})
        add(fmt::format("spin_{}", "xyz"[a]), spin(a));
}

} // namespace sidejump::superconductor
