// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"
#include "sidejump/usadel/minigap.hpp"
#include "sidejump/usadel/spectral_currents.hpp"
#include "tests/support/usadel_wires.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <stdexcept>
#include <string>

namespace sidejump::usadel {
namespace usadel_spectrum_test {

using namespace std::complex_literals;

using namespace test_wires;

double bcs(double energy, double gap, double broadening) {
    const Complex z(energy, broadening);
    return std::abs((z / std::sqrt(z * z - gap * gap)).real());
}

TEST(DensityOfStates, OfABulkSuperconductor) {
    const std::vector<double> energies{0.0, -0.7, 1.29, 1.3, 1.31, 4.0, -1.35};
    for (const double broadening : {1e-1, 1e-3, 1e-6}) {
        const LocalSpectrum spectrum =
            local_spectrum(bulk(1.3), {}, energies, {{0}}, broadened(broadening));
        ASSERT_TRUE(std::ranges::is_sorted(spectrum.energies));
        for (std::size_t k = 0; k < energies.size(); ++k) {
            const double expected = bcs(spectrum.energies[k], 1.3, broadening);
            EXPECT_NEAR(spectrum.densities[k][0].total, expected, 1e-7 * (1.0 + expected));
            EXPECT_LT(spectrum.densities[k][0].spin.norm(), 1e-8);
        }
    }
}

TEST(DensityOfStates, IsSplitByAnExchangeField) {
    const Eigen::Vector3d field(0.1, -0.2, 0.2);
    const LocalSpectrum spectrum =
        local_spectrum(bulk(1.0, field), {}, {-1.2, -0.3, 0.5, 0.72, 1.31}, {{0}}, broadened(0.02));
    for (std::size_t k = 0; k < spectrum.energies.size(); ++k) {
        const SpinDensityOfStates& density = spectrum.densities[k][0];
        // The spin along the field has its energies lowered by it.
        const double energy = spectrum.energies[k];
        EXPECT_NEAR(density.along(field / 0.3), bcs(energy + 0.3, 1.0, 0.02), 1e-8);
        EXPECT_NEAR(density.along(-field / 0.3), bcs(energy - 0.3, 1.0, 0.02), 1e-8);
        EXPECT_NEAR(density.spin.cross(field).norm(), 0.0, 1e-8);
    }
}

TEST(DensityOfStates, OfANormalHalfLine) {
    const auto at = [](Complex energy, std::size_t intervals) {
        DiscreteStructure structure = wire(intervals, 8.0);
        structure.reservoirs = {superconductor(0, rigid)};
        RetardedContinuation continuation(structure, {}, broadened(1.0));
        continuation.start(energy);
        return continuation.frames()[intervals / 8].green_function()(0, 0);
    };
    for (const Complex energy : {Complex(0.0, 1.0), Complex(2.0, 0.1), Complex(1.0, 1e-3)}) {
        const Complex omega = -1i * energy;
        const Complex tangent =
            std::tan(std::numbers::pi / 8.0) * std::exp(-std::sqrt(2.0 * omega));
        const Complex expected = std::cos(4.0 * std::atan(tangent));
        const Complex found = extrapolated([&](std::size_t n) { return at(energy, n); }, 80);
        EXPECT_LT(std::abs(found - expected), 2e-5) << energy;
    }
}

TEST(DensityOfStates, IsOneInTheCoreOfAVortex) {
    double previous = 0.0;
    for (const std::size_t nodes : {40UL, 80UL}) {
        DiscreteStructure disc;
        disc.nodes.resize(nodes);
        const double h = 4.0 / static_cast<double>(nodes);
        for (std::size_t n = 0; n < nodes; ++n) {
            const double r = h * (static_cast<double>(n) + 0.5);
            disc.nodes[n].weight = r * h;
            disc.nodes[n].pair_potential = disc.nodes[n].weight * std::tanh(r);
            disc.nodes[n].orbital_rate = disc.nodes[n].weight / (2.0 * r * r);
            if (n > 0)
                disc.links.push_back({n - 1, n, static_cast<double>(n), 0.0});
        }
        const LocalSpectrum spectrum =
            local_spectrum(disc, {}, {0.0, 0.6}, {{0, nodes - 1}}, broadened(1e-3));
        const double error = std::abs(spectrum.densities[0][0].total - 1.0);
        EXPECT_LT(error, 0.02);
        EXPECT_LT(spectrum.densities[0][1].total, 0.2);
        if (previous > 0.0) {
            EXPECT_NEAR(previous / error, 4.0, 0.3);
        }
        previous = error;
    }
}

TEST(DensityOfStates, KeepsTheNumberOfStates) {
    DiscreteStructure structure = wire(10, 2.0);
    structure.reservoirs = {superconductor(0, 1.0)};
    structure.nodes[8].exchange_field = {0.1, 0.0, 0.0};
    EnergyGrid grid;
    grid.lowest = -40.0;
    grid.highest = 40.0;
    grid.tolerance = 1e-4;
    for (const double missing :
         missing_states(adaptive_spectrum(structure, {}, grid, {{0, 3, 10}}, broadened(0.1))))
        EXPECT_NEAR(missing, 0.0, 2e-4);
}

TEST(DensityOfStates, AdaptiveGridResolvesItsEdges) {
    EnergyGrid grid;
    grid.lowest = 0.0;
    grid.highest = 3.0;
    grid.tolerance = 1e-3;
    const RetardedOptions options = broadened(1e-3);
    const LocalSpectrum spectrum = adaptive_spectrum(bulk(1.0), {}, grid, {{0}}, options);
    EXPECT_LT(spectrum.energies.size(), 300U);
    const auto near = static_cast<double>(std::ranges::count_if(
        spectrum.energies, [](double energy) { return std::abs(energy - 1.0) < 0.1; }));
    EXPECT_GT(near, 0.4 * static_cast<double>(spectrum.energies.size()));
    for (std::size_t k = 1; k + 2 < spectrum.energies.size(); ++k) {
        const double middle = 0.5 * (spectrum.energies[k] + spectrum.energies[k + 1]);
        double interpolated = 0.0;
        for (std::size_t p = k - 1; p < k + 3; ++p) {
            double weight = 1.0;
            for (std::size_t q = k - 1; q < k + 3; ++q)
                if (q != p)
                    weight *= (middle - spectrum.energies[q]) /
                              (spectrum.energies[p] - spectrum.energies[q]);
            interpolated += weight * spectrum.densities[p][0].total;
        }
        EXPECT_NEAR(interpolated, bcs(middle, 1.0, 1e-3), 5e-3) << middle;
    }
}

TEST(RetardedSolution, ContinuesMatsubaraFrequencies) {
    const DiscreteStructure structure = strip(20);
    DiscreteAction action = structure.action();
    structure.set_sources(action, 0.7, {});
    std::vector<LocalFrame> matsubara = structure.local_functions(0.7, {});
    solve_usadel(action, matsubara);
    RetardedContinuation continuation(structure, {}, broadened(1e-2));
    continuation.start({0.8, 1e-2});
    // Down from a real energy, around to the imaginary axis.
    continuation.advance({0.0, 0.7});
    for (std::size_t n = 0; n < matsubara.size(); ++n)
        EXPECT_LT(
            (continuation.frames()[n].green_function() - matsubara[n].green_function()).norm(),
            1e-8);
}

TEST(RetardedSolution, IsTheSameWhereverItStarts) {
    const DiscreteStructure structure = strip(5);
    std::vector<double> energies;
    for (int k = 0; k < 20; ++k)
        energies.push_back(0.09 * k);
    const std::vector<std::size_t> nodes{0, 3};
    RetardedOptions options = broadened(1e-3);
    const LocalSpectrum together = local_spectrum(structure, {}, energies, {nodes}, options);
    options.chunk = 1;
    const LocalSpectrum alone = local_spectrum(structure, {}, energies, {nodes}, options);
    for (std::size_t k = 0; k < energies.size(); ++k)
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            EXPECT_NEAR(together.densities[k][n].total, alone.densities[k][n].total, 1e-7);
            EXPECT_LT((together.densities[k][n].spin - alone.densities[k][n].spin).norm(), 1e-7);
        }
}

TEST(RetardedSolution, IsCausal) {
    visit_retarded(strip(12), {}, {0.0, 0.3, 0.6, 0.9, 1.2, 2.0}, broadened(1e-3),
                   [](std::size_t, const std::vector<LocalFrame>& frames) {
                       for (const LocalFrame& frame : frames)
                           EXPECT_GE(acausality(frame), -1e-9);
                   });
    const NambuMatrix wrong = -matrix_sign(source_matrix({0.1, -2.0}, {0.1, 0.2, 0.0}, 1.0));
    EXPECT_LT(acausality(LocalFrame(wrong)), -0.1);
    // The spins along and against the field change sign one by one.
    const NambuMatrix one = tau_sigma(3, 3);
    EXPECT_LT(acausality(LocalFrame(one)), -0.1);
}

TEST(RetardedSolution, DerivativeByTheEnergyIsThatOfTheSolution) {
    DiscreteStructure structure = strip(8);
    Reservoir reservoir = superconductor(0, 1.0);
    reservoir.spin_flip_rate = 0.1;
    reservoir.exchange_field = {0.0, 0.1, 0.0};
    structure.reservoirs = {reservoir};
    RetardedOptions options = broadened(0.1);
    options.newton.tolerance = 1e-13;
    RetardedContinuation continuation(structure, {}, options);
    continuation.start({0.6, 0.1});
    const std::vector<NambuMatrix> derivative = continuation.energy_derivative();
    constexpr double step = 1e-4;
    continuation.advance({0.6 + step, 0.1});
    const std::vector<LocalFrame> above = continuation.frames();
    continuation.advance({0.6 - step, 0.1});
    for (std::size_t n = 0; n < derivative.size(); ++n)
        EXPECT_LT(((above[n].green_function() - continuation.frames()[n].green_function()) /
                       (2.0 * step) -
                   derivative[n])
                      .norm(),
                  1e-5)
            << n;
}

TEST(RetardedSolution, RefusesBadInput) {
    const auto visit = [](const std::vector<double>& energies, const RetardedOptions& options,
                          const std::vector<Complex>& order_parameters = {}) {
        visit_retarded(bulk(1.0), order_parameters, energies, options,
                       [](std::size_t, const std::vector<LocalFrame>&) {});
    };
    EXPECT_THROW(visit({0.1}, broadened(0.0)), std::invalid_argument);
    EXPECT_THROW(visit({0.1}, broadened(-1.0)), std::invalid_argument);
    EXPECT_THROW(visit({0.1}, broadened(std::nan(""))), std::invalid_argument);
    EXPECT_THROW(visit({std::nan("")}, broadened(0.1)), std::invalid_argument);
    EXPECT_THROW(visit({0.1}, broadened(0.1), {1.0}), std::invalid_argument);
    EXPECT_NO_THROW(visit({}, broadened(0.1)));
    EXPECT_THROW(local_spectrum(bulk(1.0), {}, {0.1}, {{1}}, broadened(0.1)),
                 std::invalid_argument);
    EXPECT_THROW(adaptive_spectrum(bulk(1.0), {}, EnergyGrid{}, {{0}}, broadened(0.1)),
                 std::invalid_argument);
    EXPECT_THROW(minigap(josephson_wire(4, 0.0), {}), std::invalid_argument);
    EXPECT_THROW(minigap(josephson_wire(4, 0.0), {}, -1.0), std::invalid_argument);
    EXPECT_THROW(minigap(josephson_wire(4, 0.0), {}, 1.0), std::runtime_error);
    EXPECT_THROW(phase_derivative(MetalLink{0, 5, 1.0, 0.0}, {LocalFrame()}),
                 std::invalid_argument);
}

TEST(RetardedSolution, SaysWhereItFailed) {
    RetardedOptions options = broadened(0.1);
    options.newton.tolerance = 1e-25;
    try {
        visit_retarded(strip(3), {}, {0.25}, options,
                       [](std::size_t, const std::vector<LocalFrame>&) {});
        FAIL();
    } catch (const std::runtime_error& error) {
        const std::string message = error.what();
        for (const char* part : {"energy 0.25", "broadening 0.1", "residual", "node", "Try"})
            EXPECT_NE(message.find(part), std::string::npos) << message;
    }
}

} // namespace usadel_spectrum_test
} // namespace sidejump::usadel
