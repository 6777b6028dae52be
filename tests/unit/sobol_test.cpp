// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/sobol_points.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

namespace sidejump::sweep {
namespace sobol_test {

TEST(SobolPoints, EachIntervalOfEachAxisHoldsOnePoint) {
    constexpr std::uint64_t count = 1024;
    const SobolPoints points(SobolPoints::most_dimensions, count, 17);
    for (unsigned dimension = 0; dimension < SobolPoints::most_dimensions; ++dimension) {
        std::set<std::uint64_t> intervals;
        for (std::uint64_t i = 0; i < count; ++i) {
            const double x = points(i, dimension);
            EXPECT_GT(x, 0.0);
            EXPECT_LT(x, 1.0);
            intervals.insert(static_cast<std::uint64_t>(x * count));
        }
        EXPECT_EQ(intervals.size(), count) << dimension;
    }
}

// The first two dimensions are a (0, m, 2)-net: every elementary rectangle holds one point.
TEST(SobolPoints, ScramblingKeepsTheNet) {
    constexpr unsigned m = 8;
    const SobolPoints points(2, 1U << m, 5);
    for (unsigned a = 0; a <= m; ++a) {
        std::set<std::uint64_t> boxes;
        for (std::uint64_t i = 0; i < (1U << m); ++i)
            boxes.insert(
                (static_cast<std::uint64_t>(std::ldexp(points(i, 0), static_cast<int>(a)))
                 << (m - a)) +
                static_cast<std::uint64_t>(std::ldexp(points(i, 1), static_cast<int>(m - a))));
        EXPECT_EQ(boxes.size(), 1U << m) << a;
    }
}

TEST(SobolPoints, DependOnTheSeedAndOnNothingElse) {
    const SobolPoints one(3, 100, 1);
    const SobolPoints longer(3, 5000, 1);
    const SobolPoints other(3, 100, 2);
    int equal = 0;
    for (std::uint64_t i = 0; i < 100; ++i)
        for (unsigned d = 0; d < 3; ++d) {
            EXPECT_EQ(one(i, d), longer(i, d));
            equal += one(i, d) == other(i, d) ? 1 : 0;
        }
    EXPECT_EQ(equal, 0);
}

TEST(SobolPoints, IntegrateBetterThanRandomPoints) {
    constexpr std::uint64_t count = 4096;
    const SobolPoints points(4, count, 3);
    double sum = 0.0;
    for (std::uint64_t i = 0; i < count; ++i) {
        double product = 1.0;
        for (unsigned d = 0; d < 4; ++d)
            product *= 2.0 * points(i, d);
        sum += product;
    }
    EXPECT_NEAR(sum / count, 1.0, 2e-3) << "random points: 2e-2";
}

TEST(SobolPoints, RefusesTooMany) {
    EXPECT_THROW(SobolPoints(0, 1, 0), std::invalid_argument);
    EXPECT_THROW(SobolPoints(41, 1, 0), std::invalid_argument);
    EXPECT_THROW(SobolPoints(1, 0, 0), std::invalid_argument);
    EXPECT_EQ(SobolPoints(1, 1, 0)(0, 0), SobolPoints(1, 8, 0)(0, 0));
}

} // namespace sobol_test
} // namespace sidejump::sweep
