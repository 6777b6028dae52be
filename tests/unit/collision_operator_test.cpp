// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/kinetics/collision_operator.hpp"
#include "sidejump/kinetics/diffusion_sector.hpp"
#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "tests/support/random_alloys.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::kinetics {
namespace collision_operator_test {

using impurity::Channel;
using impurity::Impurity;

CollisionOperator collision_operator(const std::vector<Channel>& channels,
                                     MomentumGradient gradient = MomentumGradient::both) {
    return {{Impurity{"test", 0.01, channels}}, gradient};
}

Eigen::MatrixXd block(const CollisionOperator& collisions, int J, int parity, int lambda_max) {
    const auto moments = block_moments(J, parity, lambda_max);
    Eigen::MatrixXd matrix(moments.size(), moments.size());
    for (std::size_t i = 0; i < moments.size(); ++i)
        for (std::size_t k = 0; k < moments.size(); ++k)
            matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) =
                collisions.relaxation(moments[i], moments[k]);
    return matrix;
}

std::vector<double> spectrum(const CollisionOperator& collisions, int J, int lambda_max) {
    std::vector<double> values;
    for (const int parity : {0, 1}) {
        const auto matrix = block(collisions, J, parity, lambda_max);
        const Eigen::VectorXcd eigenvalues = math::eigenvalues(matrix);
        for (const auto& value : eigenvalues)
            values.push_back(value.real());
    }
    std::sort(values.begin(), values.end());
    return values;
}

struct Sample {
    int l_max;
    bool inelastic;
    int sets;
};

class Laws : public testing::TestWithParam<Sample> {
  protected:
    template <class Test>
    void on_random_channels(Test test) {
        std::mt19937 random(42);
        for (int set = 0; set < GetParam().sets; ++set)
            test(test::random_channels(random, GetParam().l_max, GetParam().inelastic));
    }
};

// K-S33: out-scattering from Im t, in-scattering from t t* and the incoherent return.
TEST_P(Laws, ChargeIsConserved) {
    on_random_channels([](const auto& channels) {
        const auto collisions = collision_operator(channels);
        EXPECT_LT(std::abs(collisions.relaxation(charge_density, charge_density)),
                  1e-14 * collisions.outflow_rate());
    });
}

TEST_P(Laws, ChargeSpinElementsAreAntisymmetricAllOthersSymmetric) {
    on_random_channels([](const auto& channels) {
        const auto collisions = collision_operator(channels);
        const std::vector<Moment> even = {charge_density, spin_density, spin_quadrupole};
        const std::vector<Moment> odd = {charge_current, spin_current_scalar,
                                         spin_current_antisymmetric, spin_current_tensor,
                                         spin_octupole_tensor};
        for (const Moment& a : odd)
            for (const Moment& b : odd)
                EXPECT_NEAR(collisions.relaxation(a, b),
                            (a.s == b.s ? 1.0 : -1.0) * collisions.relaxation(b, a),
                            1e-14 * collisions.outflow_rate());
        for (const Moment& o : odd)
            for (const Moment& e : even)
                EXPECT_NEAR(collisions.side_jump(o, e),
                            (o.s == e.s ? 1.0 : -1.0) * transposition_factor(o, e) *
                                collisions.side_jump(e, o),
                            1e-13 * collisions.outflow_rate());
    });
}

TEST_P(Laws, RelaxationIsPositive) {
    on_random_channels([](const auto& channels) {
        const auto collisions = collision_operator(channels);
        const int lambda_max = 2 * channels.back().l + 1;
        for (int J = 0; J <= lambda_max + 1; ++J)
            for (const int parity : {0, 1}) {
                const auto matrix = block(collisions, J, parity, lambda_max);
                if (matrix.rows() == 0)
                    continue;
                const Eigen::MatrixXd symmetric = 0.5 * (matrix + matrix.transpose());
                EXPECT_GT(math::symmetric_eigenvalues(symmetric).minCoeff(),
                          -1e-14 * collisions.outflow_rate());
            }
    });
}

// The rates of charge and spin currents as angular integrals over A and B (K-S77..S80). K-S89 holds
// without d waves only: an angle-dependent B adds beta = <|B|^2 cos sin^2> with weights 2, 1, 7/5.
TEST_P(Laws, CurrentRatesAreAngularIntegrals) {
    on_random_channels([](const auto& channels) {
        const auto collisions = collision_operator(channels);
        const auto rule = math::gauss_legendre(12);
        double spin = 0.0;
        double skew = 0.0;
        double swap = 0.0;
        double beta = 0.0;
        double in_scattering = 0.0; // <(|A|^2 + |B|^2 sin^2) cos>
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            const double x = rule.nodes[i];
            const double weight = 0.5 * rule.weights[i] * 4.0 * 0.01 / (3.0 * std::numbers::pi);
            const double sine_squared = 1.0 - x * x;
            const auto [A, B] = scattering::amplitudes(channels, x);
            in_scattering += weight * x * (std::norm(A) + std::norm(B) * sine_squared);
            spin += weight * 4.0 / 3.0 * std::norm(B) * sine_squared;
            skew += weight * (A * std::conj(B)).imag() * sine_squared;
            swap += weight * (A * std::conj(B)).real() * sine_squared;
            beta += weight * std::norm(B) * sine_squared * x;
        }
        const double allowed = 1e-13 * collisions.outflow_rate();
        const double transport = collisions.outflow_rate() - in_scattering;
        EXPECT_NEAR(collisions.relaxation(charge_current, charge_current), transport, allowed);
        // Inelastic loss is no longer in the incoming spin: 1/tau_s gains it in full.
        double loss = 0.0;
        for (const Channel& channel : channels)
            loss += 4.0 * 0.01 / (3.0 * std::numbers::pi) * 0.125 * (channel.twice_j + 1.0) *
                    (1.0 - channel.inelastic * channel.inelastic);
        EXPECT_NEAR(collisions.relaxation(spin_density, spin_density), spin + loss, allowed);
        EXPECT_NEAR(collisions.relaxation(charge_current, spin_current_antisymmetric),
                    std::numbers::sqrt2 * skew, allowed);
        EXPECT_NEAR(collisions.relaxation(spin_current_scalar, spin_current_scalar),
                    transport - 2.0 * swap + 2.0 * beta, allowed);
        EXPECT_NEAR(collisions.relaxation(spin_current_antisymmetric, spin_current_antisymmetric),
                    transport - swap + beta, allowed);
        EXPECT_NEAR(collisions.relaxation(spin_current_tensor, spin_current_tensor),
                    transport + swap + 1.4 * beta, allowed);
        if (channels.size() == 3) {
            EXPECT_NEAR(beta, 0.0, allowed);
        }
    });
}

INSTANTIATE_TEST_SUITE_P(Channels, Laws,
                         testing::Values(Sample{1, false, 150}, Sample{2, false, 60},
                                         Sample{3, false, 25}, Sample{1, true, 150},
                                         Sample{2, true, 60}, Sample{3, true, 25}),
                         [](const auto& sample) {
                             return "l" + std::to_string(sample.param.l_max) +
                                    (sample.param.inelastic ? "_inelastic" : "_elastic");
                         });

TEST(CollisionOperator, EqualPhaseShiftsOfBothJConserveSpin) {
    std::mt19937 random(5);
    for (int set = 0; set < 50; ++set) {
        auto channels = test::random_channels(random, 3);
        for (std::size_t i = 1; i + 1 < channels.size(); i += 2)
            channels[i].phase_shift = channels[i + 1].phase_shift;
        const auto collisions = collision_operator(channels);
        const double allowed = 1e-14 * collisions.outflow_rate();
        EXPECT_NEAR(collisions.relaxation(spin_density, spin_density), 0.0, allowed);
        EXPECT_NEAR(collisions.relaxation(spin_density, spin_quadrupole), 0.0, allowed);
        EXPECT_NEAR(collisions.relaxation(charge_current, spin_current_antisymmetric), 0.0,
                    allowed);
        EXPECT_NEAR(collisions.side_jump(spin_current_antisymmetric, charge_density), 0.0, allowed);
    }
}

// The map n -> (sigma.p^) n (sigma.p^) turns channel (l, j) into (2j - l, j).
TEST(Pseudospin, PartnerChannelsHaveTheSameSpectrum) {
    const double eta = 0.8;
    for (const auto& [l, twice_j] : {std::pair{0, 1}, {1, 3}, {2, 5}}) {
        const auto lower = collision_operator({{l, twice_j, eta, 1.0, double(l)}});
        const auto upper =
            collision_operator({{twice_j - l, twice_j, eta, 1.0, double(twice_j - l)}});
        for (int J = 0; J <= 4; ++J) {
            const auto a = spectrum(lower, J, 9);
            const auto b = spectrum(upper, J, 9);
            ASSERT_EQ(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i)
                EXPECT_NEAR(a[i], b[i], 1e-14) << "J = " << J;
        }
    }
}

// Partner channels with equal phase shifts commute with sigma.p^: the helicity density is
// conserved.
TEST(Pseudospin, EqualPartnersConserveHelicity) {
    const auto equal = collision_operator({{0, 1, 0.7, 1.0, 0.0},
                                           {1, 1, 0.7, 1.0, 1.0},
                                           {1, 3, -0.4, 1.0, 1.0},
                                           {2, 3, -0.4, 1.0, 2.0}});
    EXPECT_NEAR(equal.relaxation(spin_current_scalar, spin_current_scalar), 0.0,
                1e-15 * equal.outflow_rate());
    const auto other = collision_operator({{0, 1, 0.7, 1.0, 0.0}, {1, 1, 0.5, 1.0, 1.0}});
    EXPECT_GT(other.relaxation(spin_current_scalar, spin_current_scalar),
              1e-3 * other.outflow_rate());
}

TEST(Pseudospin, SingleDoubletConservesThreePseudospinDensities) {
    const auto collisions = collision_operator({{1, 1, 0.5 * std::numbers::pi, 1.0, 1.0}});
    const auto even = block(collisions, 1, 0, 3);
    const auto [rates, modes] = math::hermitian_eigen_system(even.cast<std::complex<double>>());
    EXPECT_NEAR(rates[0], 0.0, 1e-17);
    EXPECT_GT(rates[1], 1e-3);
    // A homogeneous spin polarisation keeps the square of its overlap with the conserved mode.
    EXPECT_NEAR(std::norm(modes(0, 0)), 1.0 / 9.0, 1e-14);
}

// The slowest rate of the homogeneous operator is not R_eff.
TEST(CollisionOperator, SlowestTrueRate) {
    const auto collisions =
        collision_operator({{0, 1, 0.3, 1.0, 0.0}, {1, 1, 1.1, 1.0, 1.0}, {1, 3, -0.2, 1.0, 1.0}});
    EXPECT_NEAR(math::symmetric_eigenvalues(block(collisions, 1, 0, 3))[0], 5.84e-4, 0.005e-4);
}

TEST(CollisionOperator, HighMomentsDecayAtTheOutScatteringRate) {
    std::mt19937 random(9);
    const auto collisions = collision_operator(test::random_channels(random, 2));
    EXPECT_DOUBLE_EQ(collisions.relaxation({6, 1, 6}, {6, 1, 6}), collisions.outflow_rate());
    EXPECT_EQ(collisions.relaxation({6, 1, 6}, {6, 0, 6}), 0.0);
}

TEST(CollisionOperator, SelectionRules) {
    std::mt19937 random(10);
    const auto collisions = collision_operator(test::random_channels(random, 2));
    EXPECT_EQ(collisions.relaxation(spin_density, charge_current), 0.0) << "parity";
    EXPECT_EQ(collisions.relaxation(spin_current_scalar, spin_current_tensor), 0.0) << "J";
    EXPECT_EQ(collisions.side_jump(spin_quadrupole, spin_density), 0.0) << "parity";
    EXPECT_EQ(collisions.side_jump({3, 1, 4}, spin_density), 0.0) << "J";
    EXPECT_EQ(collisions.side_jump(spin_current_scalar, charge_density), 0.0) << "J = 0 to J = 0";
    const CollisionForms forms(channel_layout({{0, 1, 0.1, 1.0, 0.0}}));
    EXPECT_EQ(CollisionForms::unit_vector(spin_current_tensor, charge_density), 0.0);
}

TEST(CollisionOperator, UnitVectorIsSymmetric) {
    for (const auto& [odd, even] : {std::pair{charge_current, charge_density},
                                    {spin_current_scalar, spin_density},
                                    {spin_current_antisymmetric, spin_density},
                                    {spin_current_tensor, spin_density},
                                    {spin_current_tensor, spin_quadrupole},
                                    {spin_octupole_tensor, spin_quadrupole}})
        EXPECT_NEAR(CollisionForms::unit_vector(odd, even),
                    transposition_factor(odd, even) * CollisionForms::unit_vector(even, odd),
                    1e-15);
}

TEST(DiffusionSector, TableAgreesWithTheGeneralOperator) {
    std::mt19937 random(21);
    const auto channels = test::random_channels(random, 3, true);
    const auto collisions = collision_operator(channels);
    const DiffusionSectorTable table(channel_layout(channels), MomentumGradient::both);
    const auto t = scattering::t_elements(channels);
    DiffusionSector sector;
    table.add(0.01, t, sector);
    EXPECT_NEAR(sector.quadrupole, collisions.relaxation(spin_quadrupole, spin_quadrupole), 1e-16);
    EXPECT_NEAR(sector.skew, collisions.relaxation(charge_current, spin_current_antisymmetric),
                1e-16);
    EXPECT_NEAR(sector.jump_octupole_from_quadrupole,
                collisions.side_jump(spin_octupole_tensor, spin_quadrupole), 1e-16);
    DiffusionSector relaxation_only;
    table.add_relaxation(0.01, t, relaxation_only);
    EXPECT_EQ(relaxation_only.skew, sector.skew);
    EXPECT_EQ(relaxation_only.jump_charge_from_charge, 0.0);
}

TEST(Elimination, NeedsAtLeastTheCurrents) {
    EXPECT_THROW(eliminate_fast_moments({}, 0, SideJumpOrder::first), std::invalid_argument);
}

} // namespace collision_operator_test
} // namespace sidejump::kinetics
