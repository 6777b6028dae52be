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
    return std::abs(self_consistent_state(structure, temperature, {start})
                        .state.order_parameters.front());
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

} // namespace usadel_gap_test
} // namespace sidejump::usadel
