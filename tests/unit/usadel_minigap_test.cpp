// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/minigap.hpp"
#include "sidejump/usadel/spectral_currents.hpp"
#include "tests/support/usadel_wires.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_minigap_test {

using namespace test_wires;

TEST(SpectralCurrent, SumsToTheMatsubaraCurrent) {
    constexpr double temperature = 0.5;
    constexpr double broadening = 1.0;
    constexpr std::size_t link = 8;
    const DiscreteStructure structure = josephson_wire(16, 1.2, 5.0);
    double sum = 0.0;
    RetardedContinuation continuation(structure, {}, broadened(broadening));
    for (int n = 0; n < 130; ++n) {
        const double omega = std::numbers::pi * temperature * (2.0 * n + 1.0);
        continuation.advance({0.0, omega + broadening});
        sum += 2.0 * std::numbers::pi * temperature *
               phase_derivative(structure.links[link], continuation.frames()).real();
    }
    // Simpson's rule on intervals that grow with the energy e^t - 1.
    std::vector<double> energies;
    std::vector<double> weights;
    constexpr int intervals = 160;
    const double width = std::log(800.0) / intervals;
    for (int k = 0; k <= intervals; ++k) {
        energies.push_back(std::exp(width * k) - 1.0);
        weights.push_back(std::exp(width * k) * width / 3.0 *
                          (k == 0 || k == intervals ? 1.0
                           : k % 2 == 1             ? 4.0
                                                    : 2.0));
    }
    std::vector<double> parts(energies.size());
    std::vector<double> divergence(energies.size());
    const ChainJoints joints(structure);
    visit_retarded(structure, {}, energies, broadened(broadening),
                   [&](std::size_t k, const std::vector<LocalFrame>& frames) {
                       const Complex here = phase_derivative(structure.links[link], frames);
                       parts[k] = 2.0 * weights[k] * std::tanh(energies[k] / (2.0 * temperature)) *
                                  spectral_current(here);
                       divergence[k] = std::abs(joints.phase_derivatives(frames).at(2) - here);
                   });
    double integral = 0.0;
    for (const double part : parts)
        integral += part;
    EXPECT_GT(sum, 0.01);
    EXPECT_NEAR(integral, sum, 1e-5 * sum);
    EXPECT_LT(*std::ranges::max_element(divergence), 1e-7);
}

TEST(SpectralCurrent, IsTheDerivativeByThePhaseForEveryLaw) {
    RetardedContinuation continuation(strip(2), {}, broadened(0.2));
    continuation.start({0.5, 0.2});
    const std::vector<LocalFrame>& frames = continuation.frames();
    for (const JunctionLaw law :
         {JunctionLaw::tunnel, JunctionLaw::transmission, JunctionLaw::spin_active}) {
        Junction junction{0, 1, law, 1.3, 0.6, {0.1, 0.5, 0.3}, 0.7};
        const auto value = [&](double phase) {
            DiscreteStructure joined;
            joined.nodes.resize(3);
            junction.phase = phase;
            joined.junctions = {junction};
            return joined.action().value(frames);
        };
        constexpr double step = 1e-4;
        const Complex expected = (value(0.7 + step) - value(0.7 - step)) / (2.0 * step);
        junction.phase = 0.7;
        EXPECT_LT(std::abs(phase_derivative(junction, frames) - expected), 1e-7);
    }
}

TEST(Minigap, OfANormalWire) {
    const auto with_phase = [](double phase, std::size_t intervals) {
        return extrapolated(
            [&](std::size_t n) { return minigap(josephson_wire(n, phase), {}, 10.0); }, intervals);
    };
    EXPECT_NEAR(with_phase(0.0, 18), 3.121619, 1e-5 * 3.1);
    // Zhou, Charlat, Spivak and Pannetier (1998): 2.43 (pi - phase) near pi.
    EXPECT_NEAR(with_phase(3.05, 4) / (std::numbers::pi - 3.05), 2.35, 0.05);
    EXPECT_EQ(minigap(josephson_wire(8, std::numbers::pi), {}, 10.0), 0.0);
    const auto free_end = [](std::size_t intervals) {
        DiscreteStructure structure = wire(intervals);
        structure.reservoirs = {superconductor(0, rigid)};
        return minigap(structure, {}, 10.0);
    };
    EXPECT_NEAR(extrapolated(free_end, 18), 0.780405, 1e-5 * 0.78);
}

TEST(Minigap, OfBulkSuperconductors) {
    EXPECT_NEAR(minigap(bulk(1.3), {}), 1.3, 1e-8);
    EXPECT_NEAR(minigap(bulk(1.3, {0.1, 0.2, 0.3}), {}), 1.3 - std::sqrt(0.14), 1e-8);
    // Abrikosov and Gorkov: (1 - (rate/gap)^(2/3))^(3/2), nothing from rate = gap on.
    DiscreteStructure structure = bulk(1.0);
    structure.nodes[0].orbital_rate = 0.3;
    EXPECT_NEAR(minigap(structure, {}), std::pow(1.0 - std::cbrt(0.09), 1.5), 1e-7);
    structure.nodes[0].orbital_rate = 1.1;
    EXPECT_EQ(minigap(structure, {}), 0.0);
}

} // namespace usadel_minigap_test
} // namespace sidejump::usadel
