// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/matsubara_points.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace matsubara_points_test {

double exact_sum(double temperature, double cut_off, auto function) {
    double sum = 0.0;
    for (double n = 0.0;; ++n) {
        const double frequency = std::numbers::pi * temperature * (2.0 * n + 1.0);
        if (frequency > cut_off)
            return sum;
        sum += function(frequency);
    }
}

double sum(const MatsubaraPoints& points, auto function) {
    double total = 0.0;
    for (const MatsubaraPoint& point : points.points)
        total += point.weight * function(point.frequency);
    return total;
}

TEST(MatsubaraPoints, SumWhatVariesOnTheScaleOfTheFrequency) {
    for (const double temperature : {0.002, 0.1, 0.7}) {
        const MatsubaraPoints points = matsubara_points(temperature, 300.0);
        EXPECT_LT(points.points.size(), 160U);
        EXPECT_GE(points.cut_off, 300.0);
        const auto gap = [](double w) { return 1.0 / std::sqrt(w * w + 1.0); };
        const auto edge = [](double w) { return std::pow(w + 0.5, -2.5); };
        EXPECT_NEAR(sum(points, gap) / exact_sum(temperature, points.cut_off, gap), 1.0, 1e-11);
        EXPECT_NEAR(sum(points, edge) / exact_sum(temperature, points.cut_off, edge), 1.0, 1e-11);
    }
}

TEST(MatsubaraPoints, GiveTheKnownInfiniteSum) {
    // sum of 1/(n + 1/2)^2 = pi^2/2; what is left beyond N is 1/N less 1/(12 N^3).
    const MatsubaraPoints points = matsubara_points(1.0 / (2.0 * std::numbers::pi), 1e5);
    const double found = sum(points, [](double w) { return 1.0 / (w * w); });
    EXPECT_NEAR(found + 1.0 / points.cut_off, std::numbers::pi * std::numbers::pi / 2.0, 1e-11);
}

TEST(MatsubaraPoints, CoarseRuleHasItsAccuracy) {
    EXPECT_EQ(matsubara_rule(1e-7).order, MatsubaraRule{}.order);
    for (const double temperature : {0.05, 0.5}) {
        const MatsubaraPoints fine = endless_matsubara_points(temperature, 1e3);
        const MatsubaraPoints coarse =
            endless_matsubara_points(temperature, 2e2, matsubara_rule(1e-5));
        EXPECT_LT(1.8 * static_cast<double>(coarse.points.size()),
                  static_cast<double>(fine.points.size()));
        const auto gap = [](double w) { return 1.0 / w - 1.0 / std::sqrt(w * w + 1.0); };
        // The cut-off is 400 times its energy, as cut_off_for takes it for this error.
        const auto edge = [](double w) { return std::pow(w + 0.5, -2.5); };
        EXPECT_NEAR(sum(coarse, gap) / sum(fine, gap), 1.0, 1e-5);
        EXPECT_NEAR(sum(coarse, edge) / sum(fine, edge), 1.0, 1e-5);
    }
}

TEST(MatsubaraPoints, RefuseWhatIsNoTemperature) {
    EXPECT_THROW(matsubara_points(0.0, 1.0), std::invalid_argument);
    EXPECT_THROW(matsubara_points(1.0, 1.0 / 0.0), std::invalid_argument);
}

} // namespace matsubara_points_test
} // namespace sidejump::usadel
