// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Structures of the tests of spectra.

#include "sidejump/usadel/retarded_solution.hpp"

#include <complex>
#include <cstddef>

namespace sidejump::usadel::test_wires {

inline constexpr double rigid = 1e9; ///< a pair potential beyond all other energies

inline DiscreteStructure bulk(double gap, const Eigen::Vector3d& exchange_field = {0.0, 0.0, 0.0}) {
    DiscreteStructure structure;
    structure.nodes.resize(1);
    structure.nodes[0].weight = 1.0;
    structure.nodes[0].pair_potential = gap;
    structure.nodes[0].exchange_field = exchange_field;
    return structure;
}

/// A normal wire of length 1 and D = 1: energies in units of the Thouless energy.
inline DiscreteStructure wire(std::size_t intervals, double length = 1.0) {
    DiscreteStructure structure;
    structure.nodes.resize(intervals + 1);
    const double h = length / static_cast<double>(intervals);
    for (std::size_t n = 0; n <= intervals; ++n) {
        structure.nodes[n].weight = n == 0 || n == intervals ? 0.5 * h : h;
        structure.nodes[n].position = {h * static_cast<double>(n), 0.0, 0.0};
        if (n > 0)
            structure.links.push_back({n - 1, n, 1.0 / h, 0.0});
    }
    return structure;
}

inline Reservoir superconductor(std::size_t node, Complex pair_potential) {
    Reservoir reservoir;
    reservoir.node = node;
    reservoir.pair_potential = pair_potential;
    return reservoir;
}

inline DiscreteStructure josephson_wire(std::size_t intervals, double phase, double gap = rigid) {
    DiscreteStructure structure = wire(intervals);
    structure.reservoirs = {superconductor(0, gap),
                            superconductor(intervals, std::polar(gap, phase))};
    return structure;
}

/// The limit of a quantity whose error is of second order in the grid.
template <typename Function>
auto extrapolated(const Function& at, std::size_t intervals) -> decltype(at(intervals)) {
    return (4.0 * at(2 * intervals) - at(intervals)) / 3.0;
}

inline RetardedOptions broadened(double broadening) {
    RetardedOptions options;
    options.broadening = broadening;
    return options;
}

/// A strip in which all terms act on all spin directions.
inline DiscreteStructure strip(std::size_t intervals) {
    DiscreteStructure structure = wire(intervals, 4.0);
    for (NodeMatter& matter : structure.nodes) {
        const double x = matter.position(0);
        matter.pair_potential = matter.weight * std::polar(1.0, 0.1 * x);
        matter.exchange_field = matter.weight * Eigen::Vector3d(0.3, 0.1 * x, 0.2);
        matter.spin_orbit_rate = 0.2 * matter.weight;
        matter.orbital_rate = 0.1 * matter.weight;
        matter.spin_flip_rate = 0.05 * matter.weight;
    }
    for (std::size_t n = 0; n < intervals; ++n)
        structure.transverse_links.push_back({n, n + 1, 0.4, 0.1, -0.1});
    return structure;
}

} // namespace sidejump::usadel::test_wires
