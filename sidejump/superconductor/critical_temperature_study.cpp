// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/study_setup.hpp"
#include "sidejump/usadel/critical_temperature_check.hpp"

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

/// Whether free energies cross where they are said to, and the laws of the solution there.
void check_first_order(const StudyContext& context, const usadel::DiscreteStructure& structure,
                       const usadel::Transition& transition) {
    const usadel::Coexistence found = usadel::coexistence(structure, transition);
    context.certificate.add("coexistence", std::abs(found.temperature - transition.temperature) /
                                               largest_critical_temperature(structure));
    context.certificate.add(structure, found.solution, true);
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
    // The certificate is that of the grid of the study.
    const bool is_checked = context.grid.refinements == 0;
    if (is_checked)
        context.certificate.add(
            structure, linear ? usadel::check_critical_temperature(structure, *linear)
                              : usadel::check_normal_state(structure, options.lowest * scale));
    if (!context.options.first_order)
        return;
    if (structure.nodes.size() > most_nodes_of_bisection) {
        run.warnings.push_back("transitions of first order were not looked for: the grid is large");
        return;
    }
    report(context, 1, 2);
    const auto transition =
        usadel::find_transition(structure, linear, usadel::GapCriterion::lowest, options.lowest);
    run.findings.push_back(finding(study.kind, model, "transition_temperature",
                                   transition ? transition->temperature : 0.0));
    if (is_checked && transition && !transition->order_parameters.empty())
        check_first_order(context, structure, *transition);
}

} // namespace sidejump::superconductor
