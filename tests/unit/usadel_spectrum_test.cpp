// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"
#include "sidejump/usadel/minigap.hpp"
#include "sidejump/usadel/spectral_currents.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_spectrum_test {

using namespace std::complex_literals;

constexpr double rigid = 1e9; ///< a pair potential beyond all other energies

DiscreteStructure bulk(double gap, const Eigen::Vector3d& exchange_field = {0.0, 0.0, 0.0}) {
    DiscreteStructure structure;
    structure.nodes.resize(1);
    structure.nodes[0].weight = 1.0;
    structure.nodes[0].pair_potential = gap;
    structure.nodes[0].exchange_field = exchange_field;
    return structure;
}

/// A normal wire of length 1 and D = 1: energies in units of the Thouless energy.
DiscreteStructure wire(std::size_t intervals, double length = 1.0) {
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

Reservoir superconductor(std::size_t node, Complex pair_potential) {
    Reservoir reservoir;
    reservoir.node = node;
    reservoir.pair_potential = pair_potential;
    return reservoir;
}

DiscreteStructure josephson_wire(std::size_t intervals, double phase, double gap = rigid) {
    DiscreteStructure structure = wire(intervals);
    structure.reservoirs = {superconductor(0, gap),
                            superconductor(intervals, std::polar(gap, phase))};
    return structure;
}

/// The limit of a quantity whose error is of second order in the grid.
template <typename Function>
double extrapolated(const Function& at, std::size_t intervals) {
    return (4.0 * at(2 * intervals) - at(intervals)) / 3.0;
}

TEST(Minigap, OfWires) {
    const auto symmetric = [](std::size_t intervals) {
        return minigap(josephson_wire(intervals, 0.0), {}, 10.0);
    };
    std::printf("%.8f %.8f %.8f\n", symmetric(20), symmetric(40), extrapolated(symmetric, 20));
    const auto free_end = [](std::size_t intervals) {
        DiscreteStructure structure = wire(intervals);
        structure.reservoirs = {superconductor(0, rigid)};
        return minigap(structure, {}, 10.0);
    };
    std::printf("%.8f\n", extrapolated(free_end, 20));
    for (const double phase : {0.5, 2.0, 3.0, 3.1})
        std::printf(
            "%.2f %.8f %.5f\n", phase,
            extrapolated([&](std::size_t n) { return minigap(josephson_wire(n, phase), {}, 10.0); },
                         20),
            0.0);
    std::printf("bulk %.10f\n", minigap(bulk(1.3), {}));
    std::printf("zeeman %.10f\n", minigap(bulk(1.3, {0.1, 0.2, 0.3}), {}) - 1.3 + std::sqrt(0.14));
}

} // namespace usadel_spectrum_test
} // namespace sidejump::usadel
