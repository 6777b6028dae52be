// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_minimum.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/math/quadrature.hpp"
#include "sidejump/math/spinor_harmonics.hpp"
#include "sidejump/math/wigner.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <stdexcept>
#include <thread>
#include <vector>

namespace sidejump::math {
namespace math_test {

TEST(Wigner, KnownValues) {
    EXPECT_NEAR(wigner_3j(2, 2, 0, 0, 0, 0), -1.0 / std::sqrt(3.0), 1e-15);
    EXPECT_NEAR(wigner_6j(2, 2, 2, 2, 2, 2), 1.0 / 6.0, 1e-15);
    EXPECT_EQ(wigner_3j(2, 2, 6, 0, 0, 0), 0.0);
    // A 9j symbol with a zero is a 6j symbol (Edmonds 6.4.14).
    EXPECT_NEAR(wigner_9j(4, 2, 4, 1, 3, 4, 3, 3, 0),
                sign_of_power((2 + 4 + 1 + 3) / 2) / std::sqrt(5.0 * 4.0) *
                    wigner_6j(4, 2, 4, 3, 1, 3),
                1e-15);
}

TEST(Wigner, ThreeJOrthogonality) {
    for (int J = 0; J <= 6; J += 2)
        for (int K = 0; K <= 6; K += 2) {
            double sum = 0.0;
            for (int m = -3; m <= 3; m += 2)
                sum += (J + 1.0) * wigner_3j(3, 3, J, m, -m, 0) * wigner_3j(3, 3, K, m, -m, 0);
            EXPECT_NEAR(sum, J == K ? 1.0 : 0.0, 1e-14);
        }
}

// sum_j' |<j||[Y s]_J||j'>|^2 over all intermediate channels is the trace of B B^+: by the norm of
// the operators it is (2J+1)(2j+1)/(8 pi).
TEST(SpinorHarmonics, MultipolesAreNormalised) {
    for (const SpinorHarmonic bra : {SpinorHarmonic{0, 1}, {1, 1}, {1, 3}, {2, 5}, {3, 5}})
        for (const int lambda : {0, 1, 2, 3})
            for (const int s : {0, 1})
                for (int J = std::abs(lambda - s); J <= lambda + s; ++J) {
                    double sum = 0.0;
                    for (int l = 0; l <= bra.l + lambda; ++l)
                        for (const int twice_j : {2 * l - 1, 2 * l + 1})
                            if (twice_j > 0)
                                sum +=
                                    std::pow(multipole_element(bra, lambda, s, J, {l, twice_j}), 2);
                    EXPECT_NEAR(sum,
                                (2.0 * J + 1.0) * (bra.twice_j + 1.0) / (8.0 * std::numbers::pi),
                                1e-13);
                }
}

TEST(SpinorHarmonics, MultipolesAreHermitian) {
    const SpinorHarmonic a{1, 3};
    const SpinorHarmonic b{2, 3};
    // B_JM^+ = (-1)^{lambda + s - J + M} B_J-M gives <a||B||b> = (-1)^{lambda+s-J+ja-jb} <b||B||a>.
    for (const int J : {0, 1, 2})
        EXPECT_NEAR(multipole_element(a, 1, 1, J, b),
                    sign_of_power(2 - J) * multipole_element(b, 1, 1, J, a), 1e-15);
}

// x = r C_1: its matrix elements between spinor harmonics are those of the unit vector, and the
// gradient of r^alpha Y_l is alpha times the unit vector plus a tangential part that vanishes from
// l = 0: <1||grad||0> = alpha <1||r^||0>.
TEST(SpinorHarmonics, GradientFromTheSWaveIsRadial) {
    for (const double alpha : {0.0, 0.7, 2.0})
        for (const int twice_j : {1, 3}) {
            const double unit_vector = multipole_element({1, twice_j}, 1, 0, 1, {0, 1}) *
                                       std::sqrt(2.0) * std::sqrt(4.0 * std::numbers::pi / 3.0);
            EXPECT_NEAR(gradient_element({1, twice_j}, {0, 1}, alpha), alpha * unit_vector, 1e-14);
        }
}

TEST(SpinorHarmonics, SolidHarmonicsOnlyLoseAngularMomentum) {
    for (int l = 1; l <= 6; ++l)
        for (const int twice_j : {2 * l - 1, 2 * l + 1})
            for (const int to : {2 * l + 1, 2 * l + 3})
                EXPECT_EQ(gradient_element({l + 1, to}, {l, twice_j}, l), 0.0);
    EXPECT_EQ(gradient_element({3, 5}, {1, 3}, 1.0), 0.0);
}

TEST(SpinorHarmonics, UnitVectorHasUnitLength) {
    // p^.p^ = 1: the squares of the elements to all (lambda', J') add up to one.
    for (const int s : {0, 1})
        for (int lambda = 0; lambda <= 4; ++lambda)
            for (int J = std::abs(lambda - s); J <= lambda + s; ++J) {
                double sum = 0.0;
                for (const int to : {lambda - 1, lambda + 1})
                    for (int K = std::max(0, J - 1); K <= J + 1; ++K)
                        if (to >= 0 && K >= std::abs(to - s) && K <= to + s && K + J >= 1)
                            sum += (2.0 * K + 1.0) / (2.0 * J + 1.0) *
                                   std::pow(unit_vector_element(to, K, lambda, J, s), 2);
                EXPECT_NEAR(sum, 1.0, 1e-14) << lambda << ' ' << J << ' ' << s;
            }
}

TEST(Quadrature, NeedsPoints) {
    EXPECT_THROW((void)gauss_legendre(0), std::invalid_argument);
}

TEST(Quadrature, GaussLegendreIsExactToItsDegree) {
    const auto rule = gauss_legendre(5);
    for (int power = 0; power <= 9; ++power) {
        double sum = 0.0;
        for (std::size_t i = 0; i < rule.nodes.size(); ++i)
            sum += rule.weights[i] * std::pow(rule.nodes[i], power);
        EXPECT_NEAR(sum, power % 2 == 0 ? 2.0 / (power + 1.0) : 0.0, 1e-14);
    }
}

TEST(ParallelFor, StaysOnOneThreadWhereAsked) {
    std::vector<std::thread::id> threads(20);
    const auto work = [&](std::size_t i) { threads[i] = std::this_thread::get_id(); };
    {
        const OneThread outer;
        { const OneThread inner; }
        parallel_for(threads.size(), work);
    }
    for (const std::thread::id thread : threads)
        EXPECT_EQ(thread, std::this_thread::get_id());
    threads.assign(threads.size(), {});
    parallel_for(threads.size(), work);
    for (const std::thread::id thread : threads)
        EXPECT_NE(thread, std::thread::id());
}

TEST(BracketedMinimum, IsFoundWithinItsTolerance) {
    int calls = 0;
    const auto function = [&](double x) {
        ++calls;
        return std::cosh(x - 0.3) + 0.2 * x * x * x;
    };
    const auto at = [&](double x) { return FunctionPoint{x, function(x)}; };
    const FunctionPoint found = bracketed_minimum(function, at(-1.0), at(0.1), at(1.5), 1e-5);
    EXPECT_NEAR(std::sinh(found.x - 0.3) + 0.6 * found.x * found.x, 0.0, 2e-5);
    EXPECT_EQ(found.value, function(found.x));
    EXPECT_LT(calls, 14);
}

TEST(BracketedMinimum, NeedsALowestPointInside) {
    const auto line = [](double x) { return x; };
    EXPECT_THROW((void)bracketed_minimum(line, {0.0, 0.0}, {1.0, 1.0}, {2.0, 2.0}, 1e-3),
                 std::invalid_argument);
    const auto failing = [](double) -> double { throw std::domain_error("no value"); };
    EXPECT_THROW((void)bracketed_minimum(failing, {0.0, 1.0}, {1.0, 0.0}, {2.0, 1.0}, 1e-3),
                 std::domain_error);
}

} // namespace math_test
} // namespace sidejump::math
