// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/kinetic_response.hpp"
#include "tests/support/rashba_impurities.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace sidejump::rashba {
namespace {

/// A smooth potential with random features on the scale of the contours of these tests.
Impurities random_potential(unsigned seed, double rate) {
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> uniform(0.3, 2.0);
    const double range = uniform(generator);
    const double ripple = uniform(generator);
    const double weight = 0.4 * uniform(generator);
    return {std::make_shared<BornScatterers>(rate,
                                             [=](double q) {
                                                 return std::exp(-range * q * q) *
                                                        (1.0 + weight * std::cos(ripple * q * q));
                                             }),
            std::make_shared<BornScatterers>(0.3 * rate,
                                             [=](double q) { return 1.0 / (0.3 + q * q); })};
}

KineticEquation equation(const SpinOrbitField& field, double energy, const Impurities& impurities,
                         int directions = 64) {
    return {fermi_contour(field, energy, directions), impurities};
}

Complex spin_current(const KineticResponse& response) {
    return response.total.spin_current[1];
}

TEST(RashbaResponse, StaticSpinCurrentVanishesForAnyPotentialAndAnyDisorder) {
    for (unsigned seed = 1; seed <= 6; ++seed)
        for (const double rate : {1e-4, 1e-2, 1.0, 30.0})
            for (const double energy : {0.5, 0.05, -0.01}) {
                const auto impurities = random_potential(seed, rate);
                const auto response = equation({.rashba = 0.2}, energy, impurities).response(0.0);
                EXPECT_LT(std::abs(spin_current(response)) * 8.0 * pi, 1e-11)
                    << seed << " " << rate << " " << energy;
                EXPECT_GT(std::abs(response.total.spin[1]), 1e-6);
            }
}

TEST(RashbaResponse, RotationAndAccelerationCancelTermByTerm) {
    for (const double rate : {1e-3, 0.1, 10.0}) {
        const auto response =
            equation({.rashba = 0.2}, 0.5, random_potential(3, rate)).response(0.0);
        EXPECT_NEAR(response.rotation.spin_current[1].real() * 8.0 * pi, -1.0, 1e-11);
        EXPECT_NEAR(response.acceleration.spin_current[1].real() * 8.0 * pi, 1.0, 1e-11);
        EXPECT_NEAR(response.field_term.real() * 8.0 * pi, -1.0, 1e-12);
        EXPECT_NEAR(response.collision_term.real() * 8.0 * pi, 1.0, 1e-11);
    }
}

TEST(RashbaResponse, EdelsteinPolarisationOfDeltaScatterers) {
    // S_y = -m alpha tau/4 pi with the alpha of paper R, twice ours; at any strength.
    for (const double alpha : {0.01, 0.1, 0.6})
        for (const double tau : {0.1, 3.0, 500.0}) {
            const auto response = equation({.rashba = alpha}, 0.5, delta(tau)).response(0.0);
            // Spins relax at (2 alpha tau)^2/2 of the scattering rate, which amplifies rounding.
            const double relaxation = std::min(1.0, std::pow(2.0 * alpha * tau, 2));
            const double rounding = 1e-15 * (tau / relaxation + 1e3 * alpha * tau);
            EXPECT_NEAR(response.total.spin[1].real(), -alpha * tau / (2.0 * pi), rounding);
            EXPECT_LT(std::abs(response.total.spin[0]), rounding);
        }
}

TEST(RashbaResponse, FrequencyFormulaOfDeltaScatterers) {
    // theory.md, section 8, for splittings much smaller than the Fermi energy.
    const double alpha = 1e-5;
    const double splitting = 2.0 * alpha; // p_F = 1
    for (const double product : {0.1, 1.0, 5.0})
        for (const double frequency : {0.02, 0.3, 1.0, 4.0}) {
            const double tau = product / splitting;
            const double omega = frequency / tau;
            const Complex z(1.0, -frequency);
            const double d2 = product * product;
            const Complex expected = Complex(0.0, frequency) * d2 / (4.0 * pi) /
                                     (2.0 * z * (z * z + d2) - 2.0 * z * z - d2);
            const auto response = equation({.rashba = alpha}, 0.5, delta(tau)).response(omega);
            EXPECT_LT(std::abs(spin_current(response) - expected), 1e-7 * std::abs(expected))
                << product << " " << frequency;
        }
}

TEST(RashbaResponse, SpinTorqueIdentityAtEveryFrequency) {
    // d S_y/dt = m alpha q_yz with the alpha of paper R.
    const double alpha = 0.15;
    for (const double energy : {0.5, -0.005})
        for (const double omega : {1e-4, 0.02, 0.4, 3.0}) {
            const auto response =
                equation({.rashba = alpha}, energy, random_potential(2, 0.05)).response(omega);
            const Complex change = Complex(0.0, -omega) * response.total.spin[1];
            EXPECT_LT(std::abs(change - 2.0 * alpha * spin_current(response)),
                      1e-12 * (std::abs(change) + alpha / 8.0 / pi));
        }
}

TEST(RashbaResponse, CleanGasHasTheUniversalValue) {
    // Delta >> omega >> 1/tau.
    const auto response = equation({.rashba = 0.1}, 0.5, delta(1e9)).response(1e-5);
    EXPECT_NEAR(spin_current(response).real() * 8.0 * pi, -1.0, 1e-4);
}

TEST(RashbaResponse, ResonanceIsThatOfKubosFormula) {
    // Self-energy -+ i/2 tau and ladder vertex corrections, the integral over energies
    // included, for delta scatterers: alpha = 0.1, tau = 50, e_F = 0.5, by
    // tests/references/rashba_kubo.py. Equal to the order 1/(e_F tau).
    struct Kubo {
        double frequency;
        Complex spin_current; // in units of 1/8 pi
        Complex current;
        Complex spin;
    };
    const std::vector<Kubo> known{{0.02, {-0.8134, 0.3863}, {4.0107, 4.0414}, {-0.1548, -0.3203}},
                                  {0.1, {-1.3176, -0.0022}, {0.3082, 1.5407}, {0.0000, -0.1041}},
                                  {0.18, {-3.1270, -2.7637}, {0.1201, 0.8608}, {0.1212, -0.1374}},
                                  {0.2, {-0.5733, -4.5958}, {0.1161, 0.7955}, {0.1817, -0.0228}},
                                  {0.22, {2.1236, -3.2198}, {0.0910, 0.7449}, {0.1158, 0.0763}}};
    const auto gas = equation({.rashba = 0.1}, 0.5, delta(50.0));
    for (const Kubo& kubo : known) {
        const Carried found = gas.response(kubo.frequency).total;
        constexpr double inverse = 1.0 / 25.0;
        EXPECT_LT(std::abs(8.0 * pi * found.spin_current[1] - kubo.spin_current),
                  inverse * std::abs(kubo.spin_current));
        EXPECT_LT(std::abs(found.current[0] - kubo.current), inverse * std::abs(kubo.current));
        EXPECT_LT(std::abs(found.spin[1] - kubo.spin), inverse * std::abs(kubo.spin));
    }
}

TEST(RashbaResponse, AbsorptionBetweenTheBandsIsUniversal) {
    // e^2/16 hbar from 2 alpha p_+ to 2 alpha p_-; beside it only that of the carriers, n/omega^2
    // tau.
    const double tau = 1e6;
    const auto above = equation({.rashba = 0.2}, 0.5, delta(tau));
    const auto below = equation({.rashba = 0.5}, -0.03, delta(tau));
    for (const double omega : {0.36, 0.40, 0.44})
        EXPECT_NEAR(above.response(omega).total.current[0].real(), 1.0 / 16.0, 1e-3) << omega;
    for (const double omega : {0.2, 0.5, 0.8})
        EXPECT_NEAR(below.response(omega).total.current[0].real(), 1.0 / 16.0, 1e-3) << omega;
    for (const double omega : {0.29, 0.55})
        EXPECT_NEAR(above.response(omega).total.current[0].real(), 0.0, 1e-3) << omega;
    EXPECT_NEAR(below.response(1.1).total.current[0].real(), 0.0, 1e-3);
}

TEST(RashbaResponse, CleanResonanceIsTheMeanOverTheSplittings) {
    // Without collisions -(1/8 pi) <D^2/(D^2 - omega^2)> over p between p_+ and p_-, D = 2 alpha p.
    const double alpha = 0.1;
    const double x = std::sqrt(1.0 + alpha * alpha);
    const auto gas = equation({.rashba = alpha}, 0.5, delta(1e9));
    for (const double omega : {0.05, 0.15, 0.25, 1.0}) {
        const double low = 2.0 * alpha * (x - alpha);
        const double high = 2.0 * alpha * (x + alpha);
        const double logarithm =
            std::log((high - omega) / (high + omega) * (low + omega) / (low - omega));
        const double mean = 1.0 + 0.5 * omega * logarithm / (high - low);
        EXPECT_NEAR(8.0 * pi * spin_current(gas.response(omega)).real(), -mean, 1e-6) << omega;
    }
}

TEST(RashbaResponse, StaticFieldIsTheLimitOfSlowOnes) {
    for (const double energy : {0.5, -0.03}) {
        const auto gas = equation({.rashba = 0.5}, energy, delta(200.0));
        const auto still = gas.response(0.0).total;
        const auto slow = gas.response(1e-9).total;
        EXPECT_LT(std::abs(slow.spin[1] - still.spin[1]), 1e-4 * std::abs(still.spin[1]));
        EXPECT_LT(std::abs(slow.current[0] - still.current[0]), 1e-4 * still.current[0].real());
    }
}

TEST(RashbaResponse, LowerBandAlone) {
    // -(1/8 pi)(2 x_F/m alpha), alpha of paper R, x_F = sqrt(2 m eps_F + m^2 alpha^2/4).
    const double alpha = 0.4;
    const double energy = -0.03;
    const double x = std::sqrt(2.0 * energy + alpha * alpha);
    const auto response = equation({.rashba = alpha}, energy, delta(100.0)).response(0.0);
    EXPECT_NEAR(response.rotation.spin_current[1].real(), -x / alpha / (8.0 * pi), 1e-12);
    EXPECT_LT(std::abs(spin_current(response)), 1e-13);
}

TEST(RashbaResponse, DresselhausTermAloneIsRashbaMirrored) {
    const auto rashba = equation({.rashba = 0.1}, 0.5, delta(30.0)).response(0.01).total;
    const auto dresselhaus = equation({.dresselhaus = 0.1}, 0.5, delta(30.0)).response(0.01).total;
    EXPECT_LT(std::abs(rashba.spin_current[1] + dresselhaus.spin_current[1]), 1e-14);
    EXPECT_LT(std::abs(rashba.spin[1] - dresselhaus.spin[0]), 1e-12);
    EXPECT_LT(std::abs(rashba.current[0] - dresselhaus.current[0]), 1e-10);
}

TEST(RashbaResponse, BothLinearTermsGiveNoStaticSpinCurrent) {
    for (const double beta : {0.02, 0.09, 0.1, 0.2}) {
        const auto response =
            equation({.rashba = 0.1, .dresselhaus = beta}, 0.5, random_potential(5, 0.05), 64)
                .response(0.0);
        EXPECT_LT(std::abs(spin_current(response)) * 8.0 * pi, 1e-10) << beta;
        EXPECT_LT(std::abs(response.total.spin_current[0]) * 8.0 * pi, 1e-10) << beta;
    }
}

TEST(RashbaResponse, DresselhausTermCancelsTheRotation) {
    // The axis of the splitting turns once with the momentum, with the sense of alpha^2 - beta^2,
    // and not at all for terms of one size.
    for (const auto& [beta, sense] : std::vector<std::pair<double, double>>{
             {0.0, 1.0}, {0.03, 1.0}, {0.1, 0.0}, {-0.1, 0.0}, {0.3, -1.0}}) {
        const auto gas =
            equation({.rashba = 0.1, .dresselhaus = beta}, 0.5, random_potential(5, 0.05), 64);
        const auto still = gas.response(0.0);
        EXPECT_NEAR(still.field_term.real() * 8.0 * pi, -sense, 1e-10) << beta;
        EXPECT_NEAR(still.rotation.spin_current[1].real() * 8.0 * pi, -sense, 1e-9) << beta;
        if (sense == 0.0) {
            EXPECT_LT(std::abs(spin_current(gas.response(0.1))) * 8.0 * pi, 1e-9) << beta;
        }
    }
}

TEST(RashbaResponse, AllDirectionsAgreeWithHarmonics) {
    const auto impurities = random_potential(4, 0.1);
    const auto one = equation({.rashba = 0.1}, 0.5, impurities).response(0.03).total;
    const auto other =
        equation({.rashba = 0.1, .dresselhaus = 1e-13}, 0.5, impurities).response(0.03).total;
    EXPECT_LT(std::abs(one.spin_current[1] - other.spin_current[1]), 1e-11);
    EXPECT_LT(std::abs(one.spin[1] - other.spin[1]), 1e-10);
    EXPECT_LT(std::abs(one.current[0] - other.current[0]), 1e-9);
}

TEST(RashbaResponse, CubicTermHasASpinCurrent) {
    // Winding three: 3/8 pi in the clean gas, in units of S_z = 1/2.
    const auto response = equation({.cubic_rashba = 1e-3}, 0.5, delta(1e9)).response(0.0);
    EXPECT_NEAR(spin_current(response).real() * 8.0 * pi, -3.0, 1e-4);
}

TEST(RashbaResponse, CubicTermWithDeltaScatterersHasNoVertexCorrection) {
    // The spin along b cos(phi) has no part that is the same in all directions, so that nothing
    // scatters in: -3/8 pi D^2/(z^2 + D^2), D = splitting tau, z = 1 - i omega tau.
    const double coupling = 1e-6;
    const double splitting = 2.0 * coupling; // p_F = 1
    for (const double product : {0.1, 1.0, 10.0})
        for (const double frequency : {0.0, 0.5, 3.0}) {
            const double tau = product / splitting;
            const Complex z(1.0, -frequency);
            const Complex expected =
                -3.0 / (8.0 * pi) * product * product / (z * z + product * product);
            const auto response =
                equation({.cubic_rashba = coupling}, 0.5, delta(tau)).response(frequency / tau);
            EXPECT_LT(std::abs(spin_current(response) - expected), 1e-8) << product;
        }
}

TEST(RashbaResponse, DrudeConductivityWithoutSpinOrbitCoupling) {
    const double tau = 7.0;
    const auto response = equation({}, 0.5, delta(tau)).response(0.1);
    const Complex expected = carrier_density({}, 0.5) * tau / Complex(1.0, -0.1 * tau);
    EXPECT_LT(std::abs(response.total.current[0] - expected), 1e-12 * tau);
    EXPECT_NEAR(carrier_density({}, 0.5), 1.0 / (2.0 * pi), 1e-14);
}

} // namespace
} // namespace sidejump::rashba
