// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <cmath>
#include <numbers>

namespace sidejump::usadel {
namespace {

/// Re (S - S_normal) + 2 |Delta|^2/omega of all that pairs, less what GapEquation takes away for
/// metals that mix.
double summand(const DiscreteStructure& structure, const EquilibriumState& state,
               const DiscreteAction& couplings, const std::vector<double>& mixing,
               std::size_t point) {
    const double frequency = state.points.points[point].frequency;
    DiscreteAction action = couplings;
    structure.set_sources(action, frequency, state.order_parameters);
    double value = action.value_above_normal(state.frames[point]).real();
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        const NodeMatter& node = structure.nodes[n];
        if (!couplings.is_held(n) && node.weight > 0.0)
            value += 2.0 * std::norm(node.pair_potential) / (node.weight * frequency);
    }
    std::vector<Complex> sums(structure.nodes.size(), 0.0);
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        const PairingSite& site = structure.sites[s];
        if (couplings.is_held(site.node))
            continue;
        const double square = 2.0 * site.weight * std::norm(state.order_parameters[s]);
        value += square / frequency;
        if (mixing[site.node] > 0.0)
            value -= square / (frequency + mixing[site.node]);
        sums[site.node] += site.weight * state.order_parameters[s];
    }
    for (std::size_t n = 0; n < structure.nodes.size(); ++n)
        if (mixing[n] > 0.0)
            value +=
                2.0 * std::norm(sums[n]) / (structure.nodes[n].weight * (frequency + mixing[n]));
    return value;
}

} // namespace

double free_energy(const DiscreteStructure& structure, const EquilibriumState& state) {
    const DiscreteAction couplings = structure.action();
    const std::vector<double> mixing = mixing_rates(structure);
    std::vector<double> summands(state.frames.size());
    math::parallel_for(summands.size(), [&](std::size_t p) {
        summands[p] = summand(structure, state, couplings, mixing, p);
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
