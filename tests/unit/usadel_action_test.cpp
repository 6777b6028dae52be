// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/action_terms.hpp"
#include "sidejump/superconductor/usadel_solution.hpp"

#include <gtest/gtest.h>
#include <random>

namespace sidejump::superconductor {
namespace usadel_action_test {

using namespace std::complex_literals;
using Coordinates = LocalFrame::Coordinates;

Coordinates random_coordinates(std::mt19937& generator, double size) {
    std::normal_distribution<double> normal(0.0, size);
    Coordinates coordinates;
    for (int m = 0; m < LocalFrame::coordinates; ++m)
        coordinates(m) = Complex(normal(generator), normal(generator));
    return coordinates;
}

std::vector<LocalFrame> random_frames(std::mt19937& generator, std::size_t count) {
    std::vector<LocalFrame> frames(count);
    for (LocalFrame& frame : frames)
        frame.move(random_coordinates(generator, 0.4));
    return frames;
}

/// Three nodes with every kind of term.
DiscreteAction some_action() {
    DiscreteAction action(3);
    for (std::size_t n = 0; n < 3; ++n) {
        const double x = static_cast<double>(n);
        add_source(action, n, 0.7, source_matrix(0.5, {0.3, 0.1 * x, 0.2}, 1.0 + 0.3i * x));
        add_spin_orbit_relaxation(action, n, 0.7, 0.9);
        add_orbital_pair_breaking(action, n, 0.7, 0.4);
        add_spin_flip_pair_breaking(action, n, 0.7, 0.2);
    }
    for (std::size_t n = 0; n < 2; ++n) {
        add_link(action, n, n + 1, 1.3, 0.4);
        add_spin_hall_link(action, n, n + 1, 0.8);
        add_swapping_link(action, n, n + 1, -0.6);
    }
    return action;
}

TEST(LocalFrame, KeepsTheSquareOfTheGreenFunction) {
    std::mt19937 generator(1);
    LocalFrame frame;
    for (int step = 0; step < 200; ++step)
        frame.move(random_coordinates(generator, 0.3));
    const NambuMatrix& g = frame.green_function();
    EXPECT_LT((g * g - NambuMatrix::Identity()).norm(), 1e-12 * g.squaredNorm());
    EXPECT_LT(std::abs(g.trace()), 1e-12 * g.norm());
    const LocalFrame again(g);
    EXPECT_LT((again.green_function() - g).norm(), 1e-10 * g.norm());
}

TEST(LocalFrame, MovesAlongItsTangentToSecondOrder) {
    std::mt19937 generator(2);
    const LocalFrame start = random_frames(generator, 1).front();
    const Coordinates direction = random_coordinates(generator, 1.0);
    const NambuMatrix tangent = start.tangent(direction);
    const NambuMatrix& g = start.green_function();
    EXPECT_LT((tangent * g + g * tangent).norm(), 1e-12 * tangent.norm());
    double previous = 0.0;
    for (const double size : {1e-2, 5e-3}) {
        LocalFrame there = start;
        there.move(size * direction);
        const double error = (there.green_function() - g - size * tangent +
                              0.5 * size * size * g * tangent * tangent)
                                 .norm();
        if (previous > 0.0) {
            EXPECT_NEAR(previous / error, 8.0, 0.5);
        }
        previous = error;
    }
}

TEST(DiscreteAction, DerivativesAreThoseOfTheValue) {
    std::mt19937 generator(3);
    const DiscreteAction action = some_action();
    const std::vector<LocalFrame> start = random_frames(generator, action.nodes());
    const auto expansion = action.expand(start);
    constexpr double step = 1e-3;
    const auto value = [&](std::size_t n, int m, double a, std::size_t o, int k, double b) {
        std::vector<LocalFrame> frames = start;
        Coordinates first = Coordinates::Zero();
        Coordinates second = Coordinates::Zero();
        first(m) = a;
        second(k) = b;
        if (n == o) {
            frames[n].move(first + second);
        } else {
            frames[n].move(first);
            frames[o].move(second);
        }
        return action.value(frames);
    };
    for (std::size_t n = 0; n < action.nodes(); ++n)
        for (int m = 0; m < LocalFrame::coordinates; ++m) {
            const Complex slope =
                (8.0 * (value(n, m, step, n, m, 0.0) - value(n, m, -step, n, m, 0.0)) -
                 value(n, m, 2.0 * step, n, m, 0.0) + value(n, m, -2.0 * step, n, m, 0.0)) /
                (12.0 * step);
            EXPECT_LT(std::abs(slope - expansion.first[n](m)), 1e-8) << n << ' ' << m;
            for (std::size_t place = 0; place <= action.neighbours(n).size(); ++place) {
                const std::size_t o = place == 0 ? n : action.neighbours(n)[place - 1];
                for (int k = 0; k < LocalFrame::coordinates; ++k) {
                    const Complex curvature =
                        (value(n, m, step, o, k, step) - value(n, m, step, o, k, -step) -
                         value(n, m, -step, o, k, step) + value(n, m, -step, o, k, -step)) /
                        (4.0 * step * step);
                    EXPECT_LT(std::abs(curvature - expansion.second[n][place](m, k)), 1e-4)
                        << n << ' ' << m << ' ' << o << ' ' << k;
                }
            }
        }
}

TEST(DiscreteAction, NewtonConvergesFromAnywhereNear) {
    DiscreteAction action(3);
    for (std::size_t n = 0; n < 3; ++n) {
        add_source(action, n, 1.0, source_matrix(0.4, {0.0, 0.0, 0.3}, 1.0));
        add_spin_orbit_relaxation(action, n, 1.0, 0.5);
    }
    add_link(action, 0, 1, 1.0);
    add_link(action, 1, 2, 1.0);
    std::vector<LocalFrame> frames(3, LocalFrame(matrix_sign(source_matrix(0.4, {0, 0, 0}, 1.0))));
    const NewtonReport report = solve_usadel(action, frames);
    EXPECT_LT(report.residual, 1e-11);
    EXPECT_LT((frames[0].green_function() - frames[2].green_function()).norm(), 1e-10);
}

} // namespace usadel_action_test
} // namespace sidejump::superconductor
