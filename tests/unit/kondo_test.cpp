// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/mean_field.hpp"
#include "sidejump/math/gsl_status.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gtest/gtest.h>
#include <memory>
#include <numbers>
#include <stdexcept>

namespace sidejump::impurity::kondo {
namespace kondo_test {

using Complex = std::complex<double>;
constexpr double pi = std::numbers::pi;

// Piece by piece between the points.
double integral(const std::function<double(double)>& function, std::vector<double> points) {
    math::use_gsl_status_codes();
    const std::unique_ptr<gsl_integration_workspace, decltype(&gsl_integration_workspace_free)>
        workspace(gsl_integration_workspace_alloc(1000), &gsl_integration_workspace_free);
    gsl_function target = {
        [](double x, void* f) { return (*static_cast<std::function<double(double)>*>(f))(x); },
        const_cast<std::function<double(double)>*>(&function)};
    std::sort(points.begin(), points.end());
    double sum = 0.0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        double value = 0.0;
        double error = 0.0;
        EXPECT_EQ(gsl_integration_qag(&target, points[i - 1], points[i], 1e-13, 1e-12, 1000,
                                      GSL_INTEG_GAUSS61, workspace.get(), &value, &error),
                  GSL_SUCCESS);
        sum += value;
    }
    return sum;
}

double fermi(double energy, double temperature) {
    return 1.0 / (std::exp(energy / temperature) + 1.0);
}

MeanField one_multiplet(int degeneracy, double occupation, double exchange,
                        BandEdge edge = BandEdge::wide, double depth = 6.0) {
    return {{{degeneracy, 0.0, 1.0}}, occupation, exchange, {depth, edge}};
}

MeanField doublet(double exchange = 0.15, BandEdge edge = BandEdge::wide) {
    return one_multiplet(2, 1.0, exchange, edge);
}

MeanField doublet_and_quartet(double splitting, double exchange, double ratio = 1.0,
                              BandEdge edge = BandEdge::finite) {
    return {{{2, 0.0, 1.0}, {4, splitting, ratio}}, 1.0, exchange, {6.0, edge}};
}

double kondo_temperature(const MeanField& field) {
    return std::abs(solve_mean_field(field, 0.0).position());
}

TEST(KondoIntegrals, MeetQuadrature) {
    const Band band{3.0, BandEdge::finite};
    for (const double temperature : {0.004, 0.05})
        for (const Complex z : {Complex(0.02, 0.05), Complex(-0.3, 0.02), Complex(0.4, 0.3)}) {
            const std::vector<double> points = {-band.depth,         z.real(),
                                                -10.0 * temperature, 0.0,
                                                10.0 * temperature,  50.0 * temperature};
            const auto part = [&](const std::function<double(Complex)>& of) {
                return integral(
                    [&](double energy) {
                        return fermi(energy, temperature) * of(Complex(z - energy));
                    },
                    points);
            };
            const Complex C = level_integral(z, temperature, band);
            EXPECT_NEAR(C.real(), part([](Complex d) { return (1.0 / d).real(); }), 1e-11);
            EXPECT_NEAR(C.imag(), part([](Complex d) { return (1.0 / d).imag(); }), 1e-11);
            EXPECT_NEAR(phase_integral(z, temperature, band),
                        part([](Complex d) { return std::arg(d); }), 1e-11);
        }
}

TEST(KondoIntegrals, AreContinuousWhereTheSeriesTakesOver) {
    for (const auto edge : {BandEdge::finite, BandEdge::wide}) {
        const Band band{3.0, edge};
        const Complex z(0.03, 0.04);
        const double at_series = std::abs(z) / (2.0 * pi * 50.0);
        const double below = at_series * (1.0 - 1e-12);
        const double above = at_series * (1.0 + 1e-12);
        EXPECT_LT(std::abs(level_integral(z, below, band) - level_integral(z, above, band)), 1e-13);
        EXPECT_NEAR(phase_integral(z, below, band), phase_integral(z, above, band), 1e-14);
        EXPECT_NEAR(entropy_integral(z, below) / entropy_integral(z, above), 1.0, 1e-10);
        EXPECT_LT(std::abs(level_integral(z, 1e-9, band) - level_integral(z, 0.0, band)), 1e-14);
        EXPECT_NEAR(phase_integral(z, 1e-9, band), phase_integral(z, 0.0, band), 1e-14);
    }
}

TEST(KondoIntegrals, DerivativesBelongTogether) {
    const double temperature = 0.01;
    const double step = 1e-4;
    for (const auto edge : {BandEdge::finite, BandEdge::wide}) {
        const Band band{3.0, edge};
        const Complex z(0.02, 0.03);
        const auto slope = [&](Complex direction) {
            return (phase_integral(z + step * direction, temperature, band) -
                    phase_integral(z - step * direction, temperature, band)) /
                   (2.0 * step);
        };
        const Complex C = level_integral(z, temperature, band);
        EXPECT_NEAR(slope(1.0), C.imag(), 2e-5);
        EXPECT_NEAR(slope(Complex(0.0, 1.0)), C.real(), 2e-5);
        const double change = 1e-6;
        EXPECT_NEAR((phase_integral(z, temperature + change, band) -
                     phase_integral(z, temperature - change, band)) /
                        (2.0 * change),
                    entropy_integral(z, temperature), 1e-7);
    }
}

TEST(KondoMeanField, MeetsTheClosedFormAtZeroTemperature) {
    for (const auto edge : {BandEdge::finite, BandEdge::wide})
        for (const int degeneracy : {2, 4, 6})
            for (const double occupation : {0.3, 1.0, 1.7})
                for (const double exchange : {0.05, 0.15, 0.5, 2.0}) {
                    const auto field = one_multiplet(degeneracy, occupation, exchange, edge);
                    const Complex exact = zero_temperature_position(field);
                    const auto solution = solve_mean_field(field, 0.0);
                    EXPECT_LT(std::abs(solution.position() - exact), 1e-13 * std::abs(exact));
                    if (std::abs(exact) < field.band.depth) {
                        EXPECT_NEAR(exchange_from_kondo_temperature(field, std::abs(exact)) /
                                        exchange,
                                    1.0, 1e-13);
                    }
                    // Friedel, with the phase shift at the band bottom (K-S153 drops it).
                    const double bottom =
                        edge == BandEdge::wide ? 0.0 : std::arg(exact + field.band.depth);
                    EXPECT_NEAR(degeneracy * (std::arg(solution.position()) - bottom) / pi,
                                occupation, 1e-13);
                }
    const auto wide = one_multiplet(4, 1.0, 0.15);
    const Complex z = zero_temperature_position(wide);
    const double scale = 6.0 * std::exp(-1.0 / 0.15); // K-S159..S161
    EXPECT_NEAR(z.real() / scale, std::cos(0.25 * pi), 1e-15);
    EXPECT_NEAR(z.imag() / scale, std::sin(0.25 * pi), 1e-15);
}

TEST(KondoMeanField, IsASaddle) {
    for (const double share : {0.0, 0.3, 0.8}) {
        const auto field = doublet_and_quartet(0.02, 0.12, 0.7);
        const double temperature = share * transition_temperature(field);
        const auto at = solve_mean_field(field, temperature);
        const double F = free_energy(field, at.level, at.width, temperature);
        for (const double change : {-0.01, 0.01}) {
            const double width = at.width * (1.0 + change);
            EXPECT_GT(free_energy(field, constrained_level(field, width, temperature), width,
                                  temperature),
                      F);
            EXPECT_LT(free_energy(field, at.level + change * at.width, at.width, temperature), F);
        }
    }
}

TEST(KondoMeanField, DiesAtTwoExpGammaOverPiTimesTheKondoTemperature) {
    const double expected = 2.0 * std::exp(std::numbers::egamma) / pi;
    EXPECT_NEAR(expected, 1.13387, 1e-5);
    for (const double exchange : {0.05, 0.15, 0.6}) {
        const auto field = doublet(exchange);
        const double transition = transition_temperature(field);
        EXPECT_NEAR(transition / kondo_temperature(field), expected, 1e-12);
        EXPECT_GT(solve_mean_field(field, 0.9999 * transition).width, 0.0);
        EXPECT_EQ(solve_mean_field(field, 1.0001 * transition).width, 0.0);
        // Gamma ~ (T_c - T), and not its root, because the kernel is linear in Gamma at Gamma = 0.
        const double near = solve_mean_field(field, 0.999 * transition).width;
        const double nearer = solve_mean_field(field, 0.9995 * transition).width;
        EXPECT_NEAR(near / nearer, 2.0, 2e-3);
    }
}

TEST(KondoMeanField, WidthFallsWithTemperature) {
    for (const auto& field : {doublet(), doublet_and_quartet(0.02, 0.12),
                              one_multiplet(6, 1.0, 0.15, BandEdge::finite)}) {
        const double transition = transition_temperature(field);
        double previous = solve_mean_field(field, 0.0).width;
        for (double share = 0.05; share < 1.0; share += 0.05) {
            const double width = solve_mean_field(field, share * transition).width;
            EXPECT_LT(width, previous);
            EXPECT_GT(width, 0.0);
            previous = width;
        }
    }
}

// Sommerfeld for a doublet at the Fermi energy: ln(T_K/Gamma) = pi^2 T^2/(6 Gamma^2).
TEST(KondoMeanField, CorrectionsAreOfSecondOrderInTemperature) {
    const auto field = doublet();
    const double scale = kondo_temperature(field);
    for (const double share : {1e-3, 1e-2}) {
        const double loss = 1.0 - solve_mean_field(field, share * scale).width / scale;
        EXPECT_NEAR(loss / (share * share), pi * pi / 6.0, 20.0 * share * share + 1e-8);
    }
}

TEST(KondoEntropy, IsTheDerivativeOfTheFreeEnergy) {
    for (const auto& field : {doublet(), doublet_and_quartet(0.02, 0.12, 0.7)}) {
        const double transition = transition_temperature(field);
        for (const double share : {0.1, 0.6, 0.95, 1.3}) {
            const double temperature = share * transition;
            const double step = 1e-3 * temperature;
            const auto F = [&](double t) {
                const auto at = solve_mean_field(field, t);
                return free_energy(field, at.level, at.width, t);
            };
            const auto at = solve_mean_field(field, temperature);
            EXPECT_NEAR(-(F(temperature + step) - F(temperature - step)) / (2.0 * step),
                        entropy(field, at.level, at.width, temperature), 1e-5);
        }
    }
}

TEST(KondoEntropy, RunsFromZeroToThatOfIndependentElectrons) {
    const auto field = doublet();
    const double transition = transition_temperature(field);
    const auto at = [&](double temperature) {
        const auto solution = solve_mean_field(field, temperature);
        return entropy(field, solution.level, solution.width, temperature);
    };
    EXPECT_EQ(at(0.0), 0.0);
    // 2 ln 2 where a spin has ln 2: the constraint holds on average only.
    EXPECT_NEAR(at(2.0 * transition), 2.0 * std::numbers::ln2, 1e-13);
    const double gamma = pi * pi / 3.0 * density_of_states(field, solve_mean_field(field, 0.0));
    EXPECT_NEAR(gamma * kondo_temperature(field), 2.0 * pi / 3.0, 1e-12);
    for (const double share : {1e-4, 1e-3}) {
        const double temperature = share * kondo_temperature(field);
        EXPECT_NEAR(at(temperature) / (gamma * temperature), 1.0, 5.0 * share * share);
    }
    const auto unequal = one_multiplet(4, 1.0, 0.15);
    const double hot = 2.0 * transition_temperature(unequal);
    const auto free = solve_mean_field(unequal, hot);
    EXPECT_NEAR(free.level, hot * std::log(3.0), 1e-12 * hot);
    EXPECT_NEAR(entropy(unequal, free.level, free.width, hot),
                4.0 * (0.25 * std::log(4.0) + 0.75 * std::log(4.0 / 3.0)), 1e-13);
}

TEST(KondoCrystalField, NoSplittingIsALargerMultiplet) {
    const auto split = doublet_and_quartet(0.0, 0.12);
    // N_0/(J N_F) stands in F: six states with the same coupling of each have J three times larger.
    const auto whole = one_multiplet(6, 1.0, 3.0 * 0.12, BandEdge::finite);
    for (const double temperature : {0.0, 0.1, 0.2}) {
        const auto a = solve_mean_field(split, temperature);
        const auto b = solve_mean_field(whole, temperature);
        EXPECT_NEAR(a.level, b.level, 1e-13);
        EXPECT_NEAR(a.width, b.width, 1e-13);
        EXPECT_NEAR(free_energy(split, a.level, a.width, temperature),
                    free_energy(whole, b.level, b.width, temperature), 1e-13);
    }
}

// With N_1 Re C(z_1) = N_1 ln((D + E)/E) the gap equation gives T_K = D e^{-1/J}
// ((D + E)/E)^{r N_1/N_0}: squared for a quartet above a doublet.
TEST(KondoCrystalField, DistantQuartetRenormalisesTheDoublet) {
    for (const double ratio : {1.0, 0.4}) {
        const double splitting = 1.0;
        const auto field = doublet_and_quartet(splitting, 0.08, ratio, BandEdge::wide);
        const double expected =
            6.0 * std::exp(-1.0 / 0.08) * std::pow(6.0 / splitting, 2.0 * ratio);
        EXPECT_NEAR(kondo_temperature(field) / expected, 1.0, 1e-5);
        const auto finite = doublet_and_quartet(splitting, 0.08, ratio, BandEdge::finite);
        EXPECT_NEAR(kondo_temperature(finite) /
                        (6.0 * std::exp(-1.0 / 0.08) * std::pow(7.0, 2.0 * ratio)),
                    1.0, 1e-3);
        // The tail of the quartet, 4 r Gamma/(pi E) electrons, is missing in the doublet.
        const auto at = solve_mean_field(field, 0.0);
        EXPECT_NEAR(std::arg(at.position()), 0.5 * pi - 2.0 * ratio * at.width / splitting, 1e-5);
    }
}

// A quartet that couples twenty times as strongly is screened at its own temperature, far above
// that of the doublet; in between the mean field decouples.
TEST(KondoCrystalField, TransitionIsTheHighestOne) {
    const double splitting = 0.01;
    auto field = doublet_and_quartet(splitting, 1.0, 20.0, BandEdge::wide);
    field.exchange = exchange_from_kondo_temperature(field, 0.01 * splitting);
    EXPECT_NEAR(transition_temperature(field) / splitting, 0.35, 0.01);
    EXPECT_GT(solve_mean_field(field, 0.01 * splitting).width, 0.0);
    EXPECT_EQ(solve_mean_field(field, 0.08 * splitting).width, 0.0);
    EXPECT_GT(solve_mean_field(field, 0.25 * splitting).width, 0.0);
    EXPECT_EQ(solve_mean_field(field, 0.36 * splitting).width, 0.0);
}

TEST(KondoMeanField, TellsWhatHasNoSolution) {
    EXPECT_THROW((void)exchange_from_kondo_temperature(doublet(), 7.0), std::runtime_error);
    // A band as shallow as the resonance is wide cannot hold the electron.
    EXPECT_THROW((void)solve_mean_field(one_multiplet(2, 1.9, 50.0, BandEdge::finite), 3.0),
                 std::runtime_error);
}

} // namespace kondo_test
} // namespace sidejump::impurity::kondo
