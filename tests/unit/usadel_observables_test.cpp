// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_observables_test {

using namespace std::complex_literals;

constexpr double temperature = 0.3;

/// A chain with every kind of term between two reservoirs at different phases, a gradient q across
/// it and fields in all directions.
DiscreteStructure chain(double q) {
    DiscreteStructure structure;
    structure.nodes.resize(5);
    for (std::size_t n = 0; n < 5; ++n) {
        const double x = static_cast<double>(n);
        NodeMatter& node = structure.nodes[n];
        node.weight = 0.4 + 0.03 * x;
        node.exchange_field =
            node.weight * Eigen::Vector3d(0.3 * std::cos(x), 0.4 * std::sin(x), 0.2 + 0.1 * x);
        node.spin_orbit_rate = 0.3 * node.weight;
        node.orbital_rate = 0.5 * q * q * node.weight + 0.1;
        node.flow = q * node.weight;
        node.spin_flip_rate = 0.05 * node.weight;
        if (n != 2)
            // Node 1 holds some normal metal, too.
            structure.sites.push_back(
                {n, n == 1 ? 0.6 * node.weight : node.weight, n < 2 ? 1.0 : 0.7});
    }
    for (std::size_t n = 0; n + 1 < 5; ++n) {
        if (n == 1)
            structure.junctions.push_back(
                {n, n + 1, JunctionLaw::transmission, 1.5, 0.8, {0, 0, 0}, 0.2});
        else if (n == 3)
            structure.junctions.push_back(
                {n, n + 1, JunctionLaw::spin_active, 1.2, 1.0, {0.3, -0.2, 0.4}, 0.1});
        else
            structure.links.push_back({n, n + 1, 2.0, n == 2 ? 0.15 : 0.0});
        structure.transverse_links.push_back(
            {n, n + 1, q, 0.2 + 0.05 * static_cast<double>(n), 0.1 + 0.1 * static_cast<double>(n)});
    }
    structure.reservoirs.push_back({0, 1.2, {0.1, 0.0, 0.2}, 0.2, 0.1, 0.0});
    structure.reservoirs.push_back({4, 1.1 * std::polar(1.0, 1.3), {0, 0, 0}, 0.0, 0.0, 0.0});
    return structure;
}

SelfConsistentState solved_chain(const DiscreteStructure& structure) {
    GapOptions options;
    options.tolerance = 1e-11;
    options.cut_off = 1.0; // identities hold for any
    return self_consistent_state(structure, temperature,
                                 bulk_order_parameters(structure, temperature), options);
}

/// Five-point derivative of the free energy with self-consistent order parameters.
double slope(const SelfConsistentState& solution, const auto& structure_at) {
    constexpr double step = 4e-3;
    const auto energy = [&](double x) {
        const DiscreteStructure structure = structure_at(x);
        EquilibriumState state = solution.state;
        GapOptions options;
        options.tolerance = 1e-11;
        make_self_consistent(structure, state, options);
        return free_energy(structure, state);
    };
    return (8.0 * (energy(step) - energy(-step)) - energy(2.0 * step) + energy(-2.0 * step)) /
           (12.0 * step);
}

class Chain : public testing::Test {
  protected:
    static constexpr double q = 0.6;
    static void SetUpTestSuite() {
        structure = chain(q);
        solution = solved_chain(structure);
    }
    static inline DiscreteStructure structure;
    static inline SelfConsistentState solution;
};

TEST_F(Chain, ConservesCharge) {
    const ChargeCurrents currents = charge_currents(structure, solution.state);
    EXPECT_GT(std::abs(currents.outflow.front()), 0.05);
    for (std::size_t n = 1; n < 4; ++n)
        EXPECT_NEAR(currents.outflow[n], 0.0, 1e-10) << n;
    EXPECT_NEAR(currents.outflow.front(), -currents.outflow.back(), 1e-10);
    EXPECT_GT(std::abs(currents.transverse_links[1]), 1e-4);
}

TEST_F(Chain, HasTheCurrentsThatDeriveTheFreeEnergy) {
    const ChargeCurrents currents = charge_currents(structure, solution.state);
    const double link = slope(solution, [&](double x) {
        DiscreteStructure changed = structure;
        // The transverse link beside it has no phase of its own: turn the whole far end instead.
        changed.reservoirs[1].pair_potential *= std::polar(1.0, x);
        return changed;
    });
    EXPECT_NEAR(2.0 * link, currents.outflow.front(), 1e-8);
    const double across = slope(solution, [&](double x) { return chain(q + x); });
    EXPECT_NEAR(2.0 * across, currents_across(structure, solution.state).total(), 1e-8);
}

TEST_F(Chain, HasTheSpinThatDerivesTheFreeEnergy) {
    const auto densities = spin_densities(structure, solution.state);
    for (int a = 0; a < 3; ++a) {
        const double derivative = slope(solution, [&](double x) {
            DiscreteStructure changed = structure;
            changed.nodes[2].exchange_field(a) += x * changed.nodes[2].weight;
            return changed;
        });
        EXPECT_NEAR(derivative / structure.nodes[2].weight, densities[2](a), 1e-8) << a;
        EXPECT_GT(std::abs(densities[2](a)), 1e-3);
    }
}

TEST_F(Chain, HasTheGapEquationThatDerivesTheFreeEnergy) {
    // Away from the solution.
    EquilibriumState state = solution.state;
    for (Complex& parameter : state.order_parameters)
        parameter *= 0.8 + 0.2i;
    solve_all_points(structure, state);
    const GapEquation gap(structure, state);
    const std::vector<Complex> residual = gap.residual(state);
    for (const std::size_t site : {1U, 2U}) {
        for (const Complex direction : {Complex(1.0), Complex(1i)}) {
            const auto energy = [&](double x) {
                EquilibriumState there = state;
                there.order_parameters[site] += x * direction;
                solve_all_points(structure, there);
                return free_energy(structure, there);
            };
            constexpr double step = 4e-3;
            const double derivative =
                (8.0 * (energy(step) - energy(-step)) - energy(2.0 * step) + energy(-2.0 * step)) /
                (12.0 * step);
            EXPECT_NEAR(derivative,
                        2.0 * structure.sites[site].weight *
                            (std::conj(direction) * residual[site]).real(),
                        1e-8);
        }
    }
}

TEST_F(Chain, HasAGapEquationWithTheDerivativeThatIsApplied) {
    EquilibriumState state = solution.state;
    const auto responses = solve_with_responses(structure, state);
    const GapEquation gap(structure, state);
    std::vector<Complex> change;
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        change.emplace_back(std::cos(2.0 * static_cast<double>(s)), 0.3 * static_cast<double>(s));
    const auto applied =
        gap.derivative(state, change, change_of_functions(structure, state, responses, change));
    const auto residual = [&](double x) {
        EquilibriumState there = state;
        for (std::size_t s = 0; s < change.size(); ++s)
            there.order_parameters[s] += x * change[s];
        solve_all_points(structure, there);
        return gap.residual(there);
    };
    constexpr double step = 1e-4;
    const auto above = residual(step);
    const auto below = residual(-step);
    for (std::size_t s = 0; s < change.size(); ++s)
        if (gap.is_active(s)) {
            EXPECT_LT(std::abs((above[s] - below[s]) / (2.0 * step) - applied[s]), 1e-6) << s;
        }
}

TEST_F(Chain, KeepsItsObservablesUnderGaugeTransformations) {
    const auto angle = [](std::size_t n) { return 0.7 * std::cos(3.0 * static_cast<double>(n)); };
    // The gradients of transverse links are invariant only together with what couples along x, so
    // the gauge changes where there is none.
    DiscreteStructure without = structure;
    without.transverse_links.clear();
    const SelfConsistentState before = solved_chain(without);
    DiscreteStructure turned = without;
    for (auto* phases : {&turned.links})
        for (MetalLink& link : *phases)
            link.phase += angle(link.i) - angle(link.j);
    for (Junction& junction : turned.junctions)
        junction.phase += angle(junction.i) - angle(junction.j);
    for (Reservoir& metal : turned.reservoirs)
        metal.pair_potential *= std::polar(1.0, angle(metal.node));
    const SelfConsistentState after = solved_chain(turned);
    EXPECT_NEAR(free_energy(turned, after.state), free_energy(without, before.state), 1e-10);
    for (std::size_t s = 0; s < turned.sites.size(); ++s)
        if (turned.sites[s].node != 0 && turned.sites[s].node != 4) {
            EXPECT_LT(std::abs(after.state.order_parameters[s] -
                               before.state.order_parameters[s] *
                                   std::polar(1.0, angle(turned.sites[s].node))),
                      1e-9);
        }
    EXPECT_NEAR(charge_currents(turned, after.state).outflow[0],
                charge_currents(without, before.state).outflow[0], 1e-10);
}

TEST_F(Chain, IsFoundByBothMethods) {
    GapOptions options;
    options.method = GapMethod::anderson;
    options.tolerance = 1e-11;
    EquilibriumState state = solved_state(structure, temperature, solution.state.points,
                                          bulk_order_parameters(structure, temperature));
    make_self_consistent(structure, state, options);
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        if (structure.sites[s].node != 0 && structure.sites[s].node != 4) {
            EXPECT_LT(std::abs(state.order_parameters[s] - solution.state.order_parameters[s]),
                      1e-9);
        }
}

} // namespace usadel_observables_test
} // namespace sidejump::usadel
