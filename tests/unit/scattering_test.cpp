// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/scattering/optical_theorem.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "tests/support/random_alloys.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <stdexcept>

namespace sidejump::scattering {
namespace scattering_test {

using impurity::Channel;
using std::complex;

const complex<double> i_unit(0.0, 1.0);

TEST(PartialWaves, ElasticElementIsOnTheUnitarityCircle) {
    for (const double eta : {-1.4, -0.3, 0.0, 1e-9, 0.7, 0.5 * std::numbers::pi}) {
        const Channel channel{1, 3, eta, 1.0, 1.0};
        const auto t = t_element(channel);
        EXPECT_NEAR(std::abs(t - std::exp(i_unit * eta) * std::sin(eta)), 0.0, 1e-16);
        EXPECT_NEAR(t.imag(), std::norm(t), 1e-16);
        EXPECT_NEAR(std::abs(s_element(channel)), 1.0, 1e-15);
        EXPECT_NEAR(std::abs(1.0 + 2.0 * i_unit * t - s_element(channel)), 0.0, 1e-15);
    }
}

TEST(PartialWaves, InelasticElementLosesFlux) {
    const Channel channel{2, 5, 0.4, 0.6, 2.0};
    const auto t = t_element(channel);
    EXPECT_NEAR(std::abs(1.0 + 2.0 * i_unit * t - s_element(channel)), 0.0, 1e-15);
    EXPECT_NEAR(t.imag() - std::norm(t), 0.25 * (1.0 - 0.36), 1e-15);
}

TEST(PartialWaves, BornElementIsThePhaseShiftModuloPi) {
    EXPECT_DOUBLE_EQ(born_element({0, 1, 0.2, 1.0, 0.0}), 0.2);
    EXPECT_NEAR(born_element({0, 1, 0.2 + std::numbers::pi, 1.0, 0.0}), 0.2, 1e-15);
    EXPECT_NEAR(born_element({0, 1, -0.5 * std::numbers::pi, 1.0, 0.0}), 0.5 * std::numbers::pi,
                1e-15);
}

TEST(PartialWaves, FriedelSumCountsElectrons) {
    // A full d shell: phase shifts pi in both j hold ten electrons.
    const double eta = std::numbers::pi;
    EXPECT_NEAR(friedel_sum({{2, 3, eta, 1.0, 2.0}, {2, 5, eta, 1.0, 2.0}}), 10.0, 1e-14);
}

// K-S90 (sign put right) and K-S91: the three channels written out.
TEST(PartialWaves, ThreeChannelAmplitudes) {
    const double eta[3] = {0.3, 1.1, -0.2};
    const std::vector<Channel> channels = {
        {0, 1, eta[0], 1.0, 0.0}, {1, 1, eta[1], 1.0, 1.0}, {1, 3, eta[2], 1.0, 1.0}};
    const auto t = [&](int n) { return std::exp(i_unit * eta[n]) * std::sin(eta[n]); };
    for (const double x : {-1.0, -0.3, 0.0, 0.8, 1.0}) {
        const auto [A, B] = amplitudes(channels, x);
        EXPECT_NEAR(std::abs(A + t(0) + (t(1) + 2.0 * t(2)) * x), 0.0, 1e-15);
        EXPECT_NEAR(std::abs(B + t(1) - t(2)), 0.0, 1e-15);
    }
}

TEST(PartialWaves, HighWavesUseLegendrePolynomials) {
    const std::vector<Channel> channels = {{3, 5, 0.5, 1.0, 3.0}};
    const double x = 0.37;
    const auto [A, B] = amplitudes(channels, x);
    const auto t = t_element(channels[0]);
    EXPECT_NEAR(std::abs(A + 3.0 * t * 0.5 * (5.0 * x * x * x - 3.0 * x)), 0.0, 1e-14);
    EXPECT_NEAR(std::abs(B + t * 0.5 * (15.0 * x * x - 3.0)), 0.0, 1e-14);
}

TEST(PartialWaves, AnglesAreChecked) {
    EXPECT_THROW((void)amplitudes({{0, 1, 0.3, 1.0, 0.0}}, 1.5), std::domain_error);
}

TEST(OpticalTheorem, HoldsForRandomImpurities) {
    std::mt19937 random(3);
    for (int set = 0; set < 300; ++set)
        EXPECT_LT(optical_theorem_residual(test::random_channels(random, set % 7, set % 2 == 1)),
                  1e-13);
    EXPECT_EQ(optical_theorem_residual({{0, 1, 0.0, 1.0, 0.0}}), 0.0);
}

TEST(OpticalTheorem, HoldsForWeakScatterersInRelativeTerms) {
    for (const double scale : {1e-3, 1e-5, 1e-7})
        EXPECT_LT(optical_theorem_residual({{0, 1, scale, 1.0, 0.0},
                                            {1, 1, 10.0 * scale, 1.0, 1.0},
                                            {1, 3, -scale, 1.0, 1.0}}),
                  1e-12);
}

TEST(OpticalTheorem, ForwardAmplitudeOfAnSWave) {
    const auto [A, B] = amplitudes({{0, 1, 0.3, 1.0, 0.0}}, 1.0);
    EXPECT_NEAR(-A.imag(), std::pow(std::sin(0.3), 2), 1e-16);
    EXPECT_EQ(std::abs(B), 0.0);
}

TEST(OpticalTheorem, ResidualSeesBrokenUnitarity) {
    // The same channel twice is no partial-wave sum of a unitary S matrix.
    EXPECT_GT(optical_theorem_residual({{0, 1, 0.3, 1.0, 0.0}, {0, 1, 0.4, 1.0, 0.0}}), 1e-2);
}

} // namespace scattering_test
} // namespace sidejump::scattering
