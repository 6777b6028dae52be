// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/critical_temperature.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_self_consistency_test {

/// A ring of superconducting nodes that holds a flux.
DiscreteStructure ring(double flux) {
    constexpr std::size_t nodes = 6;
    DiscreteStructure structure;
    structure.nodes.resize(nodes);
    for (std::size_t n = 0; n < nodes; ++n) {
        structure.nodes[n].weight = 0.5;
        structure.sites.push_back({n, 0.5, n == 2 ? 0.8 : 1.0});
        structure.links.push_back({n, (n + 1) % nodes, 3.0, n == 4 ? flux : 0.0});
    }
    return structure;
}

TEST(SelfConsistency, LeavesThePhaseFreeThatNothingFixes) {
    const DiscreteStructure structure = ring(1.2);
    GapOptions options;
    options.tolerance = 1e-11;
    options.cut_off = 1.0;
    std::vector<Complex> start;
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        start.push_back(std::polar(1.5, 0.3 + 0.2 * static_cast<double>(s)));
    const SelfConsistentState found = self_consistent_state(structure, 0.4, start, options);
    EXPECT_TRUE(GapEquation(structure, found.state).has_free_phase());
    EXPECT_LT(found.report.steps, 9);
    const ChargeCurrents currents = charge_currents(structure, found.state);
    EXPECT_GT(std::abs(currents.links[0]), 0.1);
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        EXPECT_NEAR(currents.links[n], currents.links[0], 1e-9);
        EXPECT_NEAR(currents.outflow[n], 0.0, 1e-9);
    }
    // Another global phase, and the other method.
    for (Complex& parameter : start)
        parameter *= std::polar(1.0, 2.0);
    options.method = GapMethod::anderson;
    const SelfConsistentState turned = self_consistent_state(structure, 0.4, start, options);
    EXPECT_NEAR(free_energy(structure, turned.state), free_energy(structure, found.state), 1e-10);
    EXPECT_NEAR(std::abs(turned.state.order_parameters[2]),
                std::abs(found.state.order_parameters[2]), 1e-9);
}

TEST(SelfConsistency, DoesNotDependOnThreads) {
    const DiscreteStructure structure = ring(0.7);
    const auto solve = [&] {
        return self_consistent_state(structure, 0.4, bulk_order_parameters(structure, 0.4));
    };
    const SelfConsistentState one = solve();
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(solve().state.order_parameters, one.state.order_parameters);
}

/// A superconductor on a normal metal; the node between them holds some of each.
DiscreteStructure bilayer() {
    DiscreteStructure structure;
    structure.nodes.resize(9);
    for (std::size_t n = 0; n < 9; ++n) {
        structure.nodes[n].weight = n == 0 || n == 8 ? 0.1 : 0.2;
        if (n < 4)
            structure.sites.push_back({n, structure.nodes[n].weight, 1.0});
        if (n == 4)
            structure.sites.push_back({n, 0.1, 1.0});
        if (n >= 4)
            // A metal without pairing, and one that could be superconducting by itself.
            structure.sites.push_back({n, n == 4 || n == 8 ? 0.1 : 0.2, n < 6 ? 0.0 : 0.2});
        if (n > 0)
            structure.links.push_back({n - 1, n, 5.0, 0.0});
    }
    return structure;
}

TEST(SelfConsistency, OfABilayerEndsAtItsCriticalTemperature) {
    const DiscreteStructure structure = bilayer();
    const double critical = critical_temperature(structure).value();
    EXPECT_GT(critical, 0.2);
    EXPECT_LT(critical, 0.9);
    GapOptions options;
    const SelfConsistentState below = self_consistent_state(
        structure, 0.999 * critical, bulk_order_parameters(structure, 0.1), options);
    const SelfConsistentState above = self_consistent_state(
        structure, 1.001 * critical, bulk_order_parameters(structure, 0.1), options);
    EXPECT_TRUE(below.report.superconducting);
    EXPECT_FALSE(above.report.superconducting);
    EXPECT_LT(free_energy(structure, below.state), 0.0);
    EXPECT_EQ(free_energy(structure, above.state), 0.0);
    // Where nothing pairs the order parameter stays 0.
    EXPECT_EQ(below.state.order_parameters[5], 0.0);
    EXPECT_GT(std::abs(below.state.order_parameters.back()), 0.0);
    const auto mode = normal_stability(structure, critical).mode;
    const double ratio =
        std::abs(below.state.order_parameters[2] / below.state.order_parameters[0]);
    EXPECT_NEAR(std::abs(mode[2] / mode[0]), ratio, 2e-3);
}

/// Two cells with the spin Hall effect in a magnetic field; the phase is that of their common edge.
DiscreteStructure plane(double phase) {
    DiscreteStructure structure;
    structure.nodes.resize(6);
    for (std::size_t n = 0; n < 6; ++n) {
        NodeMatter& node = structure.nodes[n];
        node.weight = 0.6;
        node.exchange_field = {0.1, 0.05 * static_cast<double>(n), 0.2};
        structure.sites.push_back({n, 0.6, 1.0});
    }
    for (const std::size_t n : {0U, 1U, 3U, 4U})
        structure.links.push_back({n, n + 1, 2.0, n > 2 ? 0.2 : 0.0});
    for (const std::size_t n : {0U, 1U, 2U})
        structure.links.push_back({n, n + 3, 1.5, n == 1 ? phase : 0.0});
    structure.cells.push_back({{{0, 1, 4, 3}, {0.0, phase, -0.2, 0.0}}, 0.4, 0.3});
    structure.cells.push_back({{{1, 2, 5, 4}, {0.0, 0.0, -0.2, -phase}}, 0.4, 0.3});
    return structure;
}

TEST(SelfConsistency, OfAPlaneGivesCurrentsThatDeriveTheFreeEnergy) {
    GapOptions options;
    options.tolerance = 1e-10;
    options.cut_off = 1.0;
    options.method = GapMethod::anderson;
    const DiscreteStructure structure = plane(0.3);
    const SelfConsistentState found =
        self_consistent_state(structure, 0.4, bulk_order_parameters(structure, 0.4), options);
    const ChargeCurrents currents = charge_currents(structure, found.state);
    for (const double outflow : currents.outflow)
        EXPECT_NEAR(outflow, 0.0, 1e-8);
    const auto energy = [&](double phase) {
        const DiscreteStructure changed = plane(phase);
        EquilibriumState state = found.state;
        options.method = GapMethod::newton;
        make_self_consistent(changed, state, options);
        return free_energy(changed, state);
    };
    constexpr double step = 2e-3;
    const double slope = (energy(0.3 + step) - energy(0.3 - step)) / (2.0 * step);
    const double anomalous = currents.cells[0][1] - currents.cells[1][3];
    EXPECT_GT(std::abs(anomalous), 1e-5);
    EXPECT_NEAR(2.0 * slope, currents.links[5] + anomalous, 1e-6);
}

TEST(SelfConsistency, FindsBothPhasesInAnExchangeField) {
    DiscreteStructure metal;
    metal.nodes.resize(1);
    metal.nodes[0].weight = 1.0;
    metal.nodes[0].exchange_field = {0.0, 0.0, 1.2};
    metal.sites.push_back({0, 1.0, 1.0});
    EXPECT_TRUE(self_consistent_state(metal, 0.1, {1.7}).report.superconducting);
    EXPECT_FALSE(self_consistent_state(metal, 0.1, {0.3}).report.superconducting);
    // Above the spinodal there is the normal phase alone, and near it no zero to be attracted by.
    bool superconducting = true;
    for (int k = 0; k < 24; ++k) {
        metal.nodes[0].exchange_field.z() = 1.3 + 0.02 * k;
        const SelfConsistentState found = self_consistent_state(metal, 0.1, {1.75});
        EXPECT_LE(found.report.superconducting, superconducting) << k;
        superconducting = found.report.superconducting;
    }
    EXPECT_FALSE(superconducting);
}

TEST(SelfConsistency, SaysWhereItFailed) {
    const DiscreteStructure structure = ring(0.7);
    GapOptions options;
    options.largest_steps = 1;
    try {
        self_consistent_state(structure, 0.4, bulk_order_parameters(structure, 0.4), options);
        FAIL();
    } catch (const std::runtime_error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("after 1 steps"), std::string::npos) << message;
        EXPECT_NE(message.find("pairing site"), std::string::npos) << message;
    }
    EXPECT_THROW(self_consistent_state(structure, 0.4, {1.0}), std::invalid_argument);
}

/// Sums of what falls with powers of the frequency, without a cut-off.
TEST(MatsubaraSum, ExtrapolatesTails) {
    constexpr double temperature = 0.1;
    const double spacing = 2.0 * std::numbers::pi * temperature;
    const MatsubaraPoints points = endless_matsubara_points(temperature, 1000.0);
    const auto sum = [&](auto function) {
        double total = 0.0;
        for (const MatsubaraPoint& point : points.points)
            total += point.weight * function(point.frequency);
        return spacing * total;
    };
    // sum of 1/(n + 1/2)^2 = pi^2/2
    EXPECT_NEAR(sum([](double w) { return 1.0 / (w * w); }) * spacing,
                std::numbers::pi * std::numbers::pi / 2.0, 1e-8);
    // sum of [1/(n + 1/2) - 1/(n + 3/2)] = 2
    EXPECT_NEAR(sum([&](double w) { return 1.0 / w - 1.0 / (w + spacing); }), 2.0, 1e-8);
    // Hurwitz's zeta(3/2, 3/2) = 1.2437882... = (2^(3/2) - 1) zeta(3/2) - 2^(3/2)
    constexpr double zeta = 2.612375348685488;
    const double root = std::pow(2.0, 1.5);
    EXPECT_NEAR(sum([&](double w) { return std::pow(w / spacing + 1.0, -1.5); }) / spacing,
                (root - 1.0) * zeta - root, 1e-7);
    const std::vector<double> shorter = weights_without_last_block(points);
    double change = 0.0;
    for (std::size_t p = 0; p < shorter.size(); ++p)
        change += (points.points[p].weight - shorter[p]) *
                  std::pow(points.points[p].frequency / spacing + 1.0, -1.5);
    EXPECT_LT(std::abs(change), 1e-5);
}

} // namespace usadel_self_consistency_test
} // namespace sidejump::usadel
