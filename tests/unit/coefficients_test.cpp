// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/approximations.hpp"
#include "sidejump/coefficients/consistency_checks.hpp"
#include "sidejump/coefficients/gold_standards.hpp"
#include "sidejump/coefficients/published_forms.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/scattering/partial_waves.hpp"
#include "tests/support/random_alloys.hpp"

#include <cmath>
#include <complex>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <thread>

namespace sidejump::coefficients {
namespace coefficients_test {

using kinetics::SideJump;
using test::random_alloy;
using test::three_channel_alloy;
using C = TransportCoefficients;

constexpr double pi = std::numbers::pi;

TEST(GoldStandards, AreReproduced) {
    const auto standards = gold_standards();
    EXPECT_GT(standards.size(), 90u);
    for (const auto& standard : standards)
        EXPECT_TRUE(standard.passed())
            << standard.group << ": " << standard.quantity << ", expected " << standard.expected
            << ", found " << standard.found;
}

TEST(PublishedForms, ErrataTurnThemIntoTheCollisionOperator) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> phase(-0.5 * pi, 0.5 * pi);
    for (int set = 0; set < 300; ++set) {
        const double eta[3] = {phase(random), phase(random), phase(random)};
        const C found =
            transport_coefficients(three_channel_alloy(eta[0], eta[1], eta[2], 0.01, 1));
        const C closed =
            two_moment_coefficients(corrected_parameters(eta[0], eta[1], eta[2], 0.01));
        for (const auto member :
             {&C::transport_rate, &C::spin_relaxation_rate, &C::skew_rate, &C::swap_rate,
              &C::omega_c, &C::omega_cs, &C::omega_sc, &C::omega_0, &C::omega_1, &C::omega_2})
            EXPECT_NEAR(found.*member, closed.*member, 1e-15);
        for (const auto member :
             {&C::charge_diffusion, &C::spin_hall_diffusion, &C::spin_diffusion_0,
              &C::spin_diffusion_1, &C::spin_diffusion_2, &C::spin_diffusion_longitudinal})
            EXPECT_NEAR(found.*member, closed.*member, 1e-11 * found.drude_diffusion);
    }
}

// The misprints of docs/theory/errata, as they stand in print.
TEST(PublishedForms, KeepTheMisprints) {
    const auto printed = printed_parameters(0.0, 0.5 * pi, 0.0, 0.01);
    const auto corrected = corrected_parameters(0.0, 0.5 * pi, 0.0, 0.01);
    EXPECT_DOUBLE_EQ(printed.spin_relaxation_rate, 0.75 * corrected.spin_relaxation_rate);
    EXPECT_DOUBLE_EQ(printed.omega_cs, 2.0 * corrected.omega_sc);
    EXPECT_DOUBLE_EQ(printed.omega_sc, 2.0 * corrected.omega_cs);
    EXPECT_GT(printed_parameters(0.0, 0.0, 0.0, 0.01).transport_rate, 1e-4)
        << "S94 as printed does not vanish without scattering";
    EXPECT_NEAR(corrected_parameters(0.0, 0.0, 0.0, 0.01).transport_rate, 0.0, 1e-18);
}

TEST(PublishedForms, NeedTheirChannels) {
    EXPECT_THROW(require_published_channels({"d", 0.01, {{2, 5, 0.1, 1.0, 2.0}}}),
                 std::invalid_argument);
    EXPECT_THROW(require_published_channels({"lossy", 0.01, {{0, 1, 0.1, 0.9, 0.0}}}),
                 std::invalid_argument);
    EXPECT_THROW(require_published_channels({"off-shell", 0.01, {{1, 1, 0.1, 1.0, 0.0}}}),
                 std::invalid_argument);
    EXPECT_NO_THROW(require_published_channels({"p", 0.01, {{1, 1, 0.1, 1.0, 1.0}}}));
    auto alloy = random_alloy(*std::make_unique<std::mt19937>(1), 2);
    alloy.kinetics.form = kinetics::KineticForm::published;
    EXPECT_THROW(CoefficientEngine{alloy}, std::invalid_argument);
}

// Side-jump coefficients as angular integrals over A, B and their derivatives (K-S81..S88, with
// (2 eps_F)^-1 and cs, sc exchanged): a route that holds for any l.
TEST(SideJumpCoefficients, AreAngularIntegralsForAnyChannels) {
    std::mt19937 random(2);
    for (const int l_max : {1, 2, 3})
        for (int set = 0; set < 20; ++set) {
            const auto alloy = random_alloy(random, l_max);
            const auto& species = alloy.impurities[0];
            const C c = transport_coefficients(alloy);
            const auto rule = math::gauss_legendre(2 * l_max + 6);
            double omega_c = 0, omega_cs = 0, omega_sc = 0, omega[3] = {0, 0, 0};
            for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
                const double x = rule.nodes[i];
                const double h = 1e-5;
                const auto [A, B] = scattering::amplitudes(species.channels, x);
                // (|p||k|)^l P_l(x) as a function of p.k, |p|, |k|: A' = l A_l + (1-x) dA_l/dx,
                // B' = (l-1) B_l + (1-x) dB_l/dx; the slopes by central differences.
                std::complex<double> dA = 0.0;
                std::complex<double> dB = 0.0;
                for (const auto& channel : species.channels) {
                    const auto at = scattering::amplitudes({channel}, x);
                    const auto up = scattering::amplitudes({channel}, x + h);
                    const auto down = scattering::amplitudes({channel}, x - h);
                    const double l = channel.l;
                    dA += l * at.A + (1.0 - x) * (up.A - down.A) / (2.0 * h);
                    dB += (l - 1.0) * at.B + (1.0 - x) * (up.B - down.B) / (2.0 * h);
                }
                const double s2 = 1.0 - x * x;
                // 2 pi N_F n_i/(2 eps_F (pi N_F)^2) = 4 (n_i/n_c)/(3 pi).
                const double weight =
                    0.5 * rule.weights[i] * 4.0 * species.concentration / (3.0 * pi);
                const auto AA = (dA * std::conj(A)).imag();
                const auto BB = (dB * std::conj(B)).imag();
                const auto cross = A * std::conj(dB) - dA * std::conj(B);
                const auto AB = A * std::conj(B);
                omega_c += weight * (AA + BB * s2) * (1.0 + x);
                omega_cs +=
                    weight * (AB.real() * (1.0 - x) + 0.5 * (cross.real() - std::norm(B)) * s2);
                omega_sc +=
                    weight * (AB.real() * (1.0 - x) + 0.5 * (cross.real() + std::norm(B)) * s2);
                const double mixed = AB.imag() * (1.0 - x) + 0.5 * cross.imag() * s2;
                omega[0] += weight * (AA * (1.0 + x) - BB * s2 * (1.0 + x) - 2.0 * mixed);
                omega[1] += weight * (AA * (1.0 + x) - mixed);
                omega[2] += weight * (AA * (1.0 + x) - 0.4 * BB * s2 * (1.0 + x) + mixed);
            }
            const double allowed = 1e-8 * species.concentration;
            EXPECT_NEAR(c.omega_c, omega_c, allowed) << l_max;
            EXPECT_NEAR(c.omega_cs, omega_cs, allowed) << l_max;
            EXPECT_NEAR(c.omega_sc, omega_sc, allowed) << l_max;
            EXPECT_NEAR(c.omega_0, omega[0], allowed) << l_max;
            EXPECT_NEAR(c.omega_1, omega[1], allowed) << l_max;
            EXPECT_NEAR(c.omega_2, omega[2], allowed) << l_max;
        }
}

TEST(Coefficients, DerivedQuantitiesAreConsistent) {
    std::mt19937 random(3);
    for (int set = 0; set < 100; ++set) {
        const auto alloy = random_alloy(random, set % 4);
        const C c = transport_coefficients(alloy);
        EXPECT_NEAR(c.spin_hall_angle * c.charge_conductivity, c.spin_hall_conductivity,
                    1e-12 * c.charge_conductivity);
        EXPECT_NEAR(c.spin_hall_angle, c.spin_hall_angle_skew + c.spin_hall_angle_side_jump, 1e-12);
        EXPECT_NEAR(c.spin_hall_conductivity,
                    c.spin_hall_conductivity_skew + c.spin_hall_conductivity_side_jump,
                    1e-12 * c.charge_conductivity);
        EXPECT_NEAR(c.resistivity * c.charge_conductivity, 1.0, 1e-14);
        EXPECT_NEAR(c.charge_conductivity, c.charge_diffusion / (pi * pi),
                    1e-12 * c.charge_diffusion);
        EXPECT_GT(c.charge_diffusion, 0.0);
        EXPECT_GE(c.spin_relaxation_rate, 0.0);
        EXPECT_GE(c.slow_mode_weight, 1.0);
        EXPECT_NEAR(c.slow_mode_precession, 1.0 - 0.5 * (c.slow_mode_weight - 1.0), 1e-12);
        if (c.spin_relaxation_rate > 0.0) {
            EXPECT_NEAR(std::pow(c.spin_diffusion_length_transverse, 2) * c.spin_relaxation_rate,
                        c.spin_diffusion_transverse, 1e-11 * c.spin_diffusion_transverse);
        }
    }
}

// Skew scattering is of order 1/n_i, the side jump of order one, the resistivity of order n_i.
TEST(Coefficients, ScaleWithConcentration) {
    std::mt19937 random(4);
    auto alloy = random_alloy(random, 3);
    alloy.impurities[0].concentration = 0.01;
    const C c = transport_coefficients(alloy);
    alloy.impurities[0].concentration = 0.005;
    const C half = transport_coefficients(alloy);
    EXPECT_NEAR(half.spin_hall_conductivity_skew / c.spin_hall_conductivity_skew, 2.0, 1e-12);
    EXPECT_NEAR(half.spin_hall_conductivity_side_jump / c.spin_hall_conductivity_side_jump, 1.0,
                1e-10);
    EXPECT_NEAR(half.spin_relaxation_rate / c.spin_relaxation_rate, 0.5, 1e-12);
    EXPECT_NEAR(half.omega_1 / c.omega_1, 0.5, 1e-12);
    EXPECT_NEAR(half.slow_mode_weight, c.slow_mode_weight, 1e-12);
}

TEST(Coefficients, TwoHalvesOfASpeciesAreTheWhole) {
    std::mt19937 random(5);
    auto alloy = random_alloy(random, 3, true);
    const C whole = transport_coefficients(alloy);
    alloy.impurities[0].concentration *= 0.5;
    alloy.impurities.push_back(alloy.impurities[0]);
    const C halves = transport_coefficients(alloy);
    EXPECT_NEAR(halves.spin_hall_angle, whole.spin_hall_angle, 1e-14);
    EXPECT_NEAR(halves.spin_diffusion_longitudinal, whole.spin_diffusion_longitudinal,
                1e-12 * whole.spin_diffusion_longitudinal);
}

TEST(Coefficients, SpeciesDoNotObeyMatthiessensRule) {
    auto cerium = three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.01);
    auto potential = three_channel_alloy(0.8, 0.0, 0.0, 0.01);
    auto both = cerium;
    both.impurities.push_back(potential.impurities[0]);
    const C a = transport_coefficients(cerium);
    const C b = transport_coefficients(potential);
    const C sum = transport_coefficients(both);
    EXPECT_EQ(a.spin_relaxation_rate, 0.0);
    EXPECT_EQ(b.spin_relaxation_rate, 0.0);
    EXPECT_GT(sum.spin_relaxation_rate, 0.1 * sum.transport_rate)
        << "neither the pseudospin nor the spin is conserved in the mixture";
    EXPECT_NEAR(sum.transport_rate, a.transport_rate + b.transport_rate, 1e-16);
}

// Channels reach to l = 6 and beyond: a weak potential of any l relaxes momentum at the Born rate.
TEST(Coefficients, HighAngularMomentum) {
    for (int l = 0; l <= 12; ++l) {
        const double eta = 1e-4;
        Alloy alloy;
        alloy.host.fermi_wavenumber = 1e10;
        impurity::Impurity species{"high", 0.01, {}};
        for (const int twice_j : {2 * l - 1, 2 * l + 1})
            if (twice_j > 0)
                species.channels.push_back({l, twice_j, eta, 1.0, double(l)});
        alloy.impurities = {species};
        const C c = transport_coefficients(alloy);
        // 1/tau_tr = (4 n_i/3 pi n_c) sum_l (l+1) sin^2(eta_l - eta_l+1).
        const double closed =
            4.0 * 0.01 / (3.0 * pi) * (2.0 * l + 1.0) * std::pow(std::sin(eta), 2);
        EXPECT_NEAR(c.transport_rate / closed, 1.0, 1e-10) << l;
        EXPECT_NEAR(c.spin_relaxation_rate / closed, 0.0, 1e-10) << l;
    }
}

// Spin-independent scattering: Friedel's formula, D_m = D_c, no spin Hall effect.
TEST(Coefficients, FriedelFormulaWithoutSpinOrbitCoupling) {
    std::mt19937 random(6);
    std::uniform_real_distribution<double> phase(-0.5 * pi, 0.5 * pi);
    for (int set = 0; set < 50; ++set) {
        const double eta[5] = {phase(random), phase(random), phase(random), phase(random), 0.0};
        Alloy alloy;
        alloy.host.fermi_wavenumber = 1e10;
        impurity::Impurity species{"scalar", 0.02, {}};
        double rate = 0.0;
        for (int l = 0; l <= 3; ++l) {
            for (const int twice_j : {2 * l - 1, 2 * l + 1})
                if (twice_j > 0)
                    species.channels.push_back({l, twice_j, eta[l], 1.0, double(l)});
            rate +=
                4.0 * 0.02 / (3.0 * pi) * (l + 1.0) * std::pow(std::sin(eta[l] - eta[l + 1]), 2);
        }
        alloy.impurities = {species};
        const C c = transport_coefficients(alloy);
        EXPECT_NEAR(c.transport_rate, rate, 1e-15);
        EXPECT_EQ(c.spin_relaxation_rate, 0.0);
        EXPECT_NEAR(c.spin_hall_angle, 0.0, 1e-15);
        for (const double D : {c.spin_diffusion_0, c.spin_diffusion_1, c.spin_diffusion_2})
            EXPECT_NEAR(D, c.charge_diffusion, 1e-11 * c.charge_diffusion);
        EXPECT_NEAR(c.slow_mode_weight, 1.0, 1e-14);
        EXPECT_EQ(c.spin_diffusion_length_longitudinal, std::numeric_limits<double>::infinity());
    }
}

TEST(Coefficients, EngineRefusesAnotherLayout) {
    std::mt19937 random(7);
    const auto alloy = random_alloy(random, 1);
    const CoefficientEngine engine(alloy);
    EXPECT_THROW((void)engine.evaluate(random_alloy(random, 2).impurities), std::invalid_argument);
    EXPECT_THROW((void)engine.evaluate({}), std::invalid_argument);
    auto other = alloy.impurities;
    other[0].channels[1].off_shell_exponent = 0.5;
    EXPECT_THROW((void)engine.evaluate(other), std::invalid_argument) << "same number of channels";
    EXPECT_DOUBLE_EQ(engine.evaluate(alloy.impurities).transport_rate,
                     transport_coefficients(alloy).transport_rate);
}

TEST(Coefficients, EngineServesSeveralThreads) {
    std::mt19937 random(8);
    const auto alloy = random_alloy(random, 3);
    const CoefficientEngine engine(alloy);
    const auto run = [&](std::vector<double>& found) {
        auto impurities = alloy.impurities;
        for (double& value : found) {
            impurities[0].channels[2].phase_shift += 1e-3;
            value = engine.evaluate(impurities).spin_hall_angle;
        }
    };
    std::vector<double> alone(2000);
    run(alone);
    std::vector<std::vector<double>> found(4, std::vector<double>(alone.size()));
    std::vector<std::thread> threads;
    threads.reserve(found.size());
    for (auto& values : found)
        threads.emplace_back(run, std::ref(values));
    for (auto& thread : threads)
        thread.join();
    for (const auto& values : found)
        EXPECT_EQ(values, alone);
}

TEST(Coefficients, RelaxationNearTheKondoLimitKeepsItsDigits) {
    // 1/R = 1/(8 Gamma_s) + 9/(8 Gamma_p): R is a difference of rates, found to 1e-14 of them.
    for (const double trace : {1e-3, 1e-6, 1e-9}) {
        auto alloy = three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.01);
        alloy.impurities.push_back({"trace", 0.01 * trace, {{0, 1, 0.5 * pi, 1.0, 0.0}}});
        const C c = transport_coefficients(alloy);
        const double rate = 4.0 * 0.01 / (3.0 * pi);
        const double closed = 1.0 / (1.0 / (8.0 * rate * trace) + 9.0 / (8.0 * rate));
        EXPECT_NEAR(c.spin_relaxation_rate, closed, 1e-14 * rate) << trace;
    }
}

TEST(Coefficients, RoundingOfWhatVanishesIsZero) {
    const C c = transport_coefficients(three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.01));
    for (const auto member : {&C::spin_relaxation_rate, &C::skew_rate, &C::swap_rate, &C::omega_c,
                              &C::omega_0, &C::spin_hall_angle_skew, &C::swapping})
        EXPECT_EQ(c.*member, 0.0);
    // ... and what is small is not rounded away.
    auto alloy = three_channel_alloy(0.5, 1e-4, 0.0, 1e-6);
    EXPECT_GT(transport_coefficients(alloy).spin_relaxation_rate, 1e-16);
}

// Without spin-orbit coupling V vanishes but for rounding: no check may take that for a violation.
TEST(ConsistencyChecks, PassWhereTheVelocityVanishes) {
    for (int l = 0; l <= 4; ++l) {
        Alloy alloy;
        alloy.host.fermi_wavenumber = 1e10;
        alloy.impurities = {{"equal", 0.01, {{l, 2 * l + 1, 0.7, 1.0, double(l)}}}};
        if (l > 0)
            alloy.impurities[0].channels.push_back({l, 2 * l - 1, 0.7, 1.0, double(l)});
        for (const auto& check : consistency_checks(alloy))
            EXPECT_TRUE(check.passed()) << check.name << ' ' << check.residual << " l = " << l;
    }
}

TEST(Coefficients, ConservedHelicityDiffusesWithoutLimit) {
    for (const double eta : {0.3, 0.7}) {
        auto alloy = three_channel_alloy(eta, eta, 0.0);
        const C c = transport_coefficients(alloy);
        EXPECT_EQ(c.spin_diffusion_0, std::numeric_limits<double>::infinity());
        EXPECT_EQ(c.spin_diffusion_longitudinal, std::numeric_limits<double>::infinity());
        EXPECT_TRUE(std::isfinite(c.spin_diffusion_transverse));
        EXPECT_TRUE(std::isfinite(c.spin_hall_angle));
        EXPECT_NO_THROW(check_physical(c));
        bool named = false;
        for (const auto& approximation : approximations(alloy, c))
            named = named || approximation.statement.find("helicity") != std::string::npos;
        EXPECT_TRUE(named);
    }
}

TEST(Coefficients, OutsideTheExpansionNothingIsClaimed) {
    auto alloy = three_channel_alloy(0.99, -0.77, 1.07, 0.3);
    alloy.impurities[0].channels.insert(alloy.impurities[0].channels.end(),
                                        {{2, 3, 0.54, 1.0, 2.0},
                                         {2, 5, -1.31, 1.0, 2.0},
                                         {3, 5, -1.52, 1.0, 3.0},
                                         {3, 7, -1.52, 1.0, 3.0}});
    const C c = transport_coefficients(alloy);
    EXPECT_LT(c.charge_diffusion, 0.0) << "to first order in V; the case must be outside";
    EXPECT_THROW(check_physical(c), std::domain_error);
    alloy.impurities[0].concentration = 0.01;
    EXPECT_NO_THROW(check_physical(transport_coefficients(alloy)));
}

std::string statement_of(const std::vector<Approximation>& list, const std::string& name,
                         Standing standing) {
    for (const auto& approximation : list)
        if (approximation.name == name) {
            EXPECT_EQ(approximation.standing, standing) << approximation.statement;
            return approximation.statement;
        }
    ADD_FAILURE() << "no approximation " << name;
    return {};
}

TEST(Approximations, AreJudged) {
    using testing::HasSubstr;
    auto alloy = three_channel_alloy(0.3, 1.1, -0.2, 0.01);
    auto list = approximations(alloy, transport_coefficients(alloy));
    statement_of(list, "independent impurities", Standing::holds);
    EXPECT_THAT(
        statement_of(list, "spin diffusion", Standing::fails),
        HasSubstr("spin diffusion length is 0.96 mean free paths: sqrt(D/R) is no decay length"));
    EXPECT_THAT(statement_of(list, "slow spin mode", Standing::fails), HasSubstr("Z = 2.24"));

    alloy.kinetics.moments = {1, false};
    list = approximations(alloy, transport_coefficients(alloy));
    EXPECT_THAT(statement_of(list, "angular moments", Standing::fails),
                HasSubstr("use moments = \"full\""));

    alloy.kinetics.moments = {};
    alloy.kinetics.side_jump = SideJump::levy;
    list = approximations(alloy, transport_coefficients(alloy));
    EXPECT_THAT(statement_of(list, "Levy side jump", Standing::fails),
                HasSubstr("against reciprocity"));

    alloy.kinetics.side_jump = SideJump::lyo_holstein;
    list = approximations(alloy, transport_coefficients(alloy));
    statement_of(list, "Born side jump", Standing::fails);

    const auto kondo = three_channel_alloy(0.0, 0.5 * pi, 0.0, 0.5);
    list = approximations(kondo, transport_coefficients(kondo));
    EXPECT_THAT(statement_of(list, "spin diffusion", Standing::assumed), HasSubstr("pseudospin"));
    statement_of(list, "independent impurities", Standing::fails);
    statement_of(list, "quasiclassical transport", Standing::fails);
}

TEST(Approximations, ConservedSpinIsNoPseudospin) {
    const auto alloy = three_channel_alloy(0.4, 0.0, 0.0);
    const auto list = approximations(alloy, transport_coefficients(alloy));
    EXPECT_THAT(statement_of(list, "spin diffusion", Standing::assumed),
                testing::HasSubstr("spin is conserved"));
}

TEST(InputWarnings, DegreesWithoutAUnit) {
    EXPECT_THAT(input_warnings(three_channel_alloy(0.0, 4.0, 0.0)),
                testing::ElementsAre(testing::HasSubstr("is 4 rad")));
    EXPECT_THAT(input_warnings(three_channel_alloy(pi, -pi, 0.5 * pi)), testing::IsEmpty());
}

TEST(InputWarnings, HostsUnlikeTheirName) {
    auto alloy = three_channel_alloy(0.0, 1.0, 0.0);
    alloy.host.name = "Cu";
    alloy.host.fermi_wavenumber = 13.6e10;
    EXPECT_THAT(input_warnings(alloy),
                testing::ElementsAre(testing::HasSubstr("of Cu in the built-in table"),
                                     testing::HasSubstr("v_F")));
}

TEST(Approximations, InelasticReturnIsNamed) {
    auto alloy = three_channel_alloy(0.3, 0.0, 0.0);
    alloy.impurities[0].channels[0].inelastic = 0.9;
    statement_of(approximations(alloy, transport_coefficients(alloy)), "inelastic channels",
                 Standing::assumed);
}

} // namespace coefficients_test
} // namespace sidejump::coefficients
