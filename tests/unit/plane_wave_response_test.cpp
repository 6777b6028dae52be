// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/response/plane_wave_response.hpp"
#include "tests/support/angular_quadrature.hpp"
#include "tests/support/random_alloys.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

namespace sidejump::response {
namespace {

using Complex = std::complex<double>;
using Vector = Eigen::Vector3d;
constexpr Complex i_unit{0.0, 1.0};

MomentCollisions
collisions_of(const coefficients::Alloy& alloy,
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
    return matrix.inverse().topLeftCorner<4, 4>();
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
    const auto reference =
        test::quadrature_operator(alloy.impurities[0].channels, 0.02, order);
    const Complex z = rate * Complex(0.3, -0.7);
    const Vector q = rate * c.q;
    const Vector larmor = rate * c.larmor;
    const Eigen::Matrix4cd expected = dense_propagator(reference, q, z, larmor);
    const auto found = PlaneWaveResponse(collisions, q.normalized(), larmor)
                           .converged_propagator(q.norm(), z, 1e-12);
    EXPECT_LT((found.value - expected).cwiseAbs().maxCoeff(), 1e-11 * expected.cwiseAbs().maxCoeff())
        << found.value * rate << "\n\n"
        << expected * rate;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SecondRoute,
    testing::Values(
        Case{"no_field", 1, false, {0.1, 0.2, -0.15}, {0.0, 0.0, 0.0}},
        Case{"along_z", 1, false, {0.0, 0.0, 0.3}, {0.0, 0.0, 0.0}},
        Case{"field_along_q", 1, false, {0.1, 0.2, -0.1}, {0.2, 0.4, -0.2}},
        Case{"field_against_q", 1, false, {0.1, 0.2, -0.1}, {-0.2, -0.4, 0.2}},
        Case{"field_across", 1, false, {0.3, 0.0, 0.0}, {0.0, 0.0, 0.8}},
        Case{"field_anyhow", 1, false, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}},
        Case{"inelastic", 1, true, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}},
        Case{"d_waves", 2, false, {0.1, 0.2, -0.1}, {0.3, -0.2, 0.5}}),
    [](const auto& tested) { return std::string(tested.param.name); });

} // namespace
} // namespace sidejump::response
