// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/result_units.hpp"
#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/superconductor_studies.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <cmath>
#include <fmt/format.h>

namespace sidejump::superconductor {

void add_point(SuperconductorRun& run, const SuperconductingModel& model,
               const usadel::SelfConsistentState& solution) {
    const usadel::DiscreteStructure& structure = model.structure;
    const usadel::EquilibriumState& state = solution.state;
    const ResultUnits units(model);
    const auto add = [&](const std::string& name, const ResultUnit& unit,
                         const std::string& meaning, double value) {
        run.points.column(name, unit.name, meaning, unit.factor)
            .values.push_back(unit.factor * value);
    };
    double largest = 0.0;
    const auto potentials = pair_potentials(structure, state.order_parameters);
    for (const Complex potential : potentials)
        largest = std::max(largest, std::abs(potential));
    add("pair_potential", units.energy(), "largest |Delta|", largest);
    add("free_energy", units.free_energy(), "that of the normal state taken away",
        usadel::free_energy(structure, state));

    if (!model.reservoirs.empty()) {
        const usadel::ChargeCurrents currents = usadel::charge_currents(structure, state);
        for (std::size_t r = 0; r < model.reservoirs.size(); ++r) {
            if (model.reservoirs[r].end == ReservoirLaw::axis)
                continue;
            Column& column =
                run.points.column("current_" + model.reservoirs[r].end, units.current().name,
                                  "charge current that leaves the reservoir");
            const double current =
                units.current().factor * currents.outflow[structure.reservoirs[r].node];
            // A side of a plane is held at many nodes.
            const bool same_end = r > 0 && model.reservoirs[r].end == model.reservoirs[r - 1].end;
            if (same_end)
                column.values.back() += current;
            else
                column.values.push_back(current);
        }
    }
    if (model.has_gradient)
        add("current_across", units.current_across(), "charge current along the phase gradient",
            usadel::current_across(structure, state));
    Eigen::Vector3d spin = Eigen::Vector3d::Zero();
    const auto densities = usadel::spin_densities(structure, state);
    for (std::size_t n = 0; n < densities.size(); ++n)
        spin += structure.nodes[n].weight * densities[n];
    for (int a = 0; a < 3; ++a)
        add(fmt::format("spin_{}", "xyz"[a]), units.spin(),
            "dF/dh: minus the sum of sigma beyond the normal state's", spin(a));
}

} // namespace sidejump::superconductor
