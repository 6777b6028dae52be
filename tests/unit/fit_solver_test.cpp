// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_run.hpp"
#include "sidejump/fit/residual_statistics.hpp"
#include "sidejump/math/parallel_for.hpp"
#include "tests/support/formula_fit.hpp"

#include <Eigen/LU>
#include <cmath>
#include <functional>
#include <gmock/gmock.h>
#include <gsl/gsl_cdf.h>
#include <gtest/gtest.h>

namespace {

using namespace sidejump::fit;
using namespace sidejump::fit::formulas;
using testing::Contains;
using testing::HasSubstr;

// Where a profile of a parameter ends at the first level.
std::pair<double, double> interval_of(const FitRun& run, std::size_t parameter,
                                      std::size_t level = 0) {
    const auto& interval = run.profiles[parameter].intervals[level];
    EXPECT_EQ(interval.low.end, End::crossed);
    EXPECT_EQ(interval.high.end, End::crossed);
    return {interval.low.u, interval.high.u};
}

class LinearRegression : public testing::TestWithParam<bool> {};

TEST_P(LinearRegression, HasTheCovarianceOfTheTextbook) {
    const bool sigma_known = GetParam();
    constexpr double noise = 0.2;
    const FitFile file = fit_of(line, {{0.5}, {0.5}}, 25, {1.0, -2.0}, noise, 7, sigma_known);
    const FitRun run = run_fit(file);
    const auto& set = file.problem.sets[0];
    Eigen::MatrixXd design(25, 2);
    Eigen::VectorXd y(25);
    for (Eigen::Index i = 0; i < 25; ++i) {
        design.row(i) << 1.0, set.x[static_cast<std::size_t>(i)];
        y[i] = set.y[static_cast<std::size_t>(i)];
    }
    const Eigen::Matrix2d inverse = (design.transpose() * design).inverse();
    const Eigen::Vector2d best = inverse * design.transpose() * y;
    const double variance =
        sigma_known ? noise * noise : (design * best - y).squaredNorm() / (25 - 2);
    for (Eigen::Index i = 0; i < 2; ++i) {
        EXPECT_NEAR(run.minimum.u[i], best[i], 1e-9);
        for (Eigen::Index j = 0; j < 2; ++j)
            EXPECT_NEAR(run.uncertainty.covariance(i, j), variance * inverse(i, j),
                        1e-8 * variance * std::abs(inverse(i, j)));
        for (std::size_t level = 0; level < 2; ++level) {
            const double part = 0.5 + 0.5 * file.levels[level];
            const double quantile =
                sigma_known ? gsl_cdf_ugaussian_Pinv(part) : gsl_cdf_tdist_Pinv(part, 23.0);
            const double half = quantile * std::sqrt(variance * inverse(i, i));
            const auto [low, high] = interval_of(run, static_cast<std::size_t>(i), level);
            EXPECT_NEAR(low, best[i] - half, 1e-5 * half);
            EXPECT_NEAR(high, best[i] + half, 1e-5 * half);
        }
    }
    EXPECT_TRUE(run.findings.empty());
}

INSTANTIATE_TEST_SUITE_P(Noise, LinearRegression, testing::Bool());

// 68.27 % of the intervals hold the truth, those of the covariance and those of the profile.
TEST(Coverage, IsTheLevel) {
    constexpr int trials = 300;
    int by_profile = 0;
    int by_error = 0;
    for (int seed = 0; seed < trials; ++seed) {
        FitFile file = fit_of(decay, {{1.5}, {0.5}}, 30, {1.0, 1.0}, 0.05,
                              static_cast<unsigned>(seed), seed % 2 == 0);
        file.profiled = {1};
        file.levels = {0.6827};
        const FitRun run = run_fit(file);
        const auto [low, high] = interval_of(run, 0);
        by_profile += low < 1.0 && 1.0 < high ? 1 : 0;
        const double error = run.uncertainty.standard_errors(2)[1];
        by_error += std::abs(run.minimum.u[1] - 1.0) < error ? 1 : 0;
    }
    const double expected = 0.6827 * trials;
    const double deviation = std::sqrt(expected * (1.0 - 0.6827));
    EXPECT_NEAR(by_profile, expected, 3.0 * deviation);
    EXPECT_NEAR(by_error, expected, 3.0 * deviation);
}

TEST(Undetermined, ProductOfTwoParametersIsTold) {
    const FitFile file = fit_of(
        [](std::span<const double> p, double x) { return p[0] * p[1] * std::exp(-p[2] * x); },
        {{1.0}, {2.0}, {0.5}}, 40, {1.0, 3.0, 1.0}, 0.01, 3, true);
    const FitRun run = run_fit(file);
    ASSERT_EQ(run.uncertainty.undetermined.size(), 1U);
    const auto& direction = run.uncertainty.undetermined[0].direction;
    // One grows by as many percent as the other falls; the rate is determined.
    EXPECT_NEAR(direction[0] / run.minimum.u[0], -direction[1] / run.minimum.u[1], 1e-4);
    EXPECT_EQ(direction[2], 0.0);
    const auto errors = run.uncertainty.standard_errors(3);
    EXPECT_TRUE(std::isnan(errors[0]));
    EXPECT_TRUE(std::isnan(errors[1]));
    EXPECT_GT(errors[2], 0.0);
    // The pseudo-inverse has -1 for them, although they may change together by any amount.
    EXPECT_TRUE(std::isnan(run.uncertainty.correlation(0, 1)));
    EXPECT_TRUE(std::isnan(run.uncertainty.correlation(0, 2)));
    EXPECT_NEAR(run.uncertainty.correlation(2, 2), 1.0, 1e-12);
    EXPECT_THAT(run.findings, Contains(HasSubstr("only a combination of a, b")));
    EXPECT_EQ(run.profiles[0].intervals[0].high.end, End::open);
}

TEST(Undetermined, ParameterWithoutEffectIsTold) {
    FitFile file = fit_of([](std::span<const double> p, double x) { return p[0] * x + 0.0 * p[1]; },
                          {{1.0}, {2.0}}, 20, {1.0, 3.0}, 0.01, 3, true);
    file.profiled = {0};
    const FitRun run = run_fit(file);
    EXPECT_THAT(run.findings, Contains(HasSubstr("do not depend on b")));
    EXPECT_GT(run.uncertainty.standard_errors(2)[0], 0.0);
    EXPECT_TRUE(std::isnan(run.uncertainty.standard_errors(2)[1]));
}

TEST(Bounds, KeepTheMinimumOutAndAreTold) {
    const FitFile file = fit_of(line, {{0.5}, {-1.0, -1.5, 0.0}}, 25, {1.0, -2.0}, 0.01, 7, true);
    const FitRun run = run_fit(file);
    EXPECT_EQ(run.minimum.u[1], -1.5);
    EXPECT_TRUE(run.uncertainty.at_bound[1]);
    EXPECT_THAT(run.warnings, Contains(HasSubstr("b is at its bound")));
    EXPECT_EQ(run.profiles[1].intervals[0].low.end, End::bound);
    EXPECT_EQ(run.profiles[1].intervals[0].high.end, End::crossed);
}

// The covariance of the others is that with the parameter held: here that of a mean.
TEST(Bounds, OtherErrorsAreConditionalOnThem) {
    constexpr double noise = 0.01;
    const FitFile file = fit_of(line, {{0.5}, {-1.0, -1.5, 0.0}}, 25, {1.0, -2.0}, noise, 7, true);
    const FitRun run = run_fit(file);
    const auto errors = run.uncertainty.standard_errors(2);
    EXPECT_NEAR(errors[0], noise / std::sqrt(25.0), 1e-8 * noise);
    EXPECT_TRUE(std::isnan(errors[1]));
    double mean = 0.0;
    for (std::size_t i = 0; i < 25; ++i)
        mean += (file.problem.sets[0].y[i] + 1.5 * file.problem.sets[0].x[i]) / 25.0;
    EXPECT_NEAR(run.minimum.u[0], mean, 1e-9);
}

// A bound that is many units from the answer, and yet few in the width of the bounds, is not at it.
TEST(Bounds, WidthAndUnitDoNotMatter) {
    const FitFile file = fit_of([](std::span<const double> p, double) { return p[0]; },
                                {{1.0, 0.0, 1e9}}, 25, {3e-9}, 1e-10, 7, true);
    const FitRun run = run_fit(file);
    EXPECT_FALSE(run.uncertainty.at_bound[0]);
    EXPECT_NEAR(run.uncertainty.standard_errors(1)[0], 1e-10 / 5.0, 1e-15);
}

// Quantiles of Student's t squared, by the probability that belongs to them.
TEST(Threshold, HasTheProbabilityAtAnyNumberOfPoints) {
    Uncertainty uncertainty;
    uncertainty.noise_estimated = true;
    for (const int freedom : {1, 2, 37, 600, 5000, 10000, 1000000})
        for (const double level : {0.5, 0.6827, 0.9545, 0.99, 0.9973}) {
            uncertainty.degrees_of_freedom = freedom;
            const double threshold = uncertainty.threshold(level);
            const double outside = 2.0 * gsl_cdf_tdist_Q(std::sqrt(threshold), freedom);
            EXPECT_NEAR(outside, 1.0 - level, 1e-9) << freedom << ' ' << level;
        }
}

class RobustLoss : public testing::TestWithParam<Loss> {};

TEST_P(RobustLoss, IsNotDrawnByOutliers) {
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 60, {1.0, -2.0}, 0.05, 11, true);
    for (std::size_t i = 3; i < 60; i += 12)
        file.problem.sets[0].y[i] += 5.0;
    const double drawn = run_fit(file).minimum.u[0];
    file.loss = {GetParam(), 1.0};
    file.input.fit.loss = GetParam();
    const FitRun run = run_fit(file);
    const auto errors = run.uncertainty.standard_errors(2);
    EXPECT_GT(std::abs(drawn - 1.0), 0.2);
    EXPECT_NEAR(run.minimum.u[0], 1.0, 4.0 * errors[0]);
    EXPECT_NEAR(run.minimum.u[1], -2.0, 4.0 * errors[1]);
    EXPECT_LT(errors[0], 0.05);
}

INSTANTIATE_TEST_SUITE_P(Kinds, RobustLoss,
                         testing::Values(Loss::huber, Loss::soft_l1, Loss::cauchy));

// rho is what Ceres minimises, psi half its derivative, psi_slope the derivative of that.
TEST_P(RobustLoss, HasConsistentDerivatives) {
    const LossFunction loss{GetParam(), 0.7};
    const double h = 1e-5;
    for (const double r : {-3.0, -0.5, 0.0, 0.2, 1.4}) {
        EXPECT_NEAR((loss.rho(r + h) - loss.rho(r - h)) / (4.0 * h), loss.psi(r), 1e-9);
        EXPECT_NEAR((loss.psi(r + h) - loss.psi(r - h)) / (2.0 * h), loss.psi_slope(r), 1e-8);
    }
}

double wave(std::span<const double> p, double x) {
    return std::sin(p[0] * x);
}

TEST(MultiStart, FindsOtherOptimaWhateverTheThreads) {
    const FitFile file = fit_of(wave, {{1.0, 0.5, 6.0}}, 60, {3.0}, 0.1, 5, true);
    const auto search = [&] { return search_minima(file.problem, {{}, 200, {}}, 32, 4); };
    const MultiStart many = search();
    const auto alone = [&] {
        const sidejump::math::OneThread thread;
        return search();
    }();
    ASSERT_GT(many.optima.size(), 1U);
    EXPECT_NEAR(many.optima[0].minimum.u[0], 3.0, 0.02);
    EXPECT_GT(many.optima[1].minimum.objective, many.optima[0].minimum.objective);
    ASSERT_EQ(alone.optima.size(), many.optima.size());
    for (std::size_t i = 0; i < many.optima.size(); ++i) {
        EXPECT_EQ(alone.optima[i].searches, many.optima[i].searches);
        EXPECT_EQ(alone.optima[i].minimum.u[0], many.optima[i].minimum.u[0]);
    }
}

TEST(Jacobian, IsOfSecondOrderWithinBounds) {
    // The start is at the lower bound, below which the formula has no value.
    FitFile file =
        fit_of([](std::span<const double> p, double x) { return std::sqrt(p[0] - 1.0 + x); },
               {{1.0, 1.0, 4.0}}, 20, {2.0}, 0.0, 1, false);
    file.problem.sets[0].x.front() = 0.05; // the slope at 0 is infinite
    const Eigen::VectorXd at = Eigen::VectorXd::Constant(1, 1.0);
    const auto jacobian = file.problem.jacobian(at, {0});
    for (std::size_t i = 0; i < 20; ++i)
        EXPECT_NEAR(jacobian(static_cast<Eigen::Index>(i), 0),
                    0.5 / std::sqrt(file.problem.sets[0].x[i]), 1e-6);
}

TEST(RunsTest, TellsDriftsFromNoise) {
    std::vector<double> x, drift, alternating;
    for (int i = 0; i < 40; ++i) {
        x.push_back(i);
        drift.push_back(i - 19.5);
        alternating.push_back(i % 2 == 0 ? 1.0 : -1.0);
    }
    const auto slow = residual_statistics(x, drift);
    EXPECT_EQ(slow.runs, 2);
    EXPECT_LT(slow.runs_p, 1e-6);
    EXPECT_LT(slow.durbin_watson, 0.1);
    const auto fast = residual_statistics(x, alternating);
    EXPECT_EQ(fast.runs, 40);
    EXPECT_NEAR(fast.durbin_watson, 4.0, 0.2);
    // Wald and Wolfowitz: expectation 2 n m/(n + m) + 1 = 21.
    const double variance = 800.0 * (800.0 - 40.0) / (1600.0 * 39.0);
    EXPECT_NEAR(fast.runs_z, 19.0 / std::sqrt(variance), 1e-12);
}

TEST(RunsTest, OneSignIsNoNoise) {
    std::vector<double> x, residuals;
    for (int i = 0; i < 20; ++i) {
        x.push_back(i);
        residuals.push_back(1.0 + 0.1 * (i % 3));
    }
    EXPECT_EQ(residual_statistics(x, residuals).runs_p, std::exp2(-19.0));
    EXPECT_LT(residual_statistics(x, residuals).runs_z, 0.0);
    // Both signs of a few points are likely.
    EXPECT_EQ(residual_statistics({1.0, 2.0}, {1.0, 1.0}).runs_p, 0.5);
    EXPECT_EQ(residual_statistics({1.0}, {1.0}).runs_p, 1.0);
    EXPECT_EQ(residual_statistics(x, std::vector<double>(20, 0.0)).runs_p, 1.0);
}

} // namespace
