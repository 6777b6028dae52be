// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/discrete_structure.hpp"

#include "sidejump/usadel/usadel_solution.hpp"

#include <stdexcept>

namespace sidejump::usadel {
namespace {

void add_junction(DiscreteAction& action, const Junction& junction) {
    switch (junction.law) {
    case JunctionLaw::tunnel:
        add_link(action, junction.i, junction.j, junction.conductance, junction.phase);
        return;
    case JunctionLaw::transmission:
        add_transmitting_link(action, junction.i, junction.j, junction.conductance,
                              junction.transmission, junction.phase);
        return;
    case JunctionLaw::spin_active:
        add_spin_active_link(action, junction.i, junction.j, junction.conductance,
                             junction.polarisation, junction.phase);
        return;
    }
}

void add_pair_breaking(DiscreteAction& action, std::size_t node, double spin_orbit_rate,
                       double orbital_rate, double spin_flip_rate) {
    if (spin_orbit_rate != 0.0)
        add_spin_orbit_relaxation(action, node, 1.0, spin_orbit_rate);
    if (orbital_rate != 0.0)
        add_orbital_pair_breaking(action, node, 1.0, orbital_rate);
    if (spin_flip_rate != 0.0)
        add_spin_flip_pair_breaking(action, node, 1.0, spin_flip_rate);
}

} // namespace

DiscreteAction DiscreteStructure::action() const {
    DiscreteAction action(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n)
        add_pair_breaking(action, n, nodes[n].spin_orbit_rate, nodes[n].orbital_rate,
                          nodes[n].spin_flip_rate);
    for (const MetalLink& link : links)
        add_link(action, link.i, link.j, link.conductance, link.phase);
    for (const TransverseLink& link : transverse_links) {
        if (link.gradient == 0.0)
            continue;
        if (link.spin_hall != 0.0)
            add_spin_hall_link(action, link.i, link.j, link.gradient * link.spin_hall);
        if (link.swapping != 0.0)
            add_swapping_link(action, link.i, link.j, link.gradient * link.swapping);
    }
    for (const PlaneCell& cell : cells) {
        if (cell.spin_hall != 0.0)
            add_spin_hall_plaquette(action, cell.plaquette, cell.spin_hall);
        if (cell.swapping != 0.0)
            add_swapping_plaquette(action, cell.plaquette, cell.swapping);
    }
    for (const Junction& junction : junctions)
        add_junction(action, junction);
    for (const Reservoir& reservoir : reservoirs) {
        if (reservoir.node >= nodes.size() || action.is_held(reservoir.node))
            throw std::invalid_argument("a reservoir takes the place of one node");
        action.hold(reservoir.node);
    }
    return action;
}

void DiscreteStructure::set_sources(DiscreteAction& action, Complex omega,
                                    const std::vector<Complex>& order_parameters) const {
    if (order_parameters.size() != sites.size())
        throw std::invalid_argument("each pairing site has one order parameter");
    std::vector<Complex> pair_potential(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n)
        pair_potential[n] = nodes[n].pair_potential;
    for (std::size_t s = 0; s < sites.size(); ++s)
        pair_potential[sites[s].node] += sites[s].weight * order_parameters[s];
    for (std::size_t n = 0; n < nodes.size(); ++n)
        action.set_source(
            n, source_matrix(nodes[n].weight * omega, nodes[n].exchange_field, pair_potential[n]));
}

std::vector<LocalFrame> DiscreteStructure::reservoir_functions(Complex omega) const {
    std::vector<LocalFrame> functions;
    functions.reserve(reservoirs.size());
    for (const Reservoir& reservoir : reservoirs)
        functions.push_back(bulk_function(omega, reservoir));
    return functions;
}

std::vector<LocalFrame>
DiscreteStructure::local_functions(Complex omega,
                                   const std::vector<Complex>& order_parameters) const {
    DiscreteAction sources(nodes.size());
    set_sources(sources, omega, order_parameters);
    std::vector<LocalFrame> functions;
    functions.reserve(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const bool metal = nodes[n].weight > 0.0;
        functions.push_back(metal ? LocalFrame(matrix_sign(sources.source(n))) : LocalFrame());
    }
    for (const Reservoir& reservoir : reservoirs)
        functions[reservoir.node] = bulk_function(omega, reservoir);
    return functions;
}

LocalFrame bulk_function(Complex omega, const Reservoir& metal) {
    DiscreteAction action(1);
    const NambuMatrix source = source_matrix(omega, metal.exchange_field, metal.pair_potential);
    action.set_source(0, source);
    add_pair_breaking(action, 0, metal.spin_orbit_rate, metal.orbital_rate, metal.spin_flip_rate);
    std::vector<LocalFrame> frames{LocalFrame(matrix_sign(source))};
    // Nothing corrects a reservoir later, and free energies are derived by differences.
    solve_usadel(action, frames, {.tolerance = 1e-14});
    return frames.front();
}

} // namespace sidejump::usadel
