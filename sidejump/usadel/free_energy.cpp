// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::usadel {
namespace {

/// Re (S - S_normal) + 2 |Delta|^2/omega of all that pairs.
double summand(const DiscreteStructure& structure, const EquilibriumState& state,
               const DiscreteAction& couplings, std::size_t point) {
    const double frequency = state.points.points[point].frequency;
    DiscreteAction action = couplings;
    structure.set_sources(action, frequency, state.order_parameters);
    double value = action.value_above_normal(state.frames[point]).real();
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        const NodeMatter& node = structure.nodes[n];
        if (!couplings.is_held(n) && node.weight > 0.0)
            value += 2.0 * std::norm(node.pair_potential) / (node.weight * frequency);
    }
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        if (!couplings.is_held(structure.sites[s].node))
            value +=
                2.0 * structure.sites[s].weight * std::norm(state.order_parameters[s]) / frequency;
    return value;
}

} // namespace

double free_energy(const DiscreteStructure& structure, const EquilibriumState& state) {
    const DiscreteAction couplings = structure.action();
    std::vector<double> summands(state.frames.size());
    math::parallel_for(summands.size(), [&](std::size_t p) {
        summands[p] = summand(structure, state, couplings, p);
    });
    double sum = 0.0;
    for (std::size_t p = 0; p < summands.size(); ++p)
        sum += state.points.points[p].weight * summands[p];
    double energy = std::numbers::pi * state.temperature * sum;
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        const PairingSite& site = structure.sites[s];
        if (site.critical_temperature > 0.0 && !couplings.is_held(site.node))
            energy += site.weight * std::norm(state.order_parameters[s]) *
                      std::log(state.temperature / site.critical_temperature);
    }
    return energy;
}

} // namespace sidejump::usadel
