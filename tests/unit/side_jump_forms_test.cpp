// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "tests/support/random_alloys.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::coefficients {
namespace side_jump_forms_test {

using kinetics::SideJump;
using C = TransportCoefficients;

constexpr double pi = std::numbers::pi;

C with_side_jump(Alloy alloy, SideJump side_jump) {
    alloy.kinetics.side_jump = side_jump;
    return transport_coefficients(alloy);
}

// The Born T matrix T = U(p - k) [1 - i gamma (p x k).sigma] with U = u0 - u1 |p - k|^2/2, weak, as
// partial waves: U is a polynomial, so s, p and d waves are all there is. The off-shell exponents
// are those of each wave's radial factor, amplitude-weighted where A and B share a channel.
struct BornPotential {
    double u0;
    double u1;
    double gamma;

    [[nodiscard]] Alloy alloy() const {
        const double shell = u0 - u1;
        const double g = gamma * shell;
        const double exponent_b = 1.0 - u1 / shell;
        const double t_12 = (-u1 + 2.0 * g) / 3.0;
        const double t_32 = (-u1 - g) / 3.0;
        const double d = gamma * u1 / 3.0; // t_23 - t_25 with 2 t_23 + 3 t_25 = 0
        Alloy alloy;
        alloy.host.fermi_wavenumber = 1e10;
        alloy.impurities = {{"Born",
                             0.01,
                             {{0, 1, -shell, 1.0, -u1 / shell},
                              {1, 1, t_12, 1.0, (-u1 + 2.0 * g * exponent_b) / (3.0 * t_12)},
                              {1, 3, t_32, 1.0, (-u1 - g * exponent_b) / (3.0 * t_32)},
                              {2, 3, 0.6 * d, 1.0, 2.0},
                              {2, 5, -0.4 * d, 1.0, 2.0}}}};
        return alloy;
    }
    // 2 pi n_i sum_k |U|^2 delta (1 - weight x): K-S49 with weight = 1, K-S50 with weight = 0.
    [[nodiscard]] double rate(double weight) const {
        const double shell = u0 - u1;
        return 4.0 * 0.01 / (3.0 * pi) *
               (shell * shell + u1 * u1 / 3.0 - weight * 2.0 * shell * u1 / 3.0);
    }
};

// K-S46, K-S47 with the sign that follows from K-S39 and K-S42: the exact velocity carries the
// transport rate, Levy's the quasiparticle rate. The two differ because u1 is not small.
TEST(SideJumpForms, BornVelocityCarriesTheTransportRate) {
    const BornPotential potential{2e-4, 0.8e-4, 1e-4};
    const C c = transport_coefficients(potential.alloy());
    EXPECT_NEAR(c.transport_rate / potential.rate(1.0), 1.0, 1e-4);
    EXPECT_NEAR(c.omega_cs / (-potential.gamma * potential.rate(1.0)), 1.0, 1e-3);
    EXPECT_NEAR(c.omega_sc / c.omega_cs, 1.0, 1e-3)
        << "equal to first order in gamma: they differ by |B|^2 against A B";
}

TEST(SideJumpForms, LevyVelocityCarriesTheQuasiparticleRate) {
    const BornPotential potential{2e-4, 0.8e-4, 1e-4};
    const C c = with_side_jump(potential.alloy(), SideJump::levy);
    EXPECT_NEAR(c.omega_cs / (-potential.gamma * potential.rate(0.0)), 1.0, 1e-3);
    EXPECT_GT(potential.rate(0.0) / potential.rate(1.0), 1.3)
        << "the two must differ to be told apart";
}

TEST(SideJumpForms, LyoHolsteinIsTheWeakScatteringLimit) {
    std::mt19937 random(1);
    auto alloy = test::random_alloy(random, 2);
    double deviation[2] = {0.0, 0.0};
    for (int step = 0; step < 2; ++step) {
        auto weak = alloy;
        for (auto& channel : weak.impurities[0].channels)
            channel.phase_shift *= step == 0 ? 1e-2 : 1e-3;
        const C exact = with_side_jump(weak, SideJump::first_order);
        const C born = with_side_jump(weak, SideJump::lyo_holstein);
        deviation[step] = std::abs(born.omega_cs / exact.omega_cs - 1.0);
    }
    EXPECT_LT(deviation[0], 1e-2);
    EXPECT_LT(deviation[1], 0.02 * deviation[0]) << "corrections are of second order in eta";
}

TEST(SideJumpForms, LyoHolsteinIsWrongAtResonance) {
    const auto alloy = test::three_channel_alloy(0.0, 0.5 * pi, 0.0);
    const C exact = with_side_jump(alloy, SideJump::first_order);
    const C born = with_side_jump(alloy, SideJump::lyo_holstein);
    // eta^2 for sin^2 eta.
    EXPECT_NEAR(born.spin_hall_conductivity / exact.spin_hall_conductivity, 0.25 * pi * pi, 1e-12);
}

TEST(SideJumpForms, NoneLeavesSkewScattering) {
    std::mt19937 random(2);
    const auto alloy = test::random_alloy(random, 2);
    const C exact = with_side_jump(alloy, SideJump::first_order);
    const C none = with_side_jump(alloy, SideJump::none);
    EXPECT_EQ(none.omega_c, 0.0);
    EXPECT_EQ(none.spin_hall_conductivity_side_jump, 0.0);
    EXPECT_NEAR(none.spin_hall_conductivity, exact.spin_hall_conductivity_skew, 1e-13);
    EXPECT_EQ(none.spin_relaxation_rate, exact.spin_relaxation_rate);
}

TEST(SideJumpForms, ProductsAreOfSecondOrderInTheConcentration) {
    std::mt19937 random(3);
    auto alloy = test::random_alloy(random, 2);
    double difference[2] = {0.0, 0.0};
    for (int step = 0; step < 2; ++step) {
        alloy.impurities[0].concentration = step == 0 ? 1e-2 : 1e-3;
        const C first = with_side_jump(alloy, SideJump::first_order);
        const C products = with_side_jump(alloy, SideJump::with_products);
        difference[step] =
            std::abs(products.charge_diffusion - first.charge_diffusion) / first.drude_diffusion;
    }
    EXPECT_NEAR(difference[0] / difference[1], 100.0, 1.0);
}

TEST(SideJumpForms, OnlyTheGradientOnBothMomentaIsReciprocal) {
    std::mt19937 random(4);
    const auto alloy = test::random_alloy(random, 2);
    EXPECT_LT(velocity_reciprocity_residual(alloy, true), 1e-13);
    EXPECT_GT(velocity_reciprocity_residual(alloy, false), 1e-2);
}

} // namespace side_jump_forms_test
} // namespace sidejump::coefficients
