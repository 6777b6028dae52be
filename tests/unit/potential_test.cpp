// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/low_energy.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/impurity/potential/riccati_bessel.hpp"
#include "sidejump/math/quadrature.hpp"

#include <cmath>
#include <functional>
#include <gsl/gsl_sf_legendre.h>
#include <gtest/gtest.h>
#include <numbers>
#include <vector>

namespace sidejump::impurity::potential {
namespace potential_test {

constexpr double pi = std::numbers::pi;
constexpr double step = 1e-13;
constexpr double accuracy = 1e-12;

std::vector<PartialWave> waves_up_to(int l_max) {
    std::vector<PartialWave> waves = {{0, 1}};
    for (int l = 1; l <= l_max; ++l) {
        waves.push_back({l, 2 * l - 1});
        waves.push_back({l, 2 * l + 1});
    }
    return waves;
}

double integral(double from, double to, const std::function<double(double)>& f) {
    static const auto rule = math::gauss_legendre(20);
    constexpr int pieces = 60;
    double sum = 0.0;
    for (int piece = 0; piece < pieces; ++piece)
        for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
            const double width = (to - from) / pieces;
            const double x = from + width * (piece + 0.5 * (1.0 + rule.nodes[i]));
            sum += 0.5 * width * rule.weights[i] * f(x);
        }
    return sum;
}

// First Born approximation, eta = -(1/k) int U jhat^2 dx.
double born(const RadialPotential& potential, PartialWave wave, double energy) {
    const double k = std::sqrt(energy);
    return -integral(0.0, potential.end(), [&](double x) {
        const auto [v, w] = potential.at(x);
        const double j = riccati_bessel(wave.l, k * x).j;
        return (v + w * spin_orbit_product(wave.l, wave.twice_j)) * j * j / k;
    });
}

double modulo_pi(double difference) {
    return std::remainder(difference, pi);
}

TEST(RiccatiBessel, PhaseIsContinuousAndCountsZeros) {
    for (const int l : {0, 1, 4, 9}) {
        double before = 0.0;
        for (double z = 0.05; z < 60.0; z += 0.05) {
            const auto f = riccati_bessel(l, z);
            EXPECT_NEAR(f.j * f.y_slope - f.j_slope * f.y, 1.0, 1e-9);
            const double modulus = std::hypot(f.j, f.y);
            EXPECT_NEAR(f.j, modulus * std::sin(f.phase), 1e-10 * modulus);
            EXPECT_NEAR(f.y, -modulus * std::cos(f.phase), 1e-10 * modulus);
            EXPECT_GT(f.phase, before - 1e-15);
            EXPECT_LT(f.phase, before + 0.2);
            before = f.phase;
        }
        EXPECT_NEAR(before, 60.0 - 0.5 * pi * l, 0.05 + 0.5 * l * (l + 1) / 60.0 * 1.1);
    }
}

// Inside u = x j_l(K x); at the edge u'/u jumps by the spin-orbit shell.
double square_well_tangent(const ShapeParameters& shape, PartialWave wave, double energy) {
    const double k = std::sqrt(energy);
    const double inside = std::sqrt(energy - shape.strength);
    const auto in = riccati_bessel(wave.l, inside * shape.range);
    const auto out = riccati_bessel(wave.l, k * shape.range);
    const double ratio = inside * in.j_slope / in.j - shape.spin_orbit * shape.strength /
                                                          shape.range *
                                                          spin_orbit_product(wave.l, wave.twice_j);
    return (k * out.j_slope - ratio * out.j) / (k * out.y_slope - ratio * out.y);
}

TEST(SquareWell, MeetsItsClosedForm) {
    for (const double strength : {-40.0, -3.0, -0.2, 0.4})
        for (const double spin_orbit : {0.0, 0.1, -0.3}) {
            const ShapeParameters shape{strength, 1.7, 0.0, 0.0, spin_orbit};
            const auto well = square_well(shape);
            for (const double energy : {0.45, 1.0, 2.3, 9.0})
                for (const PartialWave wave : waves_up_to(6)) {
                    const double eta = phase_shift(*well, wave, energy, step);
                    const double exact = std::atan(square_well_tangent(shape, wave, energy));
                    EXPECT_NEAR(modulo_pi(eta - exact), 0.0, 1e-10)
                        << strength << ' ' << spin_orbit << ' ' << energy << " l " << wave.l;
                }
        }
}

TEST(HardSphere, MeetsItsClosedForm) {
    const auto sphere = hard_sphere(2.5);
    for (const double energy : {0.01, 1.0, 30.0})
        for (int l = 0; l <= 8; ++l) {
            const auto out = riccati_bessel(l, std::sqrt(energy) * 2.5);
            const double eta = phase_shift(*sphere, {l, 2 * l + 1}, energy, step);
            EXPECT_NEAR(modulo_pi(eta - std::atan(out.j / out.y)), 0.0, 1e-12);
            if (l == 0) {
                EXPECT_NEAR(eta, -2.5 * std::sqrt(energy), 1e-12);
            }
        }
    const auto expansion = effective_range_expansion(*sphere, step);
    EXPECT_NEAR(expansion.scattering_length, 2.5, 1e-12);
    EXPECT_NEAR(expansion.effective_range, 2.0 * 2.5 / 3.0, 1e-12);
}

// To second order in the strength the phase shift is odd: half the difference of the two signs
// differs from Born by the third order.
TEST(Born, WeakPotentials) {
    for (const double spin_orbit : {0.0, 0.2}) {
        const ShapeParameters plus{1e-4, 1.3, 0.3, 0.2, spin_orbit};
        const ShapeParameters minus{-1e-4, 1.3, 0.3, 0.2, spin_orbit};
        const auto compare = [&](const RadialPotential& a, const RadialPotential& b) {
            for (const PartialWave wave : waves_up_to(4)) {
                const double eta =
                    0.5 * (phase_shift(a, wave, 1.0, step) - phase_shift(b, wave, 1.0, step));
                const double first = born(a, wave, 1.0);
                EXPECT_NEAR(eta / first, 1.0, 2e-7) << "l = " << wave.l;
            }
        };
        compare(*gaussian(plus, accuracy), *gaussian(minus, accuracy));
        compare(*woods_saxon(plus, accuracy), *woods_saxon(minus, accuracy));
    }
}

// A screened charge: eta = -(v_0 range/2 k) Q_l(1 + 1/(2 k^2 range^2)), k = 1.
TEST(Born, ScreenedCharge) {
    const double range = 0.9;
    const auto plus = yukawa({1e-4, range}, accuracy);
    const auto minus = yukawa({-1e-4, range}, accuracy);
    for (int l = 0; l <= 5; ++l) {
        const PartialWave wave{l, 2 * l + 1};
        const double eta =
            0.5 * (phase_shift(*plus, wave, 1.0, step) - phase_shift(*minus, wave, 1.0, step));
        const double exact =
            -0.5 * 1e-4 * range * gsl_sf_legendre_Ql(l, 1.0 + 0.5 / (range * range));
        EXPECT_NEAR(eta / exact, 1.0, 2e-7) << "l = " << l;
    }
}

TEST(Born, HighEnergies) {
    const auto well = gaussian({-5.0, 1.0, 0.0, 0.0, 0.05}, accuracy);
    for (const PartialWave wave : waves_up_to(2))
        for (const double energy : {400.0, 1600.0, 6400.0}) {
            const double eta = phase_shift(*well, wave, energy, step);
            EXPECT_NEAR(eta / born(*well, wave, energy), 1.0, 8.0 / energy);
        }
}

TEST(PhaseShift, IsContinuousInEnergyAndVanishesAtInfinity) {
    const auto well = gaussian({-30.0, 1.5, 0.0, 0.0, 0.05}, accuracy);
    for (const PartialWave wave : waves_up_to(3)) {
        double before = phase_shift(*well, wave, 2e3, step);
        EXPECT_NEAR(before / born(*well, wave, 2e3), 1.0, 0.02);
        for (double energy = 2e3; energy > 2.0; energy *= 0.985) {
            const double eta = phase_shift(*well, wave, energy, step);
            EXPECT_NEAR(eta, before, 0.1) << energy;
            before = eta;
        }
    }
}

// What is cut off at large radii, and the steps, cost less than they may.
TEST(PhaseShift, IsAsAccurateAsItIsSaid) {
    const ShapeParameters shape{-6.0, 1.5, 0.2, 0.1, 0.02};
    const auto compare = [](const RadialPotential& coarse, const RadialPotential& fine) {
        for (const double energy : {1e-3, 0.1, 1.0, 3.0})
            for (const PartialWave wave : waves_up_to(6))
                EXPECT_NEAR(phase_shift(coarse, wave, energy, 1e-11),
                            phase_shift(fine, wave, energy, step), 1e-9);
    };
    compare(*gaussian(shape, 1e-9), *gaussian(shape, 1e-14));
    compare(*yukawa(shape, 1e-9), *yukawa(shape, 1e-14));
    compare(*woods_saxon(shape, 1e-9), *woods_saxon(shape, 1e-14));
}

TEST(PhaseShift, SlopeMeetsDifferences) {
    const auto well = woods_saxon({-8.0, 2.0, 0.2, 0.0, 0.1}, accuracy);
    constexpr double h = 1e-3;
    for (const PartialWave wave : waves_up_to(3)) {
        const auto at = [&](double e) { return phase_shift(*well, wave, e, step); };
        const double difference =
            (8.0 * (at(1.0 + h) - at(1.0 - h)) - at(1.0 + 2.0 * h) + at(1.0 - 2.0 * h)) /
            (12.0 * h);
        const auto [eta, slope] = phase_shift_and_slope(*well, wave, 1.0, step);
        EXPECT_NEAR(eta, at(1.0), 1e-11);
        EXPECT_NEAR(slope, difference, 1e-8);
    }
}

TEST(PhaseShift, SecondRouteAgrees) {
    const auto check = [](const RadialPotential& potential) {
        for (const double energy : {0.3, 1.0, 4.0})
            for (const PartialWave wave : waves_up_to(5)) {
                const auto element = off_shell_element(potential, wave, energy, step);
                EXPECT_NEAR(element.sine, std::sin(element.phase_shift), 2e-10);
                EXPECT_NEAR(element.phase_shift, phase_shift(potential, wave, energy, step), 1e-10);
            }
    };
    check(*square_well({-4.0, 1.5, 0.0, 0.0, 0.2}));
    check(*gaussian({-6.0, 1.2, 0.0, 0.0, 0.1}, accuracy));
    check(*yukawa({-2.0, 0.8, 0.0, 0.0, 0.0}, accuracy));
    check(*yukawa({-2.0, 0.8, 0.0, 0.1, 0.02}, accuracy));
    check(*woods_saxon({3.0, 1.5, 0.2, 0.0, 0.1}, accuracy));
    check(*hard_sphere(1.3));
}

// t(p, k) is a closed form in the well: its derivative by differences.
TEST(OffShellExponent, MeetsTheClosedFormOfTheSquareWell) {
    const ShapeParameters shape{-4.0, 1.5, 0.0, 0.0, 0.2};
    const auto well = square_well(shape);
    for (const PartialWave wave : waves_up_to(4)) {
        const double inside = std::sqrt(1.0 - shape.strength);
        const double shell = -shape.spin_orbit * shape.strength / shape.range *
                             spin_orbit_product(wave.l, wave.twice_j);
        const auto element = [&](double p) {
            const auto u = [&](double x) { return riccati_bessel(wave.l, inside * x).j; };
            const auto j = [&](double x) { return riccati_bessel(wave.l, p * x).j / p; };
            return integral(0.0, shape.range,
                            [&](double x) { return j(x) * shape.strength * u(x); }) +
                   shell * j(shape.range) * u(shape.range);
        };
        constexpr double h = 1e-3;
        const double slope = (8.0 * (element(1.0 + h) - element(1.0 - h)) - element(1.0 + 2.0 * h) +
                              element(1.0 - 2.0 * h)) /
                             (12.0 * h * element(1.0));
        EXPECT_NEAR(off_shell_element(*well, wave, 1.0, step).exponent, slope,
                    1e-7 * std::max(1.0, std::abs(slope)));
    }
}

TEST(OffShellExponent, OfTheHardSphereIsThatOfAHighWall) {
    const auto sphere = hard_sphere(1.3);
    const auto wall = square_well({1e8, 1.3, 0.0, 0.0, 0.0});
    for (const PartialWave wave : {PartialWave{0, 1}, PartialWave{1, 3}, PartialWave{2, 5}}) {
        const auto free = riccati_bessel(wave.l, 1.3);
        const double limit = off_shell_element(*sphere, wave, 1.0, 1e-11).exponent;
        EXPECT_NEAR(limit, 1.3 * free.j_slope / free.j - 1.0, 1e-12);
        EXPECT_NEAR(off_shell_element(*wall, wave, 1.0, 1e-11).exponent, limit, 1e-3);
    }
}

TEST(OffShellExponent, IsThatOfSolidHarmonicsForAShortRange) {
    const auto well = gaussian({-1.0, 1e-2, 0.0, 0.0, 0.0}, accuracy);
    for (const PartialWave wave : waves_up_to(4))
        EXPECT_NEAR(off_shell_element(*well, wave, 1.0, step).exponent, wave.l, 1e-3);
}

TEST(SpinOrbit, SplitsOnlyWithASpinOrbitTerm) {
    const auto without = gaussian({-3.0, 1.3, 0.0, 0.0, 0.0}, accuracy);
    const auto with = gaussian({-3.0, 1.3, 0.0, 0.0, 0.02}, accuracy);
    for (int l = 1; l <= 3; ++l) {
        EXPECT_DOUBLE_EQ(phase_shift(*without, {l, 2 * l - 1}, 1.0, step),
                         phase_shift(*without, {l, 2 * l + 1}, 1.0, step));
        // An attractive well has dV/dr > 0, hence W > 0 for lambda^2 > 0: j = l + 1/2 is pushed up.
        EXPECT_LT(phase_shift(*with, {l, 2 * l + 1}, 1.0, step),
                  phase_shift(*with, {l, 2 * l - 1}, 1.0, step));
    }
}

TEST(Threshold, PhaseShiftsFollowWigner) {
    const auto well = gaussian({-2.0, 1.0, 0.0, 0.0, 0.05}, accuracy);
    for (const PartialWave wave : waves_up_to(5)) {
        const double ratio =
            phase_shift(*well, wave, 1e-4, step) / phase_shift(*well, wave, 0.25e-4, step);
        EXPECT_NEAR(std::log2(ratio), 2.0 * wave.l + 1.0, 5e-3) << "l = " << wave.l;
    }
}

// The spline of a potential that is sampled ever more densely.
TEST(Tabulated, ConvergesToTheShape) {
    const ShapeParameters shape{-3.0, 1.3, 0.0, 0.0, 0.05};
    const auto exact = gaussian(shape, accuracy);
    double before = 1.0;
    for (const int points : {26, 51, 101}) {
        PotentialTable table;
        for (int i = 0; i < points; ++i) {
            table.radii.push_back(8.0 * i / (points - 1));
            table.central.push_back(exact->at(table.radii.back()).central);
        }
        const auto spline = tabulated(table, shape.spin_orbit);
        double worst = 0.0;
        for (const PartialWave wave : waves_up_to(3))
            worst = std::max(worst, std::abs(phase_shift(*spline, wave, 1.0, step) -
                                             phase_shift(*exact, wave, 1.0, step)));
        EXPECT_LT(worst, before / 6.0);
        before = worst;
    }
    EXPECT_LT(before, 1e-6);
}

} // namespace potential_test
} // namespace sidejump::impurity::potential
