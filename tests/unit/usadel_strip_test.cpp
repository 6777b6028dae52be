// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_strip_test {

/// A strip |x| < 2 with insulating edges, D = 1, and the phase q y.
struct Strip {
    double gradient = 0.5;
    double spin_orbit_rate = 0.6;
    Eigen::Vector3d field = Eigen::Vector3d::Zero();
    double pair_potential = 1.0;       ///< prescribed where there is no pairing
    double critical_temperature = 0.0; ///< of pairing that is solved for
    std::function<double(double)> spin_hall = [](double) { return 0.0; };
    std::function<double(double)> swapping = [](double) { return 0.0; };

    /// Nodes clustered at the edges by a smooth map.
    [[nodiscard]] static double place(std::size_t node, std::size_t links) {
        const double share = static_cast<double>(node) / static_cast<double>(links);
        constexpr double turn = 2.0 * std::numbers::pi;
        return 4.0 * (share - 0.9 * std::sin(turn * share) / turn) - 2.0;
    }
    [[nodiscard]] DiscreteStructure structure(std::size_t links) const {
        DiscreteStructure strip;
        strip.nodes.resize(links + 1);
        for (std::size_t n = 0; n < links; ++n) {
            const double left = place(n, links);
            const double step = place(n + 1, links) - left;
            strip.nodes[n].weight += 0.5 * step;
            strip.nodes[n + 1].weight += 0.5 * step;
            strip.links.push_back({n, n + 1, 1.0 / step, 0.0});
            const double middle = left + 0.5 * step;
            strip.transverse_links.push_back(
                {n, n + 1, gradient, spin_hall(middle), swapping(middle)});
        }
        for (std::size_t n = 0; n <= links; ++n) {
            NodeMatter& node = strip.nodes[n];
            node.exchange_field = node.weight * field;
            node.spin_orbit_rate = node.weight * spin_orbit_rate;
            node.orbital_rate = 0.5 * gradient * gradient * node.weight;
            node.flow = gradient * node.weight;
            if (critical_temperature > 0.0)
                strip.sites.push_back({n, node.weight, critical_temperature});
            else
                node.pair_potential = pair_potential * node.weight;
        }
        return strip;
    }
};

constexpr double temperature = 0.1;

/// @param cut_off  0 for one that leaves out 1e-8; identities hold for any
EquilibriumState solved(const DiscreteStructure& structure, double cut_off = 1.0) {
    GapOptions options;
    options.tolerance = 1e-11;
    options.cut_off = cut_off;
    return self_consistent_state(structure, temperature,
                                 bulk_order_parameters(structure, temperature), options)
        .state;
}

/// The phase gradient and theta make spin at the edges.
TEST(Strip, HasTheKnownSpinAtItsEdge) {
    const auto edge = [](std::size_t links) {
        // Odd in theta: of third order is what this leaves.
        constexpr double small = 1e-3;
        Strip strip;
        strip.spin_hall = [](double) { return small; };
        const DiscreteStructure structure = strip.structure(links);
        const auto densities = spin_densities(structure, solved(structure, 1e4));
        EXPECT_NEAR(densities.front().z(), -densities.back().z(), 1e-12);
        return densities.front().z() / small;
    };
    // Of second order in the steps, and of fourth what is left.
    const double coarse = edge(16);
    const double middle = edge(32);
    const double fine = edge(64);
    EXPECT_NEAR((coarse - middle) / (middle - fine), 4.0, 0.15);
    const double first = (4.0 * middle - coarse) / 3.0;
    const double second = (4.0 * fine - middle) / 3.0;
    EXPECT_NEAR((16.0 * second - first) / 15.0, -0.735918837, 1e-6);
}

TEST(Strip, HasReciprocalResponses) {
    // dI/dh = 2 dS/dq, the spin of all nodes with the weight that the field has there.
    constexpr double step = 1e-3;
    const auto structure = [](double field, double gradient) {
        Strip strip;
        strip.gradient = gradient;
        strip.field = {0.2, 0.0, 0.3 + field};
        strip.critical_temperature = 0.6;
        strip.spin_hall = [](double x) { return 0.3 + 0.2 * std::sin(x); };
        strip.swapping = [](double x) { return 0.2 * x; };
        return strip.structure(8);
    };
    const auto current = [&](double field) {
        const DiscreteStructure strip = structure(field, 0.5);
        return currents_across(strip, solved(strip)).total();
    };
    const auto spin = [&](double gradient) {
        const DiscreteStructure strip = structure(0.0, gradient);
        const auto densities = spin_densities(strip, solved(strip));
        double sum = 0.0;
        for (std::size_t n = 0; n < densities.size(); ++n)
            sum += strip.nodes[n].weight * densities[n].z();
        return sum;
    };
    const auto derivative = [&](const auto& function, double at) {
        return (8.0 * (function(at + step) - function(at - step)) - function(at + 2.0 * step) +
                function(at - 2.0 * step)) /
               (12.0 * step);
    };
    const double of_current = derivative(current, 0.0);
    const double of_spin = 2.0 * derivative(spin, 0.5);
    EXPECT_GT(std::abs(of_current), 1e-2);
    EXPECT_NEAR(of_current / of_spin, 1.0, 1e-6);
}

TEST(Strip, FeelsAConstantSwappingTermAtItsEdgesOnly) {
    Strip without;
    without.field = {0.2, 0.0, 0.3};
    Strip with = without;
    with.swapping = [](double) { return 0.3; };
    constexpr std::size_t links = 20;
    const DiscreteStructure plain = without.structure(links);
    const DiscreteStructure swapping = with.structure(links);
    const auto before = spin_densities(plain, solved(plain));
    const auto after = spin_densities(swapping, solved(swapping));
    EXPECT_GT((after.front() - before.front()).norm(), 1e-4);
    // The only equations that hold kappa are those of the edges.
    const DiscreteAction action = [&] {
        DiscreteStructure only;
        only.nodes.resize(links + 1);
        only.transverse_links = swapping.transverse_links;
        return only.action();
    }();
    const auto gradient = action.gradient(solved(swapping).frames.front());
    EXPECT_GT(gradient.front().norm(), 1e-3);
    for (std::size_t n = 1; n < links; ++n)
        EXPECT_LT(gradient[n].norm(), 1e-14);
}

TEST(Strip, DoesNotFeelTheSpinHallTermWithoutAGradientAcross) {
    Strip without;
    without.gradient = 0.0;
    without.field = {0.2, 0.1, 0.3};
    Strip with = without;
    with.spin_hall = [](double x) { return 0.3 + x * x; };
    with.swapping = [](double x) { return 0.3 + x; };
    const DiscreteStructure plain = without.structure(10);
    const DiscreteStructure both = with.structure(10);
    EXPECT_EQ(free_energy(plain, solved(plain)), free_energy(both, solved(both)));
}

} // namespace usadel_strip_test
} // namespace sidejump::usadel
