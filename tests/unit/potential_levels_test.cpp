// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/bound_states.hpp"
#include "sidejump/impurity/potential/effective_potential.hpp"
#include "sidejump/impurity/potential/low_energy.hpp"
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/impurity/potential/resonances.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::impurity::potential {
namespace potential_levels_test {

constexpr double pi = std::numbers::pi;
constexpr double step = 1e-13;
constexpr double accuracy = 1e-12;

TEST(EffectiveRange, MeetsTheClosedFormsOfTheSquareWell) {
    for (const double strength : {-0.5, -2.0, -7.0, -20.0}) {
        const double R = 1.4;
        const double K = std::sqrt(-strength);
        const auto [a, r] = effective_range_expansion(*square_well({strength, R}), step);
        const double length = R * (1.0 - std::tan(K * R) / (K * R));
        EXPECT_NEAR(a / length, 1.0, 1e-10);
        const double range = R - R * R * R / (3.0 * length * length) - 1.0 / (K * K * length);
        EXPECT_NEAR(r / range, 1.0, 1e-9);
    }
}

TEST(EffectiveRange, DescribesLowEnergies) {
    const auto well = gaussian({-4.0, 1.1, 0.0, 0.0, 0.0}, accuracy);
    const EffectiveRangeExpansion expansion = effective_range_expansion(*well, step);
    const auto rest = [&](double k) {
        return k / std::tan(phase_shift(*well, {0, 1}, k * k, step)) +
               1.0 / expansion.scattering_length - 0.5 * expansion.effective_range * k * k;
    };
    EXPECT_NEAR(rest(0.1) / rest(0.05), 16.0, 0.2) << "what is left is of fourth order in k";
    EXPECT_LT(std::abs(rest(0.05)), 1e-5);
}

TEST(BoundStates, OfTheSquareWell) {
    const double R = 1.0;
    for (int count = 0; count <= 3; ++count) {
        // An s wave binds n states for (n - 1/2) pi < K R < (n + 1/2) pi.
        const double K = count * pi + 0.3;
        const auto well = square_well({-K * K, R});
        const auto energies = bound_states(*well, {0, 1}, step);
        ASSERT_EQ(energies.size(), static_cast<std::size_t>(count));
        for (const double e : energies) {
            const double inside = std::sqrt(K * K + e);
            EXPECT_NEAR(inside * std::cos(inside * R) + std::sqrt(-e) * std::sin(inside * R), 0.0,
                        1e-9);
        }
        EXPECT_EQ(bound_states_below(*well, {0, 1}, -2.0 * K * K, step), 0);
    }
}

TEST(BoundStates, OfAScreenedChargeApproachHydrogen) {
    // v = -2 c/x e^{-x/range} with a long range: e = -(c/n)^2 + 2 c/range to first order.
    const double range = 100.0;
    const auto atom = yukawa({-2.0 / range, range}, 1e-6);
    for (const int l : {0, 1}) {
        const auto energies = bound_states(*atom, {l, 2 * l + 1}, 1e-10);
        ASSERT_GE(energies.size(), 2U);
        for (int n = l + 1; n < l + 3; ++n)
            EXPECT_NEAR(energies[static_cast<std::size_t>(n - l - 1)], -1.0 / (n * n) + 2.0 / range,
                        2.0 * n * n * 1.5 / (range * range));
    }
}

// A core of 1e-4 of the range: the deepest level is eight orders of magnitude below the others, and
// the range is 1e5 of its decay lengths.
TEST(BoundStates, AreFoundBelowAFarForbiddenRegion) {
    const auto atom = yukawa({-568.7, 0.4076, 0.0, 1.3586e-4, 1.3844e-5}, 1e-9);
    const PartialWave wave{1, 1};
    const auto energies = bound_states(*atom, wave, 1e-11);
    ASSERT_EQ(energies.size(), 8U);
    EXPECT_LT(energies.front(), -1e8);
    EXPECT_GT(energies.back(), -1e3);
    EXPECT_NEAR(phase_shift(*atom, wave, 1e-6, 1e-11) / pi, 8.0, 1e-3);
    for (std::size_t i = 0; i < energies.size(); ++i) {
        const double close = 1e-7 * energies[i];
        EXPECT_EQ(bound_states_below(*atom, wave, energies[i] + close, 1e-11), static_cast<int>(i));
        EXPECT_EQ(bound_states_below(*atom, wave, energies[i] - close, 1e-11),
                  static_cast<int>(i) + 1);
    }
}

TEST(BoundStates, LieAboveTheBoundOfTheEffectivePotential) {
    for (const PartialWave wave : {PartialWave{0, 1}, PartialWave{1, 1}, PartialWave{2, 5}})
        for (const double spin_orbit : {0.0, 0.3, -0.3}) {
            const ShapeParameters shape{-30.0, 1.2, 0.2, 0.2, spin_orbit};
            for (const auto& potential : {square_well(shape), gaussian(shape, accuracy),
                                          yukawa(shape, accuracy), woods_saxon(shape, accuracy)}) {
                const double bound = EffectivePotential(*potential, wave).lower_bound();
                const auto energies = bound_states(*potential, wave, step);
                EXPECT_LE(bound, energies.empty() ? 0.0 : energies.front());
            }
        }
    // The minimum of 1/(4 x^2) - 2/x is -4; the lowest level of hydrogen is at -1.
    const auto atom = yukawa({-2.0 / 100.0, 100.0}, 1e-6);
    EXPECT_NEAR(EffectivePotential(*atom, {0, 1}).lower_bound(), -4.0, 0.1);
}

TEST(Levinson, HoldsInEveryChannel) {
    for (const double strength : {1.0, -2.0, -12.0, -35.0, -70.0}) {
        const auto well = gaussian({strength, 1.2, 0.0, 0.0, 0.03}, accuracy);
        for (const PartialWave wave : {PartialWave{0, 1}, PartialWave{1, 1}, PartialWave{1, 3},
                                       PartialWave{2, 3}, PartialWave{2, 5}, PartialWave{3, 7}}) {
            const auto count = static_cast<double>(bound_states(*well, wave, step).size());
            EXPECT_NEAR(phase_shift(*well, wave, 1e-6, step) / pi, count, 0.02)
                << strength << " l " << wave.l;
        }
    }
}

TEST(Resonances, AreFoundBehindABarrier) {
    // Just too weak to bind in the f wave: K R below the first zero of j_2.
    const double K = 5.65;
    const auto well = square_well({-K * K, 1.0});
    const auto found = resonances(*well, {3, 7}, 4.0, step);
    ASSERT_EQ(found.size(), 1U);
    const auto [energy, width] = found[0];
    EXPECT_NEAR(std::remainder(phase_shift(*well, {3, 7}, energy, step) - 0.5 * pi, pi), 0.0, 1e-8);
    const double half = phase_shift(*well, {3, 7}, energy + width, step) -
                        phase_shift(*well, {3, 7}, energy - width, step);
    EXPECT_NEAR(half, 0.5 * pi, 0.05);
    EXPECT_LT(width, 0.1 * energy);
    EXPECT_TRUE(resonances(*well, {0, 1}, 4.0, step).empty());
}

// v within the range of the rows, and only as much as the cubic spline deserves.
TEST(Tabulated, DoesNotOvershoot) {
    PotentialTable steep; // a step, then rows five times as far apart
    for (const double r : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.1, 1.5, 2.0, 2.5, 3.0}) {
        steep.radii.push_back(r);
        steep.central.push_back(r <= 1.0 ? -5.0 : 0.0);
    }
    const PotentialTable uneven{{0.0, 0.01, 3.0, 3.0000001}, {-10.0, -9.0, -0.1, 0.0}, {}};
    for (const PotentialTable& table : {steep, uneven}) {
        const auto potential = tabulated(table, 0.1);
        ASSERT_EQ(potential->warnings().size(), 1U);
        EXPECT_NE(potential->warnings()[0].find("too coarse or uneven for a cubic spline"),
                  std::string::npos);
        for (int i = 1; i < 3000; ++i) {
            const double v = potential->at(1e-3 * i).central;
            EXPECT_GE(v, table.central.front() - 1e-12);
            EXPECT_LE(v, 1e-12);
        }
        for (std::size_t i = 1; i < table.radii.size(); ++i)
            EXPECT_NEAR(potential->at(table.radii[i]).central, table.central[i], 1e-12);
        // Even: no slope at the origin.
        EXPECT_NEAR(potential->at(1e-9).spin_orbit * 1e-9, 0.0, 1e-5);
    }
}

// A column of its own: a smooth V keeps its spline beside a coarse W.
TEST(Tabulated, TakesTheCubicSplineWhereItIsGood) {
    PotentialTable table;
    const auto exact = gaussian({-3.0, 1.0, 0.0, 0.0, 0.0}, accuracy);
    for (int i = 0; i <= 40; ++i) {
        const double r = 0.15 * i;
        table.radii.push_back(r);
        table.central.push_back(i == 0 ? -3.0 : exact->at(r).central);
        table.spin_orbit.push_back(i < 10 ? 1.0 : 0.0);
    }
    const auto potential = tabulated(table, 0.0);
    ASSERT_EQ(potential->warnings().size(), 1U);
    EXPECT_NE(potential->warnings()[0].find("for W"), std::string::npos);
    for (double r = 0.01; r < 6.0; r += 0.1) {
        EXPECT_NEAR(potential->at(r).central, exact->at(r).central, 3e-4);
        EXPECT_LE(potential->at(r).spin_orbit, 1.0 + 1e-12);
        EXPECT_GE(potential->at(r).spin_orbit, -1e-12);
    }
    table.spin_orbit.clear();
    EXPECT_TRUE(tabulated(table, 0.1)->warnings().empty());
}

TEST(Resonances, AreFoundCloseToTheBandBottom) {
    const double K = pi - 1e-8; // a p wave binds from pi on
    const auto found = resonances(*square_well({-K * K, 1.0}), {1, 3}, 4.0, step);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_LT(found[0].energy, 1e-6);
    EXPECT_LT(found[0].width, found[0].energy);
}

// jhat or yhat in long double, from the power series of z j_l(z) and z y_l(z).
long double riccati_series(int l, long double z, bool regular) {
    // z^{l+1}/(2l+1)!! sum or -(2l-1)!!/z^l sum over (-z^2/2)^m/(m! (2n+1 +- 2m ...)).
    long double term = 1.0L;
    for (int i = 1; i <= l; ++i)
        term *= regular ? z / (2 * i + 1) : (2 * i - 1) / z;
    term *= regular ? z : -1.0L;
    long double sum = 0.0L;
    for (int m = 0; m < 80; ++m) {
        sum += term;
        const int order = regular ? 2 * l + 2 * m + 3 : 2 * m + 1 - 2 * l;
        term *= -z * z / (2.0L * (m + 1) * order);
    }
    return sum;
}
long double riccati_slope(int l, long double z, bool regular) {
    return riccati_series(l - 1, z, regular) - l * riccati_series(l, z, regular) / z;
}

// The square well of radius 1 in closed form: where cos eta vanishes, half the width over which
// cot eta rises through zero.
std::pair<long double, long double> exact_resonance(int l, double strength, double close_to) {
    // K jhat'(K)/jhat(K) against k yhat'(k)/yhat(k).
    const auto cosine = [&](long double e) {
        const long double K = std::sqrt(e - strength);
        const long double k = std::sqrt(e);
        return riccati_series(l, K, true) * k * riccati_slope(l, k, false) -
               K * riccati_slope(l, K, true) * riccati_series(l, k, false);
    };
    const auto sine = [&](long double e) {
        const long double K = std::sqrt(e - strength);
        const long double k = std::sqrt(e);
        return riccati_series(l, K, true) * k * riccati_slope(l, k, true) -
               K * riccati_slope(l, K, true) * riccati_series(l, k, true);
    };
    long double low = 0.99L * close_to;
    long double high = 1.01L * close_to;
    const bool positive = cosine(low) > 0.0L;
    for (int i = 0; i < 100; ++i) {
        const long double middle = 0.5L * (low + high);
        ((cosine(middle) > 0.0L) == positive ? low : high) = middle;
    }
    const long double e = 0.5L * (low + high);
    const long double h = 1e-5L * e;
    const long double slope =
        (8.0L * (cosine(e + h) - cosine(e - h)) - cosine(e + 2 * h) + cosine(e - 2 * h)) / (12 * h);
    return {e, std::abs(sine(e) / slope)}; // eta' = |d cot eta/de| where cot eta = 0
}

TEST(Resonances, HaveTheWidthsOfTheClosedForm) {
    struct Case {
        int l;
        double strength;
        double energy;
    };
    // Half widths from 1e-12 to 3e-26, far below the rounding of the energy at last.
    for (const auto& [l, strength, near] : {Case{3, -33.215, 0.00176}, Case{4, -48.82, 0.00871},
                                            Case{8, -135.6, 0.253}, Case{12, -260.0, 0.600}}) {
        const auto [energy, half] = exact_resonance(l, strength, near);
        const auto found = resonances(*square_well({strength, 1.0}), {l, 2 * l + 1}, 4.0, step);
        ASSERT_FALSE(found.empty()) << l;
        EXPECT_NEAR(found[0].energy / static_cast<double>(energy), 1.0, 1e-7) << l;
        EXPECT_NEAR(found[0].width / static_cast<double>(half), 1.0, 1e-5) << l;
    }
}

} // namespace potential_levels_test
} // namespace sidejump::impurity::potential
