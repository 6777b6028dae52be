// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_scale.hpp"
#include "sidejump/fit/fit_report.hpp"
#include "sidejump/fit/fit_run.hpp"
#include "sidejump/fit/residual_statistics.hpp"
#include "tests/support/formula_fit.hpp"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gsl/gsl_cdf.h>
#include <gtest/gtest.h>
#include <sstream>

namespace {

using namespace sidejump::fit;
using namespace sidejump::fit::formulas;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Residuals with these signs, and how they scatter.
ResidualStatistics statistics_of(const std::vector<int>& signs) {
    std::vector<double> x, residuals;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        x.push_back(static_cast<double>(i));
        residuals.push_back(signs[i]);
    }
    return residual_statistics(x, residuals);
}

// The signs of `many` residuals above zero in one run, with `few` below at their end.
std::vector<int> at_end(int many, std::vector<int> end) {
    std::vector<int> signs(static_cast<std::size_t>(many), 1);
    signs.insert(signs.end(), end.begin(), end.end());
    return signs;
}

// All orders of the signs are equally likely: those whose runs deviate as far are counted.
TEST(RunsTest, IsThatOfAllOrders) {
    for (const int below : {1, 2, 4, 5}) {
        std::vector<int> signs(10, 1);
        std::fill_n(signs.begin(), below, -1);
        std::vector<ResidualStatistics> all;
        do
            all.push_back(statistics_of(signs));
        while (std::next_permutation(signs.begin(), signs.end()));
        for (const ResidualStatistics& one : all) {
            const auto as_far = std::count_if(all.begin(), all.end(), [&](const auto& other) {
                return std::abs(other.runs_z) > std::abs(one.runs_z) - 1e-9;
            });
            EXPECT_NEAR(one.runs_p, static_cast<double>(as_far) / static_cast<double>(all.size()),
                        1e-12)
                << below << ' ' << one.runs;
        }
    }
}

// One outlier at an end of 100 points is there once in fifty times. Of the C(100, 2) places of two
// 2 make two runs and 98 three; of the C(100, 3) of three 2, 98 and 2 * 2 * 96 two to four.
TEST(RunsTest, OneSignMayBeRare) {
    EXPECT_NEAR(statistics_of(at_end(99, {-1})).runs_p, 0.02, 1e-12);
    EXPECT_NEAR(statistics_of(at_end(97, {-1, -1, 1})).runs_p, 100.0 / 4950.0, 1e-12);
    EXPECT_NEAR(statistics_of(at_end(96, {-1, -1, 1, -1})).runs_p, 484.0 / 161700.0, 1e-12);
}

// The limit of many points is the normal distribution, with half a run to either side.
TEST(RunsTest, GoesToTheNormalDistribution) {
    std::vector<int> signs(3000);
    for (std::size_t i = 0; i < signs.size(); ++i)
        signs[i] = i % 4 < 2 || i % 20 == 2 ? 1 : -1;
    const ResidualStatistics found = statistics_of(signs);
    const double above = found.positive, below = found.negative, count = above + below;
    const double expected = 2.0 * above * below / count + 1.0;
    const double deviation = (found.runs - expected) / found.runs_z;
    const double z = (std::abs(found.runs - expected) - 0.5) / deviation;
    EXPECT_NEAR(found.runs_p / (2.0 * gsl_cdf_ugaussian_Q(z)), 1.0, 0.05);
}

TEST(Scale, IsOfNumbersOfAnySize) {
    const std::vector<double> x = {1, 2, 3, 4, 5}, residuals = {1, 2, -1, -2, 2};
    const ResidualStatistics expected = residual_statistics(x, residuals);
    for (const double factor : {1e-200, 1e200}) {
        std::vector<double> scaled = residuals;
        for (double& value : scaled)
            value *= factor;
        EXPECT_NEAR(root_mean_square(scaled) / factor, std::sqrt(14.0 / 5.0), 1e-12);
        EXPECT_NEAR(residual_statistics(x, scaled).durbin_watson, expected.durbin_watson, 1e-12);
    }
}

TEST(Scale, OfDataKnowsNoOffset) {
    DataSet one;
    one.y = {1.0, 3.0};
    DataSet other;
    other.y = {5.0, 7.0};
    EXPECT_NEAR(scatter_of({one, other}), 1.0, 1e-12);
    other.y = {1e9 + 5.0, 1e9 + 7.0};
    EXPECT_NEAR(scatter_of({one, other}), 1.0, 1e-6);
    // Curves of one point each differ, and equal numbers are at least of a size.
    one.y = {1.0};
    other.y = {5.0};
    EXPECT_NEAR(scatter_of({one, other}), 2.0, 1e-12);
    other.y = {1.0};
    EXPECT_NEAR(scatter_of({one, other}), 1.0, 1e-12);
    one.y = other.y = {0.0};
    EXPECT_EQ(scatter_of({one, other}), 1.0);
}

// Quantiles of a normal distribution, and a part of them far away, which moves the median of what
// is left to its quantile 1/(2 (1 - part)).
TEST(MedianScale, IsTheStandardDeviation) {
    constexpr int count = 4000;
    for (const double part : {0.0, 0.1, 0.3}) {
        Eigen::VectorXd residuals(count);
        for (int i = 0; i < count; ++i) {
            const double far = static_cast<int>(part * 100.0) > (i * 37) % 100 ? 1e6 : 0.0;
            residuals[i] = 3.0 * gsl_cdf_ugaussian_Pinv((i + 0.5) / count) + far;
        }
        const double expected =
            gsl_cdf_ugaussian_Pinv(0.5 + 0.25 / (1.0 - part)) / gsl_cdf_ugaussian_Pinv(0.75);
        EXPECT_NEAR(median_scale(residuals, 2), 3.0 * expected, 0.01);
    }
    // A curve of three parameters may go through three points whatever the noise.
    Eigen::VectorXd few(5);
    few << 0.0, 2.0, 0.0, -2.0, 0.0;
    EXPECT_NEAR(median_scale(few, 4), 2.0 / gsl_cdf_ugaussian_Pinv(0.75), 1e-12);
}

class NoiseOfLoss : public testing::TestWithParam<Loss> {};

// The standard deviation that the points were made with, and not the factor of the covariance.
TEST_P(NoiseOfLoss, IsThatOfTheData) {
    constexpr double noise = 0.2;
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 3000, {1.0, -2.0}, noise, 5, false);
    file.loss = {GetParam(), 0.7 * noise};
    file.profiled.clear();
    const FitRun run = run_fit(file);
    // The standard deviation of the estimate is 1.166/sqrt(n) of it.
    EXPECT_NEAR(run.uncertainty.noise / noise, 1.0, 3.0 * 1.166 / std::sqrt(3000.0));
    EXPECT_NEAR(root_mean_square(run.curves[0].scaled), 1.0, 0.08);
}

INSTANTIATE_TEST_SUITE_P(Kinds, NoiseOfLoss,
                         testing::Values(Loss::huber, Loss::soft_l1, Loss::cauchy));

FitFile exact_fit(double sigma) {
    FitFile file = fit_of(decay, {{1.5, 0.1, 9.0}, {0.5, 0.1, 9.0}}, 30, {1.0, 1.2}, 0.0, 1, false);
    if (sigma > 0.0)
        file.problem.sets[0].sigma.assign(30, sigma);
    file.problem.sigma_known = sigma > 0.0;
    file.problem.residual_unit = scatter_of(file.problem.sets);
    return file;
}

// Rounding keeps its sign for long. Where standard deviations are given errors are theirs.
TEST(ExactData, HaveNoDrift) {
    FitFile file = exact_fit(0.01);
    const FitRun run = run_fit(file);
    EXPECT_THAT(run.warnings, IsEmpty());
    EXPECT_THAT(run.findings, IsEmpty());
    EXPECT_GT(run.uncertainty.standard_errors(2)[0], 1e-3);
    EXPECT_EQ(run.profiles.size(), 2U);
    file.loss = {Loss::huber, 1.0}; // now they are from residuals, of which there are none
    const FitRun robust = run_fit(file);
    EXPECT_TRUE(std::isnan(robust.uncertainty.standard_errors(2)[0]));
    EXPECT_THAT(robust.profiles, IsEmpty());
    EXPECT_THAT(robust.findings, Contains(HasSubstr("the fit is exact")));
    EXPECT_THAT(fit_table(file, robust), Not(HasSubstr("nan")));
}

TEST(ExactData, HaveOneOptimumWhereThereIsOne) {
    for (const double sigma : {0.0, 0.01}) {
        FitFile file = exact_fit(sigma);
        file.input.fit.multi_start = MultiStartInput{8, 0};
        const FitRun run = run_fit(file);
        ASSERT_EQ(run.searches.optima.size(), 1U) << sigma;
        EXPECT_EQ(run.searches.optima[0].searches, 8) << sigma;
    }
}

// At an end of the range roundings are to one side of it.
TEST(ExactData, OfZerosHaveOneOptimum) {
    FitFile file =
        fit_of(line, {{0.5, 0.0, infinity}, {0.5, 0.0, infinity}}, 20, {0.0, 0.0}, 0.0, 1, false);
    file.problem.sets[0].sigma.assign(20, 0.1);
    file.problem.sigma_known = true;
    const FitRun run = run_fit(file);
    EXPECT_THAT(run.findings, Each(Not(HasSubstr("optim"))));
    EXPECT_THAT(run.warnings, Each(Not(HasSubstr("runs test"))));
}

TEST(Table, HasTheDigitsThatTheErrorsLeave) {
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 25, {1.0, -2.0}, 1e-9, 7, true);
    file.levels = {0.6827, 0.999999};
    const FitRun run = run_fit(file);
    std::istringstream table(fit_table(file, run));
    std::string text;
    while (std::getline(table, text) && text.find("parameter") == std::string::npos) {
    }
    EXPECT_THAT(text, HasSubstr(" 68.27 % (profile)"));
    EXPECT_THAT(text, HasSubstr(" 99.9999 % (profile)"));
    for (std::size_t i = 0; i < 2; ++i) {
        std::string name, unit, dots;
        double value = 0.0, error = 0.0, low = 0.0, high = 0.0;
        table >> name >> value >> unit >> error >> low >> dots >> high;
        std::getline(table, text);
        const double expected = run.uncertainty.standard_errors(2)[index(i)];
        const ProfileInterval& interval = run.profiles[i].intervals[0];
        EXPECT_NEAR(error, expected, 1e-2 * expected);
        EXPECT_NEAR(value, run.values[i], 0.05 * expected);
        EXPECT_NEAR(low, interval.low.u, 0.1 * expected);
        EXPECT_NEAR(high, interval.high.u, 0.1 * expected);
    }
}

TEST(Told, StepsAreThoseThatWereTaken) {
    FitFile file = fit_of(decay, {{9.0}, {0.1}}, 30, {1.0, 1.2}, 0.01, 1, true);
    file.input.fit.most_iterations = 1;
    file.profiled.clear();
    EXPECT_THAT(run_fit(file).warnings, Contains(HasSubstr("given up after 1 step")));
}

// The mean slope of psi is a part of the points for Huber's loss only.
TEST(Told, LossesAreNotTakenForHubers) {
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 50, {1.0, -2.0}, 0.1, 3, false);
    file.profiled.clear();
    file.loss = {Loss::huber, 0.02};
    EXPECT_THAT(run_fit(file).warnings, Contains(HasSubstr("of the points at their full weight")));
    file.loss = {Loss::soft_l1, 0.02};
    const auto warnings = run_fit(file).warnings;
    EXPECT_THAT(warnings, Contains(HasSubstr("loss_scale is below the scatter")));
    EXPECT_THAT(warnings, Each(Not(HasSubstr("full weight"))));
}

// a^2 b is determined: b is the same at a and -a, and yet goes along.
TEST(Told, CompanionsOfSymmetricProfiles) {
    FitFile file = fit_of(
        [](std::span<const double> p, double x) { return p[0] * p[0] * p[1] * std::exp(-x); },
        {{1.0, -30.0, 30.0}, {2.0}}, 30, {1.0, 3.0}, 0.01, 3, true);
    file.profiled = {0};
    EXPECT_THAT(run_fit(file).findings, Contains(HasSubstr("; b goes along, between")));
}

// 36 degrees Fahrenheit are 20 K apart, and at 275.37 K.
TEST(Differences, KnowNoZeroOfAScale) {
    const Place place{"test", 1, "offset"};
    EXPECT_NEAR((WrittenQuantity{200.0, "degC", place}.difference_in("K")), 200.0, 1e-9);
    EXPECT_NEAR((WrittenQuantity{36.0, "degF", place}.difference_in("K")), 20.0, 1e-9);
    EXPECT_NEAR((WrittenQuantity{36.0, "degF", place}.in("K")), 275.372, 1e-3);
    EXPECT_EQ((WrittenQuantity{3.0, "", place}.difference_in("1")), 3.0);
    EXPECT_ANY_THROW(static_cast<void>((WrittenQuantity{3.0, "m", place}.difference_in("K"))));
}

} // namespace
