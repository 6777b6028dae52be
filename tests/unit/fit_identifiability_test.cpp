// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/formula_fit.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace {

using namespace sidejump::fit;
using namespace sidejump::fit::formulas;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

void add_background(FitFile& file, int order) {
    FitProblem& problem = file.problem;
    for (int i = 0; i <= order; ++i) {
        Quantity quantity;
        quantity.name = "background_" + std::to_string(i);
        quantity.unit = "1";
        quantity.is_background = true;
        quantity.coordinate = problem.coordinates.size();
        problem.inputs[0].background.push_back(problem.quantities.size());
        Coordinate coordinate;
        coordinate.quantity = problem.quantities.size();
        coordinate.low = -infinity;
        coordinate.high = infinity;
        problem.quantities.push_back(quantity);
        problem.coordinates.push_back(coordinate);
    }
}

std::vector<std::size_t> members(const Undetermined& one) {
    std::vector<std::size_t> found;
    for (Eigen::Index i = 0; i < one.direction.size(); ++i)
        if (one.direction[i] != 0.0)
            found.push_back(static_cast<std::size_t>(i));
    return found;
}

// What holds of any fit.
void expect_laws(const FitRun& run, std::size_t parameters) {
    const Uncertainty& of = run.uncertainty;
    const Eigen::VectorXd errors = of.standard_errors(parameters);
    for (std::size_t i = 0; i < of.free.size(); ++i) {
        const double error = errors[index(of.free[i])];
        EXPECT_FALSE(error < (1.0 - 1e-6) * of.alone[index(i)]) << of.free[i];
    }
    for (const Undetermined& one : of.undetermined)
        EXPECT_GE(members(one).size(), 2U);
}

double shifted_decay(std::span<const double> p, double x) {
    return p[0] + p[1] * std::exp(-x / p[2]);
}

// A constant beside a background has no effect of its own, wherever the search ends: with values
// that are zero within their errors, and with those of other orders of magnitude.
TEST(Degeneracy, ChangesNothingElse) {
    for (const bool sigma_known : {false, true})
        for (const double constant : {0.0, 1e-6, 0.3, 10.0}) {
            FitFile file = fit_of(shifted_decay, {{constant}, {1.2}, {0.8}}, 12, {0.3, 1.0, 0.5},
                                  0.01, 3, sigma_known);
            file.profiled.clear();
            const FitRun plain = run_fit(file);
            add_background(file, 0);
            const FitRun run = run_fit(file);
            expect_laws(run, 4);
            ASSERT_EQ(run.uncertainty.undetermined.size(), 1U) << constant;
            EXPECT_THAT(members(run.uncertainty.undetermined[0]), ElementsAre(0U, 3U));
            EXPECT_THAT(run.findings, ElementsAre(HasSubstr("combination of a, background_0:")));
            const auto errors = run.uncertainty.standard_errors(4);
            const auto expected = plain.uncertainty.standard_errors(3);
            EXPECT_TRUE(std::isnan(errors[0]) && std::isnan(errors[3]));
            EXPECT_NEAR(errors[1], expected[1], 1e-5 * expected[1]);
            EXPECT_NEAR(errors[2], expected[2], 1e-5 * expected[2]);
            EXPECT_EQ(run.uncertainty.degrees_of_freedom, 9);
            EXPECT_NEAR(run.uncertainty.noise, plain.uncertainty.noise, 1e-8);
            EXPECT_NEAR(run.akaike, plain.akaike, 1e-6);
            EXPECT_NEAR(run.bayes, plain.bayes, 1e-6);
        }
}

TEST(Degeneracy, OfTwoPairsIsToldApart) {
    const FitFile file =
        fit_of([](std::span<const double> p,
                  double x) { return p[0] * p[1] * std::exp(-x) + (p[2] + p[3]) * x; },
               {{1.0}, {2.0}, {0.5}, {0.1}}, 40, {1.0, 3.0, 1.0, 1.0}, 0.01, 3, true);
    const Uncertainty found = uncertainty_at(file.problem, file.loss, file.problem.start());
    ASSERT_EQ(found.undetermined.size(), 2U);
    std::vector<std::vector<std::size_t>> pairs = {members(found.undetermined[0]),
                                                   members(found.undetermined[1])};
    std::sort(pairs.begin(), pairs.end());
    EXPECT_THAT(pairs, ElementsAre(ElementsAre(0U, 1U), ElementsAre(2U, 3U)));
}

// The derivative by an angle near zero is mostly rounding; where it is zero, the curves change by
// the square of the angle, which the amplitude makes up for as well.
TEST(Degeneracy, OfAnAmplitudeAndACosine) {
    for (const double angle : {0.0, 1e-9, 2e-5, 1e-2, 0.5}) {
        const FitFile file = fit_of(
            [](std::span<const double> p, double x) { return p[0] * std::cos(p[1]) * (1.0 + x); },
            {{2.0}, {angle, 0.0, 1.5}}, 20, {2.0, 0.0}, 0.01, 3, true);
        const Uncertainty found = uncertainty_at(file.problem, file.loss, file.problem.start());
        ASSERT_EQ(found.undetermined.size(), 1U) << angle;
        EXPECT_TRUE(found.standard_errors(2).array().isNaN().all()) << angle;
        EXPECT_EQ(found.degrees_of_freedom, 19);
    }
}

// The data fall, which no square does: it is held at zero, and the error of the constant is that of
// a mean.
TEST(Stationary, SquareAtZeroHasAnIntervalAndNoError) {
    for (const double low : {-infinity, 0.0}) {
        FitFile file =
            fit_of([](std::span<const double> p, double x) { return p[0] + p[1] * p[1] * x; },
                   {{0.5}, {0.3, low}}, 25, {1.0, 0.0}, 0.1, 7, true);
        for (std::size_t i = 0; i < 25; ++i)
            file.problem.sets[0].y[i] -= 0.3 * file.problem.sets[0].x[i];
        const FitRun run = run_fit(file);
        const auto errors = run.uncertainty.standard_errors(2);
        EXPECT_NEAR(errors[0], 0.1 / std::sqrt(25.0), 1e-6) << low;
        EXPECT_FALSE(run.uncertainty.at_bound[1]);
        EXPECT_TRUE(std::isnan(errors[1])) << errors[1];
        EXPECT_EQ(run.profiles[1].intervals[0].high.end, End::crossed);
        EXPECT_THAT(run.findings, Contains(HasSubstr("to first order the curves do not change "
                                                     "with b at")));
        EXPECT_THAT(run.findings, Not(Contains(HasSubstr("do not depend"))));
        EXPECT_EQ(run.uncertainty.degrees_of_freedom, 23);
    }
}

// Short steps are lost in the rounding of the constant.
TEST(Effects, OfASignalOnALargeConstant) {
    const auto errors_of = [](Formula formula) {
        const FitFile file = fit_of(formula, {{1.5}, {0.5}}, 30, {1.5, 0.5}, 0.01, 4, true);
        return uncertainty_at(file.problem, file.loss, file.problem.start()).standard_errors(2);
    };
    const Eigen::VectorXd expected = errors_of(decay);
    const Eigen::VectorXd errors =
        errors_of([](std::span<const double> p, double x) { return 1e10 + decay(p, x); });
    EXPECT_NEAR(errors[0], expected[0], 1e-2 * expected[0]);
    EXPECT_NEAR(errors[1], expected[1], 1e-2 * expected[1]);
}

// The coefficient of the highest order is that about the middle of the window.
TEST(Background, OverANarrowWindowIsDetermined) {
    for (const double width : {1.0, 1e-1, 1e-2}) {
        FitFile file = fit_of([](std::span<const double> p, double) { return p[0]; }, {{0.0}}, 40,
                              {1.0}, 0.0, 1, true);
        file.problem.coordinates.clear();
        file.problem.quantities[0].coordinate.reset();
        file.profiled.clear();
        auto& set = file.problem.sets[0];
        set.sigma.assign(40, 1e-3);
        Eigen::MatrixXd centred(40, 3);
        for (Eigen::Index i = 0; i < 40; ++i) {
            const double part = static_cast<double>(i) / 39.0 - 0.5;
            set.x[static_cast<std::size_t>(i)] = 300.0 + width * part;
            centred.row(i) << 1.0, width * part, std::pow(width * part, 2);
        }
        add_background(file, 2);
        const Uncertainty found = uncertainty_at(file.problem, file.loss, Eigen::VectorXd::Zero(3));
        EXPECT_TRUE(found.undetermined.empty()) << width;
        const double variance = (centred.transpose() * centred).inverse()(2, 2);
        const double expected = 1e-3 * std::sqrt(variance);
        EXPECT_NEAR(found.standard_errors(3)[2], expected, 1e-3 * expected) << width;
    }
}

// Where a bound cuts off less than others depend on, it does not make their errors small.
TEST(Bounds, ThatHardlyPressLeaveErrorsAsTheyAre) {
    FitFile file = fit_of(line, {{0.5}, {0.5}}, 25, {1.0, -2.0}, 0.2, 7, true);
    file.profiled.clear();
    const FitRun free = run_fit(file);
    const auto expected = free.uncertainty.standard_errors(2);
    for (const double beyond : {0.1, 0.9, 1.5}) {
        file.problem.coordinates[1].low = free.minimum.u[1] + beyond * expected[1];
        const FitRun run = run_fit(file);
        EXPECT_NEAR(run.uncertainty.standard_errors(2)[0], expected[0], 1e-6) << beyond;
        ASSERT_EQ(run.uncertainty.light_pressures.size(), 1U);
        EXPECT_NEAR(run.uncertainty.light_pressures[0].gain, run.chi_squared - free.chi_squared,
                    1e-6);
        EXPECT_THAT(run.findings, Contains(HasSubstr("b is at its bound, which does not hold it")));
    }
    file.problem.coordinates[1].low = free.minimum.u[1] + 3.1 * expected[1];
    EXPECT_TRUE(run_fit(file).uncertainty.at_bound[1]);
}

// Each alone could do with its bound; both together can not. The columns have the norms |1| and
// |x|, and the cosine 1 x/(|1| |x|) between them.
TEST(Bounds, ThatPressTogetherHold) {
    const double sigma = 0.1;
    const double depth = 20.0; // beyond its bound, in errors were the other known
    FitFile file =
        fit_of([](std::span<const double> p, double x) { return p[0] + p[1] * (2.0 + x); },
               {{0.5}, {2.5}}, 40, {1.0, 2.0}, 0.0, 1, true);
    file.profiled.clear();
    DataSet& data = file.problem.sets[0];
    data.sigma.assign(40, sigma);
    double squares = 0.0;
    double product = 0.0;
    for (const double x : data.x) {
        squares += std::pow(2.0 + x, 2);
        product += 2.0 + x;
    }
    const double error_of_constant = sigma / std::sqrt(40.0);
    const double error_of_slope = sigma / std::sqrt(squares);
    for (std::size_t i = 0; i < 40; ++i)
        data.y[i] += depth * (error_of_constant - error_of_slope * (2.0 + data.x[i]));
    file.problem.coordinates[0].high = 1.0;
    file.problem.coordinates[1].low = 2.0;
    const FitRun run = run_fit(file);
    const double cosine = product / std::sqrt(40.0 * squares);
    ASSERT_LT(std::pow(depth * (1.0 - cosine), 2), 1.0);
    EXPECT_NEAR(run.chi_squared, 2.0 * depth * depth * (1.0 - cosine), 1e-6);
    EXPECT_GT(run.chi_squared, 9.0);
    EXPECT_NE(run.uncertainty.at_bound[0], run.uncertainty.at_bound[1]);
    const auto errors = run.uncertainty.standard_errors(2);
    const std::size_t held = run.uncertainty.at_bound[0] ? 0 : 1;
    EXPECT_TRUE(std::isnan(errors[static_cast<Eigen::Index>(held)]));
    EXPECT_NEAR(errors[held == 0 ? 1 : 0], held == 0 ? error_of_slope : error_of_constant, 1e-6);
    ASSERT_EQ(run.uncertainty.light_pressures.size(), 1U);
    EXPECT_NEAR(run.uncertainty.light_pressures[0].gain, std::pow(depth * (1.0 - cosine), 2), 1e-4);
}

// Zero lies between two signs that fit as well as each other, and is worse by a^4 sum x^2.
TEST(Intervals, WithAHoleAreTold) {
    FitFile file = fit_of([](std::span<const double> p, double x) { return p[0] * p[0] * x; },
                          {{0.8}}, 10, {1.0}, 0.0, 1, true);
    file.problem.sets[0].sigma.assign(10, 1.0);
    const FitRun run = run_fit(file);
    EXPECT_LT(run.profiles[0].intervals[0].low.u, -1.0);
    EXPECT_THAT(run.findings, Contains(HasSubstr("with a in 2 ranges, from -1.")));
}

} // namespace
