// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/response/half_space.hpp"
#include "sidejump/response/hanle.hpp"
#include "sidejump/response/homogeneous_modes.hpp"
#include "sidejump/response/spatial_decay.hpp"
#include "tests/support/angular_quadrature.hpp"
#include "tests/support/random_alloys.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

// Modes, evolution in time, decay and injection in space, the Hanle effect.

namespace sidejump::response {
namespace response_test {

using Complex = std::complex<double>;
using Vector = Eigen::Vector3d;

MomentCollisions collisions_of(const coefficients::Alloy& alloy,
                               kinetics::SideJump side_jump = kinetics::SideJump::first_order) {
    return MomentCollisionEngine(alloy.impurities, side_jump).evaluate(alloy.impurities);
}

const HomogeneousMode& mode_named(const std::vector<HomogeneousMode>& modes,
                                  const std::string& name) {
    const auto found = std::find_if(modes.begin(), modes.end(),
                                    [&](const auto& mode) { return mode.name == name; });
    EXPECT_NE(found, modes.end()) << name;
    return *found;
}

// theory.md, section 3: the slowest rate for eta = (0.3, 1.1, -0.2), n_i/n_c = 0.01.
TEST(HomogeneousModes, SlowestRateOfTheGeneralExample) {
    const auto collisions = collisions_of(test::three_channel_alloy(0.3, 1.1, -0.2));
    const auto modes = homogeneous_modes(collisions);
    EXPECT_EQ(modes[0].name, "charge");
    EXPECT_EQ(modes[0].conservation, Conservation::conserved);
    EXPECT_EQ(modes[1].J, 1);
    EXPECT_EQ(modes[1].parity, 0);
    EXPECT_NEAR(modes[1].rate.real(), 5.84e-4, 5e-7);
}

TEST(HomogeneousModes, AreTheSpectrumOfTheOperatorByQuadrature) {
    std::mt19937 random(31u);
    const auto alloy = test::random_alloy(random, 1, true);
    const auto& species = alloy.impurities[0];
    const auto reference = test::quadrature_operator(species.channels, species.concentration, 2);
    Eigen::VectorXcd expected = math::eigenvalues(reference.relaxation);
    std::vector<Complex> found;
    for (const auto& mode : homogeneous_modes(collisions_of(alloy)))
        for (int fold = 0; fold < 2 * mode.J + 1; ++fold)
            found.push_back(mode.rate);
    const auto before = [](const Complex& a, const Complex& b) {
        return std::abs(a.real() - b.real()) > 1e-9 ? a.real() < b.real() : a.imag() < b.imag();
    };
    std::sort(found.begin(), found.end(), before);
    std::sort(expected.begin(), expected.end(), before);
    ASSERT_EQ(static_cast<Eigen::Index>(found.size()), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        EXPECT_LT(std::abs(found[i] - expected[static_cast<Eigen::Index>(i)]), 1e-9) << i;
}

TEST(HomogeneousModes, PartnersHaveOneSpectrum) {
    for (const double phase_shift : {0.4, 1.3}) {
        auto alloy = test::three_channel_alloy(0.0, 0.0, 0.0);
        alloy.impurities[0].channels = {{1, 3, phase_shift, 1.0, 1.0}};
        const auto p = homogeneous_modes(collisions_of(alloy));
        alloy.impurities[0].channels = {{2, 3, phase_shift, 1.0, 2.0}};
        const auto d = homogeneous_modes(collisions_of(alloy));
        ASSERT_LE(p.size(), d.size());
        // The d channel has blocks at higher J; what lies there beyond p is the outflow rate.
        for (const auto& mode : p)
            EXPECT_TRUE(std::any_of(d.begin(), d.end(), [&](const auto& other) {
                return other.J == mode.J && std::abs(other.rate - mode.rate) < 1e-12;
            }));
    }
}

TEST(HomogeneousModes, OnePWaveConservesThePseudospin) {
    const auto modes = homogeneous_modes(
        collisions_of(test::three_channel_alloy(0.0, 0.5 * std::numbers::pi, 0.0)));
    const auto& pseudospin = mode_named(modes, "pseudospin");
    EXPECT_EQ(pseudospin.conservation, Conservation::conserved);
    EXPECT_NEAR(pseudospin.spin_overlap, 1.0 / 9.0, 1e-12);
    EXPECT_NEAR(pseudospin.pseudospin_overlap, 1.0, 1e-12);
    const auto nearly = homogeneous_modes(
        collisions_of(test::three_channel_alloy(0.1, 0.5 * std::numbers::pi, 0.1)));
    EXPECT_EQ(mode_named(nearly, "pseudospin").conservation, Conservation::nearly);
    const auto weak = homogeneous_modes(collisions_of(test::three_channel_alloy(0.4, 0.1, 0.1)));
    EXPECT_EQ(mode_named(weak, "spin").conservation, Conservation::conserved);
    EXPECT_NEAR(mode_named(weak, "spin").spin_overlap, 1.0, 1e-12);
}

// docs/theory/response: 9/(8 (eta_0^2 + 9/5 eta_2^2)) of the transport time, for small eta_0,
// eta_2.
TEST(HomogeneousModes, LifetimeOfThePseudospin) {
    for (const auto& [eta_0, eta_2] : {std::pair(0.01, 0.0), std::pair(0.0, 0.01),
                                       std::pair(0.01, 0.01), std::pair(0.01, -0.01)}) {
        const auto collisions =
            collisions_of(test::three_channel_alloy(eta_0, 0.5 * std::numbers::pi, eta_2));
        const double lifetime = transport_rate(collisions) /
                                mode_named(homogeneous_modes(collisions), "pseudospin").rate.real();
        EXPECT_NEAR(lifetime * (eta_0 * eta_0 + 1.8 * eta_2 * eta_2), 9.0 / 8.0, 2e-3)
            << eta_0 << ' ' << eta_2;
    }
}

TEST(HomogeneousModes, OverlapsWithASpinAddUpToOne) {
    std::mt19937 random(37u);
    for (const int l_max : {1, 2, 3}) {
        double spin = 0.0;
        double pseudospin = 0.0;
        for (const auto& mode :
             homogeneous_modes(collisions_of(test::random_alloy(random, l_max)))) {
            spin += mode.spin_overlap;
            pseudospin += mode.pseudospin_overlap;
        }
        EXPECT_NEAR(spin, 1.0, 1e-12);
        EXPECT_NEAR(pseudospin, 1.0, 1e-12);
    }
}

// docs/theory/pseudospin: of a spin polarisation 1/9 stays, and precesses at -omega_L/3.
TEST(SpinEvolution, EndsAtOneNinthAndPrecessesBackwards) {
    const auto collisions =
        collisions_of(test::three_channel_alloy(0.0, 0.5 * std::numbers::pi, 0.0));
    const double rate = collisions.outflow_rate;
    const SpinEvolution free(collisions, 0.0);
    for (const double time : {0.0, 0.5, 2.0, 60.0}) {
        const double expected = 1.0 / 9.0 + 8.0 / 9.0 * std::exp(-time);
        EXPECT_NEAR(free.along_field(time / rate), expected, 1e-12);
        EXPECT_LT(std::abs(free.across_field(time / rate) - expected), 1e-12);
    }
    const double larmor = 1e-3 * rate;
    const SpinEvolution slow(collisions, larmor);
    const Complex ratio = slow.across_field(1000.0 / rate) / slow.across_field(400.0 / rate);
    EXPECT_NEAR(std::arg(ratio), -larmor / 3.0 * 600.0 / rate, 1e-4);
}

// Over times at which the exponential of a rounded rate would grow or decay.
TEST(SpinEvolution, ConservedPartStaysForEver) {
    const auto pseudospin =
        collisions_of(test::three_channel_alloy(0.0, 0.5 * std::numbers::pi, 0.0));
    const auto spin = collisions_of(test::three_channel_alloy(0.7, 0.0, 0.0));
    for (const double time : {1e6, 1e12, 1e16, 1e25}) {
        const SpinEvolution ninth(pseudospin, 0.0);
        EXPECT_NEAR(ninth.along_field(time / pseudospin.outflow_rate), 1.0 / 9.0, 1e-9);
        EXPECT_NEAR(ninth.across_field(time / pseudospin.outflow_rate).real(), 1.0 / 9.0, 1e-9);
        const SpinEvolution all(spin, 0.0);
        EXPECT_NEAR(all.along_field(time / spin.outflow_rate), 1.0, 1e-9);
        const SpinEvolution turning(spin, 2.0 * spin.outflow_rate);
        EXPECT_NEAR(std::abs(turning.across_field(time / spin.outflow_rate)), 1.0, 1e-9);
    }
}

TEST(SpinEvolution, ShortAndLongTimesMeet) {
    std::mt19937 random(43u);
    const auto collisions = collisions_of(test::random_alloy(random, 2));
    const double larmor = 300.0 * collisions.outflow_rate;
    const SpinEvolution evolution(collisions, larmor);
    // The largest element times the time passes 1000 between the two.
    const double time = 1000.0 / larmor;
    const std::complex<double> before = evolution.across_field(0.98 * time);
    const std::complex<double> after = evolution.across_field(1.02 * time);
    EXPECT_NEAR(std::abs(before), std::abs(after), 0.1 * std::abs(before));
}

TEST(SpinEvolution, FreeSpinsPrecessAsTheFieldSays) {
    const auto collisions = collisions_of(test::three_channel_alloy(0.7, 0.0, 0.0));
    const double larmor = 0.3 * collisions.outflow_rate;
    const SpinEvolution evolution(collisions, larmor);
    const double time = 2.0 / collisions.outflow_rate;
    EXPECT_LT(std::abs(evolution.across_field(time) - std::polar(1.0, larmor * time)), 1e-12);
    EXPECT_NEAR(evolution.along_field(time), 1.0, 1e-12);
}

// theory.md, section 3: exact decay lengths at eta = (0.3, 1.1, -0.2), n_i/n_c = 0.01.
TEST(SpatialDecay, PublishedLengths) {
    const auto alloy = test::three_channel_alloy(0.3, 1.1, -0.2);
    const auto collisions = collisions_of(alloy, kinetics::SideJump::with_products);
    const auto longitudinal = spatial_decay(collisions, Polarisation::longitudinal, 1e-10);
    const auto transverse = spatial_decay(collisions, Polarisation::transverse, 1e-10);
    EXPECT_NEAR(longitudinal.modes.at(0).length, 421.131, 5e-4);
    EXPECT_NEAR(transverse.modes.at(0).length, 425.400, 5e-4);
    EXPECT_LE(longitudinal.error, 1e-10);
    EXPECT_LE(transverse.error, 1e-10);
    EXPECT_GT(longitudinal.modes[0].length, ballistic_length(collisions));
}

TEST(SpatialDecay, MeetsDiffusionTheoryWhereSpinDecaysSlowly) {
    const auto alloy = test::three_channel_alloy(0.5, 0.02, 0.0);
    const auto collisions = collisions_of(alloy);
    const auto c = coefficients::transport_coefficients(alloy);
    const double longitudinal =
        spatial_decay(collisions, Polarisation::longitudinal, 1e-10).modes.at(0).length;
    const double transverse =
        spatial_decay(collisions, Polarisation::transverse, 1e-10).modes.at(0).length;
    ASSERT_GT(longitudinal, 10.0 * c.mean_free_path);
    EXPECT_NEAR(longitudinal / c.spin_diffusion_length_longitudinal, 1.0, 2e-3);
    EXPECT_NEAR(transverse / c.spin_diffusion_length_transverse, 1.0, 2e-3);
}

TEST(SpatialDecay, ConservedDensitiesDoNotDecay) {
    for (const auto polarisation : {Polarisation::longitudinal, Polarisation::transverse}) {
        const auto pseudospin = spatial_decay(
            collisions_of(test::three_channel_alloy(0.0, 0.5 * std::numbers::pi, 0.0)),
            polarisation, 1e-8);
        EXPECT_TRUE(std::isinf(pseudospin.modes.at(0).length));
        const auto spin = spatial_decay(collisions_of(test::three_channel_alloy(0.3, 0.3, 0.3)),
                                        polarisation, 1e-8);
        EXPECT_TRUE(std::isinf(spin.modes.at(0).length));
    }
}

// Equal partner channels conserve helicity, (1,1,0): in a steady state its current, which is the
// longitudinal spin with its quadrupole, cannot change, and the length diverges like that of
// diffusion theory, 1/(eta_0 - eta_1). Transverse spin decays all the same.
TEST(SpatialDecay, LongitudinalSpinDoesNotDecayWhereHelicityIsConserved) {
    const auto length = [](double difference, Polarisation polarisation) {
        return spatial_decay(collisions_of(test::three_channel_alloy(0.4, 0.4 + difference, 0.0)),
                             polarisation, 1e-8)
            .modes.at(0)
            .length;
    };
    EXPECT_TRUE(std::isinf(length(0.0, Polarisation::longitudinal)));
    EXPECT_NEAR(length(1e-4, Polarisation::longitudinal) / length(1e-3, Polarisation::longitudinal),
                10.0, 0.1);
    EXPECT_NEAR(length(0.0, Polarisation::transverse) / length(1e-4, Polarisation::transverse), 1.0,
                1e-3);
}

// An s wave that loses part of its electrons keeps the spin of the fraction c of the collisions:
// Chandrasekhar's half space with isotropic scattering of albedo c.
struct Albedo {
    MomentCollisions collisions;
    double c;
};

Albedo albedo(double inelastic) {
    auto alloy = test::three_channel_alloy(0.0, 0.0, 0.0);
    alloy.impurities[0].channels = {{0, 1, 0.9, inelastic, 0.0}};
    Albedo result{collisions_of(alloy, kinetics::SideJump::none), 0.0};
    const auto modes = homogeneous_modes(result.collisions);
    for (const auto& mode : modes)
        if (mode.J == 1 && mode.parity == 0 && mode.spin_overlap > 0.5)
            result.c = 1.0 - mode.rate.real() / result.collisions.outflow_rate;
    return result;
}

TEST(SpatialDecay, IsotropicScatteringWithLossIsExact) {
    for (const double inelastic : {0.2, 0.6, 0.9, 0.99}) {
        const auto [collisions, c] = albedo(inelastic);
        for (const auto polarisation : {Polarisation::longitudinal, Polarisation::transverse}) {
            const auto decay = spatial_decay(collisions, polarisation, 1e-10);
            const double k = ballistic_length(collisions) / decay.modes.at(0).length;
            EXPECT_NEAR(k / std::atanh(k), c, 1e-9); // k = c atanh k
        }
    }
}

TEST(HalfSpace, IsotropicScatteringWithLossIsChandrasekhars) {
    for (const double inelastic : {0.2, 0.6, 0.9}) {
        const auto [collisions, c] = albedo(inelastic);
        const double root = std::sqrt(1.0 - c);
        for (const auto polarisation : {Polarisation::longitudinal, Polarisation::transverse}) {
            const auto injection = half_space_injection(collisions, polarisation, 1e-7);
            // The returning intensity is 1 - sqrt(1 - c) H(mu), the mean of H 2 (1 - root)/c.
            EXPECT_NEAR(injection.surface_density, 1.0 - root * (1.0 - root) / c, 1e-7);
            // What flows in is lost inside: current = rate (1 - c) int s dx.
            // With x = -length ln u the integrand is smooth in u up to a power.
            const double length = 2.0 * ballistic_length(collisions);
            const auto rule = math::gauss_legendre(32);
            double inside = 0.0;
            for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
                const double u = 0.5 * (1.0 + rule.nodes[i]);
                inside +=
                    0.5 * rule.weights[i] * injection.density(-length * std::log(u)) * length / u;
            }
            EXPECT_NEAR(injection.current / (collisions.outflow_rate * (1.0 - c) * inside), 1.0,
                        1e-3);
        }
    }
}

// Third moment of Chandrasekhar's H function of conservative isotropic scattering, from
// 1/H(m) = (1/2) int m' H(m')/(m + m') dm'.
double third_moment_of_H() {
    const auto rule = math::gauss_legendre(64);
    const auto count = static_cast<Eigen::Index>(rule.nodes.size());
    Eigen::ArrayXd m(count);
    Eigen::ArrayXd w(count);
    for (Eigen::Index i = 0; i < count; ++i) {
        m[i] = 0.5 * (1.0 + rule.nodes[static_cast<std::size_t>(i)]);
        w[i] = 0.5 * rule.weights[static_cast<std::size_t>(i)];
    }
    Eigen::ArrayXd H = Eigen::ArrayXd::Ones(count);
    for (int iteration = 0; iteration < 2000; ++iteration) {
        Eigen::ArrayXd next(count);
        for (Eigen::Index i = 0; i < count; ++i)
            next[i] = 2.0 / (w * m * H / (m[i] + m)).sum();
        H = (H * next).sqrt();
    }
    return (w * H * m * m * m).sum();
}

// One p wave: in the pseudospin frame an s wave that conserves, fed with u sigma u. Deep inside is
// (sqrt 3/2) int m H(m) f_in(m) dm of it, and -1/3 of that as spin: longitudinal spin comes out
// reversed.
TEST(HalfSpace, OnePWaveIsAConservativeHalfSpaceOfPseudospin) {
    const auto collisions = collisions_of(
        test::three_channel_alloy(0.0, 0.5 * std::numbers::pi, 0.0), kinetics::SideJump::none);
    const double third = std::numbers::sqrt3 * third_moment_of_H();
    const auto longitudinal = half_space_injection(collisions, Polarisation::longitudinal, 1e-6);
    EXPECT_NEAR(longitudinal.slow_mode().amplitude, -(third - 1.0) / 3.0, 1e-5);
    const auto transverse = half_space_injection(collisions, Polarisation::transverse, 1e-6);
    EXPECT_NEAR(transverse.slow_mode().amplitude, third / 6.0, 1e-5);
}

// Where helicity is conserved it carries the longitudinal spin away: the current is 4/3 of that of
// the reservoir, in steps of the difference of the partner channels.
TEST(HalfSpace, ConservedHelicityIsALimit) {
    for (const double difference : {0.0, 1e-7, 1e-5}) {
        const auto injection = half_space_injection(
            collisions_of(test::three_channel_alloy(0.4, 0.4 + difference, 0.0)),
            Polarisation::longitudinal, 1e-6);
        EXPECT_NEAR(injection.current, 1.0 / 3.0, 2e-5) << difference;
    }
}

TEST(HalfSpace, ConservedSpinFillsIt) {
    const auto collisions = collisions_of(test::three_channel_alloy(0.3, 0.3, 0.3));
    const auto injection = half_space_injection(collisions, Polarisation::transverse, 1e-6);
    EXPECT_NEAR(injection.surface_density, 1.0, 1e-5);
    EXPECT_NEAR(injection.current, 0.0, 1e-5);
    EXPECT_NEAR(injection.density(20.0 * ballistic_length(collisions)), 1.0, 1e-4);
}

// Far inside the slowest mode is left, with the decay length of the moment expansion, side jump and
// skew scattering included.
TEST(HalfSpace, DecaysWithTheExactLength) {
    std::mt19937 random(41u);
    auto alloy = test::random_alloy(random, 2);
    alloy.impurities[0].channels = {{0, 1, 0.5, 1.0, 0.0},
                                    {1, 1, 0.12, 1.0, 1.0},
                                    {1, 3, 0.08, 1.0, 1.0},
                                    {2, 3, 0.05, 1.0, 2.0}};
    const auto collisions = collisions_of(alloy);
    for (const auto polarisation : {Polarisation::longitudinal, Polarisation::transverse}) {
        const double length = spatial_decay(collisions, polarisation, 1e-10).modes.at(0).length;
        const auto injection = half_space_injection(collisions, polarisation, 1e-7);
        ASSERT_GT(length, 3.0 * ballistic_length(collisions));
        const double far = injection.density(5.0 * length);
        EXPECT_NEAR(injection.density(6.0 * length) / far, std::exp(-1.0), 1e-6);
        EXPECT_NEAR(injection.slow_mode().amplitude, far * std::exp(5.0), 1e-6);
    }
}

// The signal far from the injector decays with the exact length.
TEST(Hanle, FarSignalDecaysWithTheExactLength) {
    const auto collisions =
        collisions_of(test::three_channel_alloy(0.3, 1.1, -0.2), kinetics::SideJump::none);
    const double longitudinal =
        spatial_decay(collisions, Polarisation::longitudinal, 1e-10).modes.at(0).length;
    const double transverse =
        spatial_decay(collisions, Polarisation::transverse, 1e-10).modes.at(0).length;
    const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector::Zero());
    for (const auto& [spin, length] :
         {std::pair(Vector::UnitX(), longitudinal), std::pair(Vector::UnitZ(), transverse)}) {
        HanleGeometry geometry{14.0 * length, Vector::UnitX(), spin, spin};
        const double near = hanle_signal(response, geometry, {1e-13, 1e-10, 1e-6}).value;
        geometry.distance = 16.0 * length;
        const double far = hanle_signal(response, geometry, {1e-13, 1e-10, 1e-6}).value;
        EXPECT_NEAR(std::log(near / far), 2.0, 2e-4);
    }
}

kinetics::SlowEquation isotropic(double diffusion, double rate) {
    kinetics::SlowEquation slow;
    slow.relaxation_rate = rate;
    for (auto& constant : slow.spin_diffusion)
        constant.drift = diffusion;
    return slow;
}

// The closed form of a Hanle curve in an infinite wire (theory.md, section 6, without contacts):
// Re exp(-q d/lambda)/(2 q), q = sqrt(1 + i omega tau), in units of lambda/D.
TEST(Hanle, IsotropicDiffusionIsTheTextbookCurve) {
    const double diffusion = 2.0;
    const double rate = 0.5;
    const double lambda = 2.0;
    for (const double omega : {0.0, 0.3, 2.0}) {
        const HanleGeometry geometry{3.0, Vector::UnitX(), Vector::UnitY(), Vector::UnitY()};
        const Complex q = std::sqrt(Complex(1.0, omega / rate));
        const double expected =
            (std::exp(-q * (3.0 / lambda)) / (2.0 * q)).real() * lambda / diffusion;
        EXPECT_NEAR(
            diffusive_hanle_signal(isotropic(diffusion, rate), Vector(0, 0, omega), geometry),
            expected, 1e-14);
    }
}

TEST(Hanle, AllMomentsMeetDiffusionWhereSpinDecaysSlowly) {
    const auto alloy = test::three_channel_alloy(0.5, 0.03, 0.0);
    const auto collisions = collisions_of(alloy, kinetics::SideJump::with_products);
    const auto slow = kinetics::eliminate_fast_moments(
        coefficients::CoefficientEngine(alloy).sector(alloy.impurities), 3,
        kinetics::SideJumpOrder::products);
    const auto c = coefficients::transport_coefficients(alloy);
    const HanleGeometry geometry{2.0 * c.spin_diffusion_length_transverse, Vector::UnitX(),
                                 Vector::UnitY(), Vector::UnitY()};
    const double without = diffusive_hanle_signal(slow, Vector::Zero(), geometry);
    for (const double ratio : {0.0, 0.5, 2.0, 5.0}) {
        const Vector larmor(0.0, 0.0, ratio * c.spin_relaxation_rate);
        const double found = hanle_signal(PlaneWaveResponse(collisions, Vector::UnitX(), larmor),
                                          geometry, {1e-6 * without, 1e-10, 1e-8})
                                 .value;
        EXPECT_NEAR(found / without, diffusive_hanle_signal(slow, larmor, geometry) / without,
                    5e-3);
    }
}

// Spin that decays over many times the distance: a peak of G that is that much narrower than the
// first period of the cosine.
TEST(Hanle, SlowDecayIsResolved) {
    for (const double eta_1 : {1e-3, 1e-5, 1e-6}) {
        const auto alloy = test::three_channel_alloy(0.5, eta_1, 0.0);
        const auto collisions = collisions_of(alloy, kinetics::SideJump::with_products);
        const auto slow = kinetics::eliminate_fast_moments(
            coefficients::CoefficientEngine(alloy).sector(alloy.impurities), 3,
            kinetics::SideJumpOrder::products);
        const double length = std::sqrt(slow.charge_diffusion.total() / slow.relaxation_rate);
        const HanleGeometry geometry{1000.0, Vector::UnitX(), Vector::UnitY(), Vector::UnitY()};
        const double expected = diffusive_hanle_signal(slow, Vector::Zero(), geometry);
        const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector::Zero());
        const double found =
            hanle_signal(response, geometry, {1e-5 * expected, 1e-9, 1e-4 / length}).value;
        EXPECT_NEAR(found / expected, 1.0, 1e-3) << length / geometry.distance;
    }
}

TEST(Hanle, RefusesNoDistance) {
    const auto collisions = collisions_of(test::three_channel_alloy(0.3, 1.1, -0.2));
    const PlaneWaveResponse response(collisions, Vector::UnitX(), Vector::Zero());
    EXPECT_THROW((void)hanle_signal(response,
                                    {0.0, Vector::UnitX(), Vector::UnitY(), Vector::UnitY()},
                                    {1e-6, 1e-8, 1e-6}),
                 std::invalid_argument);
}

} // namespace response_test
} // namespace sidejump::response
