// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/gas_response.hpp"
#include "sidejump/rashba/spin_modes.hpp"
#include "sidejump/rashba/thermal_energies.hpp"
#include "tests/support/rashba_impurities.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace sidejump::rashba {
namespace {

Impurities smooth(double rate) {
    return {std::make_shared<BornScatterers>(
        rate, [](double q) { return 1.0 / std::pow(0.2 + q * q, 2); })};
}

std::vector<SpinMode> modes(const SpinOrbitField& field, const Impurities& impurities,
                            std::array<double, 2> q, int directions = 24) {
    const CollisionOperator collisions(fermi_contour(field, 0.5, directions), impurities);
    return spin_modes(collisions, q);
}

TEST(SpinModes, DyakonovPerelRatesAtZeroWaveVector) {
    // Splitting^2 tau/2 for spins in the plane, twice that across it, where splitting tau << 1.
    const double alpha = 1e-4;
    const double tau = 50.0;
    const double rate = 0.5 * std::pow(2.0 * alpha, 2) * tau;
    const auto found = modes({.rashba = alpha}, delta(tau), {0.0, 0.0});
    EXPECT_LT(std::abs(found[0].rate) * tau, 1e-12);
    EXPECT_NEAR(found[1].rate.real() / rate, 1.0, 1e-3);
    EXPECT_NEAR(found[2].rate.real() / rate, 1.0, 1e-3);
    EXPECT_NEAR(found[3].rate.real() / rate, 2.0, 1e-3);
    const auto& normal = found[3].content;
    EXPECT_LT(std::hypot(std::abs(normal[1]), std::abs(normal[2])), 1e-6 * std::abs(normal[3]));
}

TEST(SpinModes, RashbaGasHasItsLongestLifetimeAtFiniteWaveVector) {
    // In the diffusive gas D [q^2 + 3 Q^2/2 -+ sqrt(Q^4/4 + 4 q^2 Q^2)], Q = 2 m alpha, for S_z and
    // the spin along q: 7/16 D Q^2 at q^2 = 15 Q^2/16, D Q^2 the rate of spins in the plane at q =
    // 0.
    const double alpha = 1e-4;
    const double tau = 50.0;
    const double rate = 0.5 * std::pow(2.0 * alpha, 2) * tau;
    const double q = std::sqrt(15.0 / 16.0) * 2.0 * alpha;
    const auto slowest = [&](double wave_number) {
        double lowest = 1.0;
        for (const auto& mode : modes({.rashba = alpha}, delta(tau), {wave_number, 0.0}))
            if (std::abs(mode.content[3]) > 1e-3)
                lowest = std::min(lowest, mode.rate.real());
        return lowest;
    };
    EXPECT_NEAR(slowest(q) / rate, 7.0 / 16.0, 1e-3);
    EXPECT_GT(slowest(0.9 * q), slowest(q));
    EXPECT_GT(slowest(1.1 * q), slowest(q));
}

TEST(SpinModes, PersistentHelixLivesForever) {
    // Rashba and Dresselhaus terms of one size: q = 4 m alpha along (1, -1)/sqrt 2 or against it.
    for (const double alpha : {1e-3, 0.05})
        for (const auto& impurities : {delta(20.0), smooth(0.02)}) {
            const double q = 4.0 * alpha / std::sqrt(2.0);
            const SpinOrbitField field{.rashba = alpha, .dresselhaus = alpha};
            const auto found = modes(field, impurities, {q, -q});
            EXPECT_LT(std::abs(found[0].rate), 1e-13);
            EXPECT_GT(std::abs(found[0].content[3]), 0.1);
            // At q = 0 it decays, and what lives is the spin along the common axis.
            const auto uniform = modes(field, impurities, {0.0, 0.0});
            EXPECT_LT(std::abs(uniform[1].rate), 1e-13);
            EXPECT_GT(uniform[2].rate.real(), 1e-6);
        }
}

TEST(SpinModes, WithoutSpinOrbitCouplingAllDiffuse) {
    const double tau = 3.0;
    const double q = 1e-3;
    for (const auto& mode : modes({}, delta(tau), {q, 0.0}))
        EXPECT_NEAR(mode.rate.real() / (0.5 * tau * q * q), 1.0, 1e-5);
}

TEST(GasResponse, ResolvesSharpPotentials) {
    const Gas gas{{.rashba = 0.1}, 0.5, 0.0, {std::make_shared<BornScatterers>(0.01, [](double q) {
                      return 1.0 / (1e-3 + q * q);
                  })}};
    const auto response = gas_response(gas, {0.0, 0.1});
    EXPECT_LT(response.angular_error, 1e-11);
    EXPECT_GT(response.directions, 128);
    EXPECT_LT(std::abs(response.at[0].total.spin_current[1]) * 8.0 * pi, 1e-10);
}

TEST(GasResponse, ThermalAverageKeepsTheLaws) {
    const double alpha = 0.2;
    for (const double temperature : {0.01, 0.1, 1.0}) {
        const double carriers = 1.0 / (2.0 * pi);
        const double mu = chemical_potential({.rashba = alpha}, carriers, temperature);
        const Gas gas{{.rashba = alpha}, mu, temperature, smooth(0.01)};
        const auto response = gas_response(gas, {0.0, 0.05});
        EXPECT_LT(std::abs(response.at[0].total.spin_current[1]) * 8.0 * pi, 1e-10);
        const std::complex<double> change =
            std::complex<double>(0.0, -0.05) * response.at[1].total.spin[1];
        EXPECT_LT(std::abs(change - 2.0 * alpha * response.at[1].total.spin_current[1]), 1e-12);
    }
}

TEST(GasResponse, ThermalDrudeConductivity) {
    // Energy-independent tau: n tau at any temperature.
    const double carriers = 1.0 / (2.0 * pi);
    for (const double temperature : {0.02, 0.3, 3.0}) {
        const double mu = chemical_potential({}, carriers, temperature);
        EXPECT_NEAR(mu, temperature * std::log(std::expm1(0.5 / temperature)), 1e-8);
        const auto response = gas_response({{}, mu, temperature, delta(4.0)}, {0.0});
        EXPECT_NEAR(response.at[0].total.current[0].real(), 4.0 * carriers, 1e-8);
    }
}

TEST(GasResponse, RefusesWhatHasNoContour) {
    const SpinOrbitField mixed{.rashba = 0.2, .dresselhaus = 0.1};
    EXPECT_THROW((void)gas_response({{.rashba = 0.2}, -0.03, 0.0, delta(1.0)}, {0.0}),
                 NoFermiContour);
    EXPECT_THROW((void)gas_response({mixed, -0.01, 0.0, delta(1.0)}, {0.0}), NoFermiContour);
    EXPECT_THROW((void)gas_response({mixed, 0.02, 0.01, delta(1.0)}, {0.0}), NoFermiContour);
    EXPECT_THROW((void)gas_response({{.cubic_rashba = 0.2}, 3.0, 0.0, delta(1.0)}, {0.0}),
                 NoFermiContour);
}

TEST(GasResponse, LeavesOutNoMoreThanASmallShareOfTheElectrons) {
    // Below the bottom of all bands there are no electrons to be left out.
    const double carriers = 1.0 / (2.0 * pi);
    const double tau = 4.0;
    for (const double temperature : {0.05, 0.3}) {
        const SpinOrbitField field{.rashba = 0.02, .dresselhaus = 0.01};
        const double mu = chemical_potential(field, carriers, temperature);
        const auto response = gas_response({field, mu, temperature, delta(tau)}, {0.0});
        // -df/d eps between -(alpha + beta)^2/2 and -(alpha - beta)^2/2.
        const double width = 0.5 * (0.03 * 0.03 - 0.01 * 0.01);
        const double c = std::cosh(0.5 * mu / temperature);
        const double weight = width / (4.0 * temperature * c * c);
        const double all = 1.0 / (1.0 + std::exp(-mu / temperature));
        EXPECT_NEAR(response.untreated_share / (weight / all), 1.0, 0.01);
        EXPECT_LT(response.untreated_share, 1e-3);
        // Delta scatterers: n tau, up to the square of the coupling and what is left out.
        EXPECT_NEAR(response.at[0].total.current[0].real() / (tau * carriers), 1.0, 2e-3);
    }
    EXPECT_EQ(gas_response({{.rashba = 0.2}, 0.02, 0.1, delta(tau)}, {0.0}).untreated_share, 0.0);
}

TEST(FermiContour, DensityAndFermiEnergyAreInverse) {
    for (const SpinOrbitField& field :
         {SpinOrbitField{}, SpinOrbitField{.rashba = 0.3},
          SpinOrbitField{.rashba = 0.3, .dresselhaus = 0.1}, SpinOrbitField{.cubic_rashba = 0.05}})
        for (const double carriers : {0.3, 0.05})
            EXPECT_NEAR(carrier_density(field, fermi_energy(field, carriers)), carriers, 1e-13);
    // The lower band alone.
    const SpinOrbitField strong{.rashba = 0.5};
    EXPECT_LT(fermi_energy(strong, 0.05), 0.0);
    EXPECT_NEAR(carrier_density(strong, fermi_energy(strong, 0.05)), 0.05, 1e-13);
}

} // namespace
} // namespace sidejump::rashba
