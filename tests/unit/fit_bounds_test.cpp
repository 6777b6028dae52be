// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/fit_run.hpp"
#include "tests/support/formula_fit.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace sidejump::fit;
using namespace sidejump::fit::formulas;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

double product(std::span<const double> p, double x) {
    return p[0] * p[1] * std::exp(-x);
}

// The time of a decay is 1e-9, in a unit that is off by up to nine orders of magnitude.
class AnyOrderOfMagnitude : public testing::TestWithParam<double> {};

TEST_P(AnyOrderOfMagnitude, HasTheSameAnswer) {
    const auto fast = [](std::span<const double> p, double x) {
        return p[0] * std::exp(-1e-9 * x / p[1]);
    };
    FitFile file = fit_of(fast, {{1.5}, {1.0, 0.0}}, 30, {1.0, 1e-9}, 0.01, 4, true);
    const auto with_unit = [&](double unit) {
        Coordinate& coordinate = file.problem.coordinates[1];
        coordinate.unit = unit;
        coordinate.low = 1e-280;
        coordinate.low_from.open_end = 0.0;
        coordinate.start = 3e-9 / unit;
        return run_fit(file);
    };
    const FitRun expected = with_unit(1e-9);
    const FitRun run = with_unit(GetParam());
    const double error = expected.uncertainty.standard_errors(2)[1] * 1e-9;
    EXPECT_NEAR(run.minimum.u[1] * GetParam(), expected.minimum.u[1] * 1e-9, 1e-4 * error);
    EXPECT_NEAR(run.uncertainty.standard_errors(2)[1] * GetParam(), error, 1e-5 * error);
    for (const auto end : {&ProfileInterval::low, &ProfileInterval::high}) {
        const IntervalEnd& own = run.profiles[1].intervals[0].*end;
        const IntervalEnd& other = expected.profiles[1].intervals[0].*end;
        EXPECT_EQ(own.end, End::crossed);
        EXPECT_NEAR(own.u * GetParam(), other.u * 1e-9, 1e-4 * error);
    }
}

INSTANTIATE_TEST_SUITE_P(Units, AnyOrderOfMagnitude,
                         testing::Values(1.0, 1e-3, 1e-6, 1e-12, 1e-15));

// A part of the curve that is far below the rest keeps its derivative.
TEST(Jacobian, OfASmallContribution) {
    for (const double part : {1e-3, 1e-6, 1e-9, 1e-13}) {
        FitFile file = fit_of(line, {{1.0, 0.0}, {1.0}}, 10, {0.0, 1.0}, 0.0, 1, false);
        Eigen::VectorXd at(2);
        at << part, 1.0;
        const auto jacobian = file.problem.jacobian(at, {0});
        for (Eigen::Index i = 1; i < 10; ++i)
            EXPECT_NEAR(jacobian(i, 0), 1.0, 1e-5) << part;
    }
}

// Bounds that are so near to each other that a short step changes the curve by rounding only.
TEST(Jacobian, OfANarrowRange) {
    FitFile file = fit_of(line, {{1.0}, {0.0, -1.0, 1.0}}, 10, {1.0, 0.0}, 0.0, 1, false);
    file.problem.coordinates[1].unit = 1e-10;
    const auto jacobian = file.problem.jacobian(file.problem.start(), {1});
    for (Eigen::Index i = 0; i < 10; ++i)
        EXPECT_NEAR(1e10 * jacobian(i, 0), 0.1 * static_cast<double>(i), 1e-4);
}

// Only a product is determined. A bound that the search has come to rest at determines no factor.
TEST(Bounds, WithoutPressureHoldNothing) {
    for (const double start : {0.4, 0.5, 0.6}) {
        const FitFile file =
            fit_of(product, {{2.0}, {start, 0.4, 0.6}}, 40, {3.0, 1.0}, 0.01, 3, true);
        const FitRun run = run_fit(file);
        ASSERT_EQ(run.uncertainty.undetermined.size(), 1U) << start;
        const auto errors = run.uncertainty.standard_errors(2);
        EXPECT_TRUE(std::isnan(errors[0]));
        EXPECT_TRUE(std::isnan(errors[1]));
        EXPECT_FALSE(run.uncertainty.at_bound[1]);
        EXPECT_THAT(run.findings, Contains(HasSubstr("only a combination of a, b")));
        EXPECT_THAT(run.warnings, Not(Contains(HasSubstr("bound"))));
        // The bounds of one limit the other, whatever the place of rest.
        const auto& interval = run.profiles[0].intervals[0];
        EXPECT_NEAR(interval.low.u, 3.0 / 0.6, 0.02);
        EXPECT_NEAR(interval.high.u, 3.0 / 0.4, 0.02);
    }
}

// A bound in the very place of the minimum is not pressed either: errors are those without it.
TEST(Bounds, AtTheMinimumItselfHoldNothing) {
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 25, {1.0, -2.0}, 0.2, 7, true);
    const FitRun free = run_fit(file);
    file.problem.coordinates[1].low = free.minimum.u[1];
    const FitRun run = run_fit(file);
    EXPECT_FALSE(run.uncertainty.at_bound[1]);
    EXPECT_NEAR(run.uncertainty.standard_errors(2)[0], free.uncertainty.standard_errors(2)[0],
                1e-6);
    // By two standard errors it is.
    file.problem.coordinates[1].low += 2.0 * free.uncertainty.standard_errors(2)[1];
    file.problem.coordinates[1].start = 1.0;
    EXPECT_TRUE(run_fit(file).uncertainty.at_bound[1]);
}

// Both bounds are nearer than the data could tell: the one is pressed to which the objective falls.
TEST(Bounds, OfANarrowRangeAreTheOnesThatArePressed) {
    for (const double truth : {1.0, -1.0}) {
        const FitFile file =
            fit_of(line, {{0.5}, {0.0, -1e-6, 1e-6}}, 25, {1.0, truth}, 0.1, 7, true);
        const FitRun run = run_fit(file);
        EXPECT_TRUE(run.uncertainty.at_bound[1]);
        EXPECT_EQ(run.minimum.u[1], truth * 1e-6);
    }
}

// The profile of a factor goes on towards zero, which is not a value, as far as it does upwards.
TEST(OpenEnds, LimitNothing) {
    FitFile file = fit_of(product, {{2.0}, {0.5}}, 40, {3.0, 1.0}, 0.01, 3, true);
    Coordinate& coordinate = file.problem.coordinates[1];
    coordinate.low = 1e-280;
    coordinate.low_from.open_end = 0.0;
    const FitRun run = run_fit(file);
    const auto& interval = run.profiles[1].intervals[0];
    EXPECT_EQ(interval.low.end, End::open);
    EXPECT_LT(interval.low.u, 1e-8 * run.minimum.u[1]);
    EXPECT_EQ(interval.high.end, End::open);
    EXPECT_EQ(run.profiles[0].intervals[0].high.end, End::open);
}

// A search that ends in the higher of two valleys, from which a profile goes over into the other.
FitFile two_valleys() {
    FitFile file = fit_of(
        [](std::span<const double> p, double x) {
            return x < 0.05 ? p[0] * p[0] - 1.0 : x < 0.15 ? 0.2 * (p[0] - 1.0) : 0.0;
        },
        {{-1.0}}, 3, {1.0}, 0.0, 1, true);
    file.problem.sets[0].sigma = {1.0, 1.0, 1.0};
    return file;
}

TEST(Restart, MakesTheLowerMinimumTheFirstOptimum) {
    const FitRun run = run_fit(two_valleys());
    EXPECT_NEAR(run.minimum.u[0], 1.0, 1e-6);
    ASSERT_EQ(run.searches.optima.size(), 2U);
    EXPECT_EQ(run.searches.optima[0].minimum.u, run.minimum.u);
    EXPECT_EQ(run.searches.optima[0].searches, 0);
    EXPECT_LT(run.searches.optima[1].minimum.u[0], -0.9);
    EXPECT_EQ(run.searches.optima[1].searches, 1);
    EXPECT_THAT(run.findings, Contains(HasSubstr("another optimum of equal quality")));
}

TEST(Restart, AddsToWhatThereIsToDo) {
    FitState last;
    bool told_of_search = false;
    const FitRun run = run_fit(two_valleys(), [&](const FitState& state) {
        EXPECT_GE(state.done, last.done);
        EXPECT_GE(state.parts, last.parts);
        EXPECT_LE(state.done, state.parts);
        EXPECT_LE(state.done, last.done + 1); // none is skipped
        told_of_search = told_of_search || (state.done == 1 && state.parts == 2);
        last = state;
    });
    EXPECT_TRUE(told_of_search);
    EXPECT_EQ(last.parts, 3U); // a search, and the profile twice
    EXPECT_EQ(last.done, 3U);
}

// Two minima that are a factor of two apart are two, however small they are in their unit.
TEST(MultiStart, TellsSmallOptimaApart) {
    FitFile file =
        fit_of([](std::span<const double> p,
                  double x) { return x < 0.05 ? (1e9 * p[0] - 1.0) * (1e9 * p[0] - 2.0) : 0.0; },
               {{1.2e-9, 1e-10, 1e-8}}, 3, {1e-9}, 0.0, 1, true);
    file.problem.sets[0].y = {0.0, 1.0, 1.0}; // the minima are not zero
    file.problem.sets[0].sigma = {1.0, 1.0, 1.0};
    const MultiStart found = search_minima(file.problem, {{}, 200, {}}, 16, 3);
    ASSERT_EQ(found.optima.size(), 2U);
    EXPECT_NEAR(1e9 * (found.optima[0].minimum.u[0] + found.optima[1].minimum.u[0]), 3.0, 1e-3);
}

// Each search comes to rest elsewhere on the ridge: that is one thing to tell.
TEST(MultiStart, TellsOfARidgeOnce) {
    FitFile file =
        fit_of(product, {{2.0, 0.5, 10.0}, {0.5, 0.1, 5.0}}, 40, {3.0, 1.0}, 0.01, 3, true);
    file.input.fit.multi_start = MultiStartInput{16, 0};
    file.profiled.clear();
    const FitRun run = run_fit(file);
    ASSERT_GT(run.searches.optima.size(), 3U);
    int lines = 0;
    for (const std::string& finding : run.findings)
        lines += finding.find("of equal quality") == std::string::npos ? 0 : 1;
    EXPECT_EQ(lines, 1);
    EXPECT_THAT(run.findings, Contains(AllOf(HasSubstr("other optima of equal quality"),
                                             HasSubstr("with a from "), HasSubstr(", b from "))));
}

// Steps may run out far above the best optimum, which is no reason to doubt it, or near to it.
TEST(MultiStart, TellsWhereSearchesWereGivenUp) {
    FitFile file =
        fit_of([](std::span<const double> p, double x) { return std::sin(p[0] * x) + 0.0 * p[1]; },
               {{3.0, 0.5, 6.0}, {0.0, -1.0, 1.0}}, 60, {3.0, 0.0}, 0.1, 5, true);
    file.input.fit.multi_start = MultiStartInput{32, 4};
    file.profiled.clear();
    file.input.fit.most_iterations = 4;
    const FitRun run = run_fit(file);
    ASSERT_GT(run.searches.given_up, 0);
    EXPECT_EQ(run.searches.failed, 0);
    int converged = 0;
    for (const Optimum& optimum : run.searches.optima)
        converged += optimum.searches;
    EXPECT_EQ(converged + run.searches.given_up, 32);
    const double rise = run.searches.lowest_given_up - run.minimum.objective;
    const auto told = Contains(HasSubstr("were given up after 4 steps"));
    if (rise > 100.0 * run.uncertainty.threshold(0.9545))
        EXPECT_THAT(run.warnings, Not(told));
    else
        EXPECT_THAT(run.warnings, told);
}

} // namespace
