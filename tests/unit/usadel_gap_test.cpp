// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_gap_test {

/// A uniform metal with Tc = 1.
DiscreteStructure uniform_metal() {
    DiscreteStructure structure;
    structure.nodes.resize(1);
    structure.nodes[0].weight = 1.0;
    structure.sites.push_back({0, 1.0, 1.0});
    return structure;
}

double gap(const DiscreteStructure& structure, double temperature, double start = 1.7) {
    return std::abs(
        self_consistent_state(structure, temperature, {start}).state.order_parameters.front());
}

const double zero_gap = std::numbers::pi * std::exp(-std::numbers::egamma); ///< Delta_0 / Tc

TEST(GapEquation, GivesTheGapOfBardeenCooperSchrieffer) {
    const DiscreteStructure metal = uniform_metal();
    // At T = Tc/25 what misses to zero temperature is exp(-Delta_0/T) = 1e-19.
    EXPECT_NEAR(gap(metal, 0.04), zero_gap, 1e-8);
    EXPECT_NEAR(zero_gap, 1.763877, 1e-6);
    EXPECT_NEAR(gap(metal, 0.5) / zero_gap, 0.956885, 1e-6);
    EXPECT_NEAR(gap(metal, 0.7) / zero_gap, 0.828771, 1e-6);
    EXPECT_NEAR(gap(metal, 0.9) / zero_gap, 0.526342, 1e-6);
    EXPECT_NEAR(gap(metal, 0.95) / zero_gap, 0.380317, 1e-6);
    EXPECT_EQ(gap(metal, 1.001), 0.0);
}

TEST(GapEquation, FindsTheMinimumFromASmallStart) {
    EXPECT_NEAR(gap(uniform_metal(), 0.5, 1e-3) / zero_gap, 0.956885, 1e-6);
    EXPECT_EQ(gap(uniform_metal(), 0.5, 0.0), 0.0);
}

/// Abrikosov and Gorkov at zero temperature: ln(Delta/Delta_0) = -pi alpha/(4 Delta), alpha <
/// Delta.
TEST(GapEquation, FollowsAbrikosovAndGorkov) {
    for (const bool magnetic : {false, true}) {
        DiscreteStructure metal = uniform_metal();
        constexpr double rate = 0.5;
        (magnetic ? metal.nodes[0].spin_flip_rate : metal.nodes[0].orbital_rate) = rate;
        const double found = gap(metal, 0.01);
        EXPECT_NEAR(std::log(found / zero_gap), -std::numbers::pi * rate / (4.0 * found), 1e-7);
    }
}

/// In a small field a singlet superconductor at zero temperature has no spin: that of the
/// condensate takes the Pauli part 2 h of the normal metal away.
TEST(SpinDensity, TakesThePauliPartAway) {
    DiscreteStructure metal = uniform_metal();
    metal.nodes[0].exchange_field = {0.1, 0.0, 0.3};
    const SelfConsistentState found = self_consistent_state(metal, 0.04, {1.7});
    const Eigen::Vector3d density = spin_densities(metal, found.state).front();
    EXPECT_NEAR(density.x(), 0.2, 1e-8);
    EXPECT_NEAR(density.y(), 0.0, 1e-8);
    EXPECT_NEAR(density.z(), 0.6, 1e-8);
    EXPECT_NEAR(free_energy(metal, found.state),
                -0.5 * zero_gap * zero_gap + 0.1 + std::pow(std::numbers::pi * 0.04, 2) / 3.0,
                1e-7);
}

/// Fields in different directions at the ends of a chain exchange angular momentum, through a
/// middle that takes none.
TEST(SpinCurrent, IsConservedAndTurnsTheFields) {
    const auto chain = [](double turn) {
        DiscreteStructure structure;
        structure.nodes.resize(4);
        for (std::size_t n = 0; n < 4; ++n) {
            structure.nodes[n].weight = 0.5;
            structure.nodes[n].pair_potential = 0.5;
            if (n > 0)
                structure.links.push_back({n - 1, n, 2.0, 0.0});
        }
        structure.nodes[0].exchange_field = {0.4, 0.0, 0.0};
        structure.nodes[3].exchange_field = {0.5 * std::cos(1.0 + turn), 0.5 * std::sin(1.0 + turn),
                                             0.0};
        return structure;
    };
    const auto solve = [&](double turn) {
        return self_consistent_state(chain(turn), 0.2, {}).state;
    };
    const SpinCurrents currents = spin_currents(chain(0.0), solve(0.0));
    for (std::size_t link = 1; link < 3; ++link)
        EXPECT_LT((currents.links[link] - currents.links[0]).norm(), 1e-10);
    EXPECT_GT(std::abs(currents.links[0].z()), 1e-3);
    constexpr double step = 1e-3;
    const auto energy = [&](double turn) { return free_energy(chain(turn), solve(turn)); };
    const double slope =
        (8.0 * (energy(step) - energy(-step)) - energy(2.0 * step) + energy(-2.0 * step)) /
        (12.0 * step);
    // exp(i chi sigma_z/2) g exp(-i chi sigma_z/2) has its spin turned by -chi.
    EXPECT_NEAR(slope, -currents.links[0].z(), 1e-8);
}

} // namespace usadel_gap_test
} // namespace sidejump::usadel
