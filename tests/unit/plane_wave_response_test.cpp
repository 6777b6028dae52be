// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/kinetics/collision_operator.hpp"
#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/response/plane_wave_response.hpp"
#include "tests/support/angular_quadrature.hpp"
#include "tests/support/random_alloys.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

namespace sidejump::response {
namespace plane_wave_response_test {

using Complex = std::complex<double>;
using Vector = Eigen::Vector3d;
constexpr Complex i_unit{0.0, 1.0};

MomentCollisions collisions_of(const coefficients::Alloy& alloy,
                               kinetics::SideJump side_jump = kinetics::SideJump::with_products) {
    return MomentCollisionEngine(alloy.impurities, side_jump).evaluate(alloy.impurities);
}

// The propagator by dense algebra in real spherical harmonics times Pauli matrices.
Eigen::Matrix4cd dense_propagator(const test::QuadratureOperator& collisions, const Vector& q,
                                  Complex z, const Vector& larmor) {
    Eigen::MatrixXcd matrix = collisions.relaxation.cast<Complex>();
    for (int i = 0; i < 3; ++i) {
        const auto n = static_cast<std::size_t>(i);
        matrix += i_unit * q[i] * (collisions.unit_vector[n] - collisions.side_jump[n]);
    }
    const Eigen::Index harmonics = matrix.rows() / 4;
    for (Eigen::Index h = 0; h < harmonics; ++h)
        for (int i = 0; i < 3; ++i) {
            // d_t s = omega x s stands on the left side with the opposite sign.
            const int j = (i + 1) % 3;
            const int k = (i + 2) % 3;
            matrix(4 * h + 1 + k, 4 * h + 1 + j) -= larmor[i];
            matrix(4 * h + 1 + j, 4 * h + 1 + k) += larmor[i];
        }
    matrix.diagonal().array() += z;
    return math::inverse(matrix).topLeftCorner<4, 4>();
}

struct Case {
    const char* name;
    int l_max;
    bool inelastic;
    Vector q;
    Vector larmor;
};

class SecondRoute : public testing::TestWithParam<Case> {};

TEST_P(SecondRoute, PropagatorAgreesWithAngularQuadrature) {
    const Case& c = GetParam();
    std::mt19937 random(20260301u);
    auto alloy = test::random_alloy(random, c.l_max, c.inelastic);
    alloy.impurities[0].concentration = 0.02;
    const MomentCollisions collisions = collisions_of(alloy);
    const double rate = collisions.outflow_rate;
    const int order = 8;
    const auto reference = test::quadrature_operator(alloy.impurities[0].channels, 0.02, order);
    const Complex z = rate * Complex(0.3, -0.7);
    const Vector q = rate * c.q;
    const Vector larmor = rate * c.larmor;
    const Eigen::Matrix4cd expected = dense_propagator(reference, q, z, larmor);
    const auto found = PlaneWaveResponse(collisions, q.normalized(), larmor)
                           .converged_propagator(q.norm(), z, 1e-12);
    EXPECT_LT((found.value - expected).cwiseAbs().maxCoeff(),
              1e-11 * expected.cwiseAbs().maxCoeff())
        << found.value * rate << "\n\n"
        << expected * rate;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SecondRoute,
    testing::Values(Case{"no_field", 1, false, {0.1, 0.2, -0.15}, {0.0, 0.0, 0.0}},
                    Case{"along_z", 1, false, {0.0, 0.0, 0.3}, {0.0, 0.0, 0.0}},
                    Case{"field_along_q", 1, false, {0.1, 0.2, -0.1}, {0.2, 0.4, -0.2}},
                    Case{"field_against_q", 1, false, {0.1, 0.2, -0.1}, {-0.2, -0.4, 0.2}},
                    Case{"field_across", 1, false, {0.3, 0.0, 0.0}, {0.0, 0.0, 0.8}},
                    Case{"field_anyhow", 1, false, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}},
                    Case{"inelastic", 1, true, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}},
                    Case{"d_waves", 2, false, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}}),
    [](const auto& tested) { return std::string(tested.param.name); });

// The mean of 1/(z + i q cos) over directions.
Complex free_flight(double q, Complex z) {
    return std::atan(q / z) / q;
}

coefficients::Alloy one_channel_alloy(int l, int twice_j, double phase_shift) {
    auto alloy = test::three_channel_alloy(0.3, 0.0, 0.0);
    alloy.impurities[0].channels = {{l, twice_j, phase_shift, 1.0, static_cast<double>(l)}};
    return alloy;
}

// An s wave scatters all components isotropically: G = g/(1 - rate g) with free flight g, in
// the diffusive, the ballistic and the high-frequency regime.
TEST(PlaneWaveResponse, SWaveIsExact) {
    const MomentCollisions collisions = collisions_of(one_channel_alloy(0, 1, 0.7));
    const double rate = collisions.outflow_rate;
    const PlaneWaveResponse response(collisions, Vector(0.0, 0.6, 0.8), Vector::Zero());
    for (const double q : {1e-3, 0.1, 1.0, 10.0, 300.0})
        for (const double omega : {0.0, 1e-3, 0.3, 5.0, 200.0}) {
            const Complex z(0.0, -omega * rate);
            const Complex g = free_flight(q * rate, z + rate);
            const Complex expected = g / (1.0 - rate * g);
            const auto found = response.converged_propagator(q * rate, z, 1e-12);
            for (int i = 0; i < 4; ++i)
                EXPECT_LT(std::abs(found.value(i, i) - expected), 1e-8 * std::abs(expected))
                    << q << ' ' << omega << ' ' << i << " at " << found.order;
        }
}

// One p1/2 channel without side jump is an s wave for the pseudospin (sigma.p^) f (sigma.p^): the
// spin response is an integral over directions.
TEST(PlaneWaveResponse, OnePWaveIsAnSWaveOfPseudospin) {
    const MomentCollisions collisions =
        collisions_of(one_channel_alloy(1, 1, 1.2), kinetics::SideJump::none);
    const double rate = collisions.outflow_rate;
    const PlaneWaveResponse response(collisions, Vector::UnitZ(), Vector::Zero());
    const auto rule = math::gauss_legendre(256);
    for (const double q : {0.05, 0.8, 3.0})
        for (const double omega : {0.0, 0.4}) {
            const Complex z(0.0, -omega * rate);
            // Means over directions of g, of g u and of g u u^T, with u_ab = 2 p_a p_b - delta_ab:
            // diagonal, longitudinal and transverse.
            Complex g = 0.0;
            Eigen::Vector2cd first = Eigen::Vector2cd::Zero();
            for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
                const double x = rule.nodes[i];
                const Complex flight = 0.5 * rule.weights[i] / (z + rate + i_unit * (q * rate * x));
                g += flight;
                first += flight * Eigen::Vector2d(2.0 * x * x - 1.0, -x * x);
            }
            const auto found = response.converged_propagator(q * rate, z, 1e-12).value;
            // u is its own inverse, so that the mean of g u u is that of g.
            const Complex longitudinal = g + rate * first[0] * first[0] / (1.0 - rate * g);
            const Complex transverse = g + rate * first[1] * first[1] / (1.0 - rate * g);
            EXPECT_LT(std::abs(found(3, 3) - longitudinal), 1e-9 * std::abs(longitudinal));
            EXPECT_LT(std::abs(found(1, 1) - transverse), 1e-9 * std::abs(transverse));
            EXPECT_LT(std::abs(found(2, 2) - transverse), 1e-9 * std::abs(transverse));
        }
}

TEST(PlaneWaveResponse, ChargeIsConservedAndObeysTheSumRule) {
    std::mt19937 random(7u);
    const MomentCollisions collisions = collisions_of(test::random_alloy(random, 2, true));
    const double rate = collisions.outflow_rate;
    const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector(0.1, 0.2, 0.3) * rate);
    const Complex z(0.0, -0.3 * rate);
    EXPECT_LT(std::abs(response.propagator(0.0, z, 12)(0, 0) * z - 1.0), 1e-12);
    // chi -> n q^2/(m omega^2): z G = 1 + q^2/(3 omega^2) + ... without V, which adds at order n_i.
    const MomentCollisions no_jump =
        collisions_of(test::random_alloy(random, 1), kinetics::SideJump::none);
    const double omega = 1e3 * no_jump.outflow_rate;
    const PlaneWaveResponse fast(no_jump, Vector::UnitX(), Vector::Zero());
    const Complex response_at_high_frequency =
        1.0 - Complex(0.0, -omega) * fast.propagator(0.01 * omega, {0.0, -omega}, 40)(0, 0);
    EXPECT_NEAR(response_at_high_frequency.real() / (-1e-4 / 3.0), 1.0, 1e-3);
}

// Onsager-Casimir: time reversal turns the spin, the field and q; inversion turns q back.
TEST(PlaneWaveResponse, IsReciprocal) {
    std::mt19937 random(11u);
    const MomentCollisions collisions = collisions_of(test::random_alloy(random, 1));
    const double rate = collisions.outflow_rate;
    const Vector q = Vector(0.3, -0.2, 0.5).normalized();
    const Vector larmor = rate * Vector(0.4, 0.7, -0.2);
    const Complex z = rate * Complex(0.0, -0.6);
    const Eigen::Matrix4cd forward =
        PlaneWaveResponse(collisions, q, larmor).propagator(0.7 * rate, z, 30);
    const Eigen::Matrix4cd backward =
        PlaneWaveResponse(collisions, q, -larmor).propagator(0.7 * rate, z, 30);
    const Eigen::Vector4d sign(1.0, -1.0, -1.0, -1.0);
    const Eigen::Matrix4cd reversed =
        sign.asDiagonal() * Eigen::Matrix4cd(backward.transpose()) * sign.asDiagonal();
    EXPECT_LT((forward - reversed).cwiseAbs().maxCoeff(), 1e-12 * forward.cwiseAbs().maxCoeff());
    EXPECT_GT(std::abs(forward(0, 1)), 1e-8 * std::abs(forward(0, 0)));
}

TEST(PlaneWaveResponse, DissipatesWithoutSideJump) {
    std::mt19937 random(13u);
    for (int set = 0; set < 5; ++set) {
        const MomentCollisions collisions =
            collisions_of(test::random_alloy(random, 2), kinetics::SideJump::none);
        const double rate = collisions.outflow_rate;
        const PlaneWaveResponse response(collisions, Vector::UnitY(), rate * Vector(1., 2., 3.));
        const Eigen::Matrix4cd G = response.propagator(rate, {0.0, -rate}, 30);
        EXPECT_GT(math::hermitian_eigen_system(G + G.adjoint()).values.minCoeff(), 0.0);
    }
}

// 1/G = z + R(z) + D(z) q^2 + O(q^4): the slow equation at a frequency, products of V kept.
TEST(PlaneWaveResponse, ExpandsIntoTheSlowEquationAtAFrequency) {
    std::mt19937 random(17u);
    for (const bool inelastic : {false, true}) {
        auto alloy = test::random_alloy(random, 2, inelastic);
        alloy.kinetics.side_jump = kinetics::SideJump::with_products;
        const auto sector = coefficients::CoefficientEngine(alloy).sector(alloy.impurities);
        const MomentCollisions collisions = collisions_of(alloy);
        const double rate = collisions.outflow_rate;
        const double omega = 0.7 * rate;
        const Complex z(0.0, -omega);
        const auto slow =
            kinetics::eliminate_fast_moments(sector, 3, kinetics::SideJumpOrder::products, omega);
        const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector::Zero());
        const Eigen::Matrix4cd at_zero = response.propagator(0.0, z, 20);
        const double q = 1e-3 * rate;
        const Eigen::Matrix4cd at_q = response.propagator(q, z, 20);
        const auto slope = [&](int i) {
            return (1.0 / at_q(i, i) - 1.0 / at_zero(i, i)) / (q * q);
        };
        EXPECT_LT(std::abs(1.0 / at_zero(1, 1) - z - slow.relaxation_rate), 1e-12 * rate);
        const Complex D_L =
            (slow.spin_diffusion[0].total() + 2.0 * slow.spin_diffusion[2].total()) / 3.0;
        const Complex D_T = 0.5 * (slow.spin_diffusion[1].total() + slow.spin_diffusion[2].total());
        EXPECT_LT(std::abs(slope(0) / slow.charge_diffusion.total() - 1.0), 1e-5);
        EXPECT_LT(std::abs(slope(1) / D_L - 1.0), 1e-5);
        EXPECT_LT(std::abs(slope(2) / D_T - 1.0), 1e-5);
        const double step = 1e-5 * rate;
        const auto next = kinetics::eliminate_fast_moments(
            sector, 3, kinetics::SideJumpOrder::products, omega + step);
        const Complex weight =
            1.0 + (next.relaxation_rate - slow.relaxation_rate) / Complex(0.0, -step);
        EXPECT_LT(std::abs(weight - slow.weight), 1e-4);
    }
}

TEST(PlaneWaveResponse, StaticSlowEquationIsThatAtZeroFrequency) {
    std::mt19937 random(19u);
    const auto alloy = test::random_alloy(random, 3);
    const auto sector = coefficients::CoefficientEngine(alloy).sector(alloy.impurities);
    const auto at_zero =
        kinetics::eliminate_fast_moments(sector, 3, kinetics::SideJumpOrder::first);
    const auto dynamic =
        kinetics::eliminate_fast_moments(sector, 3, kinetics::SideJumpOrder::first, 0.0);
    EXPECT_EQ(dynamic.relaxation_rate, at_zero.relaxation_rate);
    EXPECT_NEAR(dynamic.spin_hall_diffusion.total().real(), at_zero.spin_hall_diffusion.total(),
                1e-13 * std::abs(at_zero.charge_diffusion.total()));
    EXPECT_EQ(dynamic.weight, at_zero.weight);
}

// Orders at which the square of lambda no longer fits an int.
TEST(PlaneWaveResponse, HighOrdersStayFinite) {
    EXPECT_NEAR(cosine_element(1 << 17, 0), 0.5, 1e-10);
    const MomentCollisions collisions = collisions_of(one_channel_alloy(0, 1, 0.7));
    const double rate = collisions.outflow_rate;
    const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector::Zero());
    const double q = 1e5;
    const Complex z(0.0, -0.5 * q * rate);
    const Complex g = free_flight(q * rate, z + rate);
    const Complex expected = g / (1.0 - rate * g);
    const Complex found = response.propagator(q * rate, z, 1 << 17)(0, 0);
    EXPECT_LT(std::abs(found - expected), 1e-4 * std::abs(expected));
    // The closure of the continued fraction leaves an error of the third order in 1/order.
    for (const int order : {64, 256, 1024}) {
        const Complex closed = response.propagator(q * rate, z, order)(0, 0);
        EXPECT_LT(std::abs(closed - expected), 2.0 / std::pow(order, 3) * std::abs(expected));
    }
    const auto converged = response.converged_propagator(q * rate, z, 1e-13);
    EXPECT_TRUE(std::isfinite(converged.error));
}

TEST(MomentCollisions, RefusesOtherChannels) {
    const auto alloy = one_channel_alloy(0, 1, 0.7);
    const MomentCollisionEngine engine(alloy.impurities, kinetics::SideJump::first_order);
    EXPECT_THROW((void)engine.evaluate(one_channel_alloy(1, 1, 0.7).impurities),
                 std::invalid_argument);
    EXPECT_THROW((void)engine.evaluate({}), std::invalid_argument);
}

// Bare amplitudes: elastic channels with t replaced by the real number eta, without the loss that
// real amplitudes would seem to have.
TEST(MomentCollisions, LyoHolsteinIsTheBornLimitOfTheSideJump) {
    auto alloy = test::three_channel_alloy(1e-4, -2e-4, 3e-4);
    const auto exact = collisions_of(alloy, kinetics::SideJump::first_order);
    const auto born = collisions_of(alloy, kinetics::SideJump::lyo_holstein);
    EXPECT_GT(exact.side_jump.cwiseAbs().maxCoeff(), 0.0);
    EXPECT_LT((exact.side_jump - born.side_jump).cwiseAbs().maxCoeff(),
              1e-3 * exact.side_jump.cwiseAbs().maxCoeff());
    EXPECT_EQ((exact.relaxation - born.relaxation).cwiseAbs().maxCoeff(), 0.0);
    alloy = test::three_channel_alloy(0.5, 1.0, 0.3);
    EXPECT_GT((collisions_of(alloy, kinetics::SideJump::first_order).side_jump -
               collisions_of(alloy, kinetics::SideJump::lyo_holstein).side_jump)
                  .cwiseAbs()
                  .maxCoeff(),
              1e-4);
}

TEST(MomentCollisions, AgreesWithTheOperatorElementByElement) {
    std::mt19937 random(23u);
    auto alloy = test::random_alloy(random, 1, true);
    alloy.impurities.push_back(test::random_alloy(random, 2).impurities[0]);
    for (const auto side_jump : {kinetics::SideJump::first_order, kinetics::SideJump::levy}) {
        const MomentCollisions found =
            MomentCollisionEngine(alloy.impurities, side_jump).evaluate(alloy.impurities);
        const kinetics::CollisionOperator expected(alloy.impurities,
                                                   side_jump == kinetics::SideJump::levy
                                                       ? kinetics::MomentumGradient::incoming
                                                       : kinetics::MomentumGradient::both);
        ASSERT_EQ(found.order, 5);
        EXPECT_NEAR(found.outflow_rate, expected.outflow_rate(), 1e-15);
        for (std::size_t row = 0; row < found.moments.size(); ++row)
            for (std::size_t column = 0; column < found.moments.size(); ++column) {
                const auto r = static_cast<Eigen::Index>(row);
                const auto c = static_cast<Eigen::Index>(column);
                EXPECT_NEAR(found.relaxation(r, c),
                            expected.relaxation(found.moments[row], found.moments[column]), 1e-14);
                EXPECT_NEAR(found.side_jump(r, c),
                            expected.side_jump(found.moments[row], found.moments[column]), 1e-14);
            }
    }
}

} // namespace plane_wave_response_test
} // namespace sidejump::response
