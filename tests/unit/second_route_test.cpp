// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "tests/support/angular_quadrature.hpp"
#include "tests/support/random_alloys.hpp"

#include <gtest/gtest.h>

// Every coefficient by two routes that share nothing but the channel amplitudes: bilinear forms
// from Wigner symbols in the coupled basis, and plain quadrature of the defining integrals in the
// basis of real spherical harmonics times Pauli matrices with dense elimination.

namespace sidejump::test {
namespace second_route_test {

using coefficients::TransportCoefficients;
using Tensor = std::array<std::array<Eigen::Matrix4d, 3>, 3>;

constexpr double tolerance = 1e-10;

void expect_tensor(const Tensor& D, const TransportCoefficients& c, double spin_hall,
                   double scale) {
    const double allowed = tolerance * scale;
    EXPECT_NEAR(D[0][0](0, 0), c.charge_diffusion, allowed);
    EXPECT_NEAR(D[2][2](0, 0), c.charge_diffusion, allowed);
    EXPECT_NEAR(D[0][0](1, 1), c.spin_diffusion_longitudinal, allowed);
    EXPECT_NEAR(D[2][2](3, 3), c.spin_diffusion_longitudinal, allowed);
    EXPECT_NEAR(D[0][0](2, 2), c.spin_diffusion_transverse, allowed);
    EXPECT_NEAR(D[1][1](3, 3), c.spin_diffusion_transverse, allowed);
    // J_yy = kappa d_x s_x, J_yx = -(D_2 - D_1)/2 d_x s_y.
    EXPECT_NEAR(D[1][0](2, 1), -c.swapping, allowed);
    EXPECT_NEAR(D[1][0](1, 2), 0.5 * (c.spin_diffusion_2 - c.spin_diffusion_1), allowed);
    // J_yz = + D theta d_x rho and J_x = - D theta d_y s_z: the signs of K-8 and K-9.
    EXPECT_NEAR(D[1][0](3, 0), -spin_hall, allowed);
    EXPECT_NEAR(D[0][1](0, 3), spin_hall, allowed);
    EXPECT_NEAR(D[0][0](0, 3), 0.0, allowed);
}

struct Case {
    int l_max;
    bool inelastic;
    int sets;
};

class SecondRoute : public testing::TestWithParam<Case> {};

TEST_P(SecondRoute, AgreesForAllTruncations) {
    std::mt19937 random(20260101u + static_cast<unsigned>(GetParam().l_max));
    for (int set = 0; set < GetParam().sets; ++set) {
        coefficients::Alloy alloy = random_alloy(random, GetParam().l_max, GetParam().inelastic);
        const auto& species = alloy.impurities[0];
        for (const int order : {1, 2, 3}) {
            const QuadratureOperator collisions =
                quadrature_operator(species.channels, species.concentration, order);
            alloy.kinetics.moments = {order, false};
            alloy.kinetics.side_jump = kinetics::SideJump::first_order;
            const auto c = transport_coefficients(alloy);
            const double scale = c.drude_diffusion + c.spin_diffusion_transverse;
            expect_tensor(first_order_diffusion(collisions), c, c.spin_hall_diffusion_dressed,
                          scale);
            const DenseElimination dense = dense_elimination(collisions, 1.0);
            EXPECT_NEAR(dense.relaxation(1, 1), c.spin_relaxation_rate,
                        tolerance * c.transport_rate);
            EXPECT_NEAR(dense.weight(3, 3), c.slow_mode_weight, tolerance * c.slow_mode_weight);
            if (order == 1) {
                EXPECT_NEAR(first_order_diffusion(collisions)[1][0](3, 0), -c.spin_hall_diffusion,
                            tolerance * scale);
            }
            alloy.kinetics.side_jump = kinetics::SideJump::with_products;
            const auto products = transport_coefficients(alloy);
            expect_tensor(dense.diffusion, products, products.spin_hall_diffusion_dressed, scale);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Channels, SecondRoute,
                         testing::Values(Case{1, false, 6}, Case{2, false, 3}, Case{3, false, 2},
                                         Case{1, true, 6}, Case{2, true, 3}, Case{3, true, 1}),
                         [](const auto& tested) {
                             return "l" + std::to_string(tested.param.l_max) +
                                    (tested.param.inelastic ? "_inelastic" : "_elastic");
                         });

TEST(SecondRouteMoments, DiffusionDoesNotChangeFromThreeMomentsOn) {
    std::mt19937 random(7);
    const auto alloy = random_alloy(random, 2);
    const auto& species = alloy.impurities[0];
    const Tensor exact =
        first_order_diffusion(quadrature_operator(species.channels, species.concentration, 3));
    for (const int order : {4, 5}) {
        const auto collisions = quadrature_operator(species.channels, species.concentration, order);
        const Tensor tensor = first_order_diffusion(collisions);
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                EXPECT_LT((tensor[i][j] - exact[i][j]).norm(), tolerance * exact[0][0].norm());
    }
    const Tensor coarser =
        first_order_diffusion(quadrature_operator(species.channels, species.concentration, 2));
    EXPECT_GT((coarser[0][0] - exact[0][0]).norm(), 1e-3 * exact[0][0].norm())
        << "l = 3 must matter for this test to say anything";
}

TEST(SecondRouteMoments, OffShellExponentEntersTheSideJump) {
    std::mt19937 random(11);
    auto alloy = random_alloy(random, 2);
    std::uniform_real_distribution<double> exponent(-1.0, 3.0);
    for (auto& channel : alloy.impurities[0].channels)
        channel.off_shell_exponent = exponent(random);
    const auto& species = alloy.impurities[0];
    const auto c = transport_coefficients(alloy);
    expect_tensor(
        first_order_diffusion(quadrature_operator(species.channels, species.concentration, 3)), c,
        c.spin_hall_diffusion_dressed, c.drude_diffusion);
}

TEST(SecondRouteMoments, StaticMomentsAreAveragedOverTheirDirections) {
    std::mt19937 random(19);
    auto alloy = random_alloy(random, 1);
    auto& species = alloy.impurities[0];
    for (auto& channel : species.channels)
        if (channel.twice_j == 1) {
            channel.inelastic = channel.l == 0 ? 0.7 : 0.4;
            channel.dipole_return = -1.0 / 3.0;
        }
    const auto c = transport_coefficients(alloy);
    const auto collisions = quadrature_operator(species.channels, species.concentration, 3);
    expect_tensor(first_order_diffusion(collisions), c, c.spin_hall_diffusion_dressed,
                  c.drude_diffusion);
    EXPECT_NEAR(dense_elimination(collisions, 1.0).relaxation(1, 1), c.spin_relaxation_rate,
                tolerance * c.transport_rate);
}

// A moment in an s wave: t = t_0 + t_1 n.sigma turns the spin round by scattering through t_1, so
// that 1/tau_s = (4/3) |t_1|^2/(|t_0|^2 + |t_1|^2) of the scattering rate.
TEST(SecondRouteMoments, SpinRelaxesOffStaticMomentsOfAnSWave) {
    auto alloy = three_channel_alloy(0.0, 0.0, 0.0);
    const double up = 1.3;
    const double down = 0.2;
    const std::complex<double> mean =
        0.5 * (std::polar(1.0, 2.0 * up) + std::polar(1.0, 2.0 * down));
    alloy.impurities[0].channels = {{0, 1, 0.5 * std::arg(mean), std::abs(mean), 0.0, -1.0 / 3.0}};
    const std::complex<double> t_up = std::polar(std::sin(up), up);
    const std::complex<double> t_down = std::polar(std::sin(down), down);
    const double even = std::norm(0.5 * (t_up + t_down));
    const double odd = std::norm(0.5 * (t_up - t_down));
    const auto c = transport_coefficients(alloy);
    EXPECT_NEAR(c.spin_relaxation_rate / c.transport_rate, 4.0 / 3.0 * odd / (even + odd), 1e-12);
}

TEST(SecondRouteMoments, SuperoperatorsOfSpeciesAdd) {
    std::mt19937 random(13);
    auto alloy = random_alloy(random, 2);
    const auto second = random_alloy(random, 1);
    alloy.impurities.push_back(second.impurities[0]);
    const auto& a = alloy.impurities[0];
    const auto& b = alloy.impurities[1];
    QuadratureOperator sum = quadrature_operator(a.channels, a.concentration, 3);
    const QuadratureOperator other = quadrature_operator(b.channels, b.concentration, 3);
    sum.relaxation += other.relaxation;
    for (std::size_t i = 0; i < 3; ++i)
        sum.side_jump[i] += other.side_jump[i];
    const auto c = transport_coefficients(alloy);
    expect_tensor(first_order_diffusion(sum), c, c.spin_hall_diffusion_dressed, c.drude_diffusion);
}

TEST(SecondRouteMoments, LevyVelocityIsTheGradientOnIncomingMomenta) {
    std::mt19937 random(17);
    auto alloy = random_alloy(random, 2);
    const auto& species = alloy.impurities[0];
    const auto collisions = quadrature_operator(species.channels, species.concentration, 1);
    alloy.kinetics.side_jump = kinetics::SideJump::levy;
    const auto c = transport_coefficients(alloy);
    // A gradient of rho along x feeds sigma_z f_z = Omega_cs (z x p^)_x = -Omega_cs p^_y, one of
    // s_z feeds f_0 = Omega_sc (z x p^)_x. The real harmonic (1, -1) is -p^_y (Condon-Shortley).
    const Eigen::Index minus_p_y = 4;
    EXPECT_NEAR(collisions.side_jump_incoming[0](minus_p_y + 3, 0), c.omega_cs / std::sqrt(3.0),
                1e-12);
    EXPECT_NEAR(collisions.side_jump_incoming[0](minus_p_y, 3), c.omega_sc / std::sqrt(3.0), 1e-12);
    EXPECT_GT(std::abs(c.omega_cs), 1e-6);
}

} // namespace second_route_test
} // namespace sidejump::test
