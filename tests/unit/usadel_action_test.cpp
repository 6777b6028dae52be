// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/action_terms.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <array>
#include <gtest/gtest.h>
#include <random>

namespace sidejump::usadel {
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

/// The links and phases of four nodes that form a cell.
Plaquette some_cell() {
    return {{0, 1, 2, 3}, {0.4, -0.2, 0.7, 0.1}};
}

/// Four nodes with every kind of term.
DiscreteAction some_action() {
    DiscreteAction action(4);
    for (std::size_t n = 0; n < 4; ++n) {
        const double x = static_cast<double>(n);
        action.set_source(n, 0.7 * source_matrix(0.5, {0.3, 0.1 * x, 0.2}, 1.0 + 0.3i * x));
        add_spin_orbit_relaxation(action, n, 0.7, 0.9);
        add_orbital_pair_breaking(action, n, 0.7, 0.4);
        add_spin_flip_pair_breaking(action, n, 0.7, 0.2);
    }
    for (std::size_t n = 0; n < 2; ++n) {
        add_link(action, n, n + 1, 1.3, 0.4);
        add_spin_hall_link(action, n, n + 1, 0.8);
        add_swapping_link(action, n, n + 1, -0.6);
    }
    add_spin_active_link(action, 2, 3, 0.9, {0.3, 0.4, -0.5}, 0.7);
    add_transmitting_link(action, 3, 0, 0.8, 0.6, -0.3);
    add_spin_hall_plaquette(action, some_cell(), 1.7);
    add_swapping_plaquette(action, some_cell(), 0.9);
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

TEST(DiscreteAction, DependsOnPhasesByTheirGaugeInvariantPart) {
    std::mt19937 generator(4);
    const std::vector<LocalFrame> frames = random_frames(generator, 4);
    const std::array<double, 4> gauge{0.3, -1.1, 0.6, 2.0};
    std::vector<LocalFrame> turned;
    for (std::size_t n = 0; n < 4; ++n)
        turned.emplace_back(gauge_rotation(gauge[n]) * frames[n].green_function() *
                            gauge_rotation(-gauge[n]));
    const auto value = [](const Plaquette& cell, const std::vector<LocalFrame>& at) {
        DiscreteAction action(4);
        add_link(action, 0, 1, 1.0, cell.phases[0]);
        add_spin_active_link(action, 1, 2, 1.0, {0.2, 0.3, 0.1}, cell.phases[1]);
        add_transmitting_link(action, 2, 3, 1.0, 0.7, cell.phases[2]);
        add_spin_hall_plaquette(action, cell, 1.0);
        add_swapping_plaquette(action, cell, 1.0);
        return action.value(at);
    };
    Plaquette cell = some_cell();
    const Complex before = value(cell, frames);
    for (std::size_t n = 0; n < 4; ++n)
        cell.phases[n] += gauge[n] - gauge[(n + 1) % 4];
    EXPECT_LT(std::abs(value(cell, turned) - before), 1e-12 * std::abs(before));
}

TEST(DiscreteAction, ContactsOfSmallTransmissionAreTunnelJunctions) {
    std::mt19937 generator(5);
    const std::vector<LocalFrame> frames = random_frames(generator, 2);
    DiscreteAction tunnel(2);
    add_link(tunnel, 0, 1, 1.3, 0.4);
    const auto expected = tunnel.gradient(frames);
    double previous = 0.0;
    for (const double transmission : {1e-4, 5e-5}) {
        DiscreteAction contact(2);
        add_transmitting_link(contact, 0, 1, 1.3, transmission, 0.4);
        const double error = (contact.gradient(frames)[1] - expected[1]).norm();
        EXPECT_LT(error, 10.0 * transmission);
        if (previous > 0.0) {
            EXPECT_NEAR(previous / error, 2.0, 1e-2);
        }
        previous = error;
    }
}

/// The spin Hall effect in a cell as the traces it stands for.
DiscreteAction traces_of_a_cell(const Plaquette& cell, double strength) {
    double flux = 0.0;
    for (const double phase : cell.phases)
        flux += phase;
    std::array<double, 4> gauge{};
    for (std::size_t n = 1; n < 4; ++n)
        gauge[n] = gauge[n - 1] + cell.phases[n - 1] - 0.25 * flux;
    constexpr std::array<std::array<std::size_t, 3>, 4> triangles{
        {{0, 1, 2}, {0, 2, 3}, {0, 1, 3}, {1, 2, 3}}};
    DiscreteAction action(4);
    for (const auto& triangle : triangles)
        for (const double sign : {1.0, -1.0})
            for (std::size_t first = 0; first < 3; ++first) {
                const std::size_t step = sign > 0.0 ? 1 : 2;
                TraceTerm term{sign * strength / 48.0, {}};
                for (std::size_t place = 0; place < 3; ++place) {
                    const std::size_t here = triangle[(first + place * step) % 3];
                    const std::size_t before = triangle[(first + (place + 2) * step) % 3];
                    const NambuMatrix turn = gauge_rotation(gauge[here] - gauge[before]);
                    term.factors.push_back({place == 0 ? NambuMatrix(tau_sigma(0, 3) * turn) : turn,
                                            cell.corners[here]});
                }
                action.add(term);
            }
    return action;
}

TEST(DiscreteAction, SpinHallCellsAreTheirTraces) {
    std::mt19937 generator(7);
    const std::vector<LocalFrame> frames = random_frames(generator, 4);
    const DiscreteAction traces = traces_of_a_cell(some_cell(), 1.7);
    DiscreteAction cell(4);
    add_spin_hall_plaquette(cell, some_cell(), 1.7);
    const Complex expected = traces.value(frames);
    EXPECT_LT(std::abs(cell.value(frames) - expected), 1e-12 * (1.0 + std::abs(expected)));
    EXPECT_LT(std::abs(cell.value_above_normal(frames) - traces.value_above_normal(frames)),
              1e-12 * (1.0 + std::abs(expected)));
    const auto gradient = cell.gradient(frames);
    const auto expected_gradient = traces.gradient(frames);
    const auto expansion = cell.expand(frames);
    const auto expected_expansion = traces.expand(frames);
    for (std::size_t n = 0; n < 4; ++n) {
        EXPECT_LT((gradient[n] - expected_gradient[n]).norm(), 1e-12) << n;
        for (std::size_t k = 0; k < 4; ++k)
            EXPECT_LT((expansion.second[n][k] - expected_expansion.second[n][k]).norm(), 1e-11)
                << n << ' ' << k;
    }
}

/// The integral over a small square equals that of the density with the gradients of linear fields.
TEST(DiscreteAction, PlaquettesIntegrateTheDensity) {
    std::mt19937 generator(6);
    const LocalFrame centre = random_frames(generator, 1).front();
    const Coordinates along_x = random_coordinates(generator, 1.0);
    const Coordinates along_y = random_coordinates(generator, 1.0);
    const NambuMatrix x = centre.tangent(along_x);
    const NambuMatrix y = centre.tangent(along_y);
    const NambuMatrix turned = x * y - y * x;
    const Complex spin_hall = 0.25 * (tau_sigma(0, 3) * centre.green_function() * turned).trace();
    const Complex swapping = -0.25i * (tau_sigma(0, 3) * turned).trace();
    for (const double size : {1e-2, 5e-3}) {
        std::vector<LocalFrame> frames(4, centre);
        const std::array<std::array<double, 2>, 4> corners{
            {{-0.5, -0.5}, {0.5, -0.5}, {0.5, 0.5}, {-0.5, 0.5}}};
        for (std::size_t n = 0; n < 4; ++n)
            frames[n].move(size * (corners[n][0] * along_x + corners[n][1] * along_y));
        const Plaquette cell{{0, 1, 2, 3}, {}};
        DiscreteAction first(4);
        add_spin_hall_plaquette(first, cell, 1.0);
        EXPECT_LT(std::abs(first.value(frames) / (size * size) - spin_hall), 20.0 * size * size);
        DiscreteAction second(4);
        add_swapping_plaquette(second, cell, 1.0);
        EXPECT_LT(std::abs(second.value(frames) / (size * size) - swapping), 20.0 * size * size);
    }
}

/// The term of a spin Hall link, which makes use of g^2 = 1, is the sum over the orders of three
/// Green functions that it stands for: by value and by derivatives.
TEST(DiscreteAction, SpinHallLinksAreSumsOfTriples) {
    std::mt19937 generator(7);
    const std::vector<LocalFrame> frames = random_frames(generator, 2);
    DiscreteAction link(2);
    add_spin_hall_link(link, 0, 1, 24.0);
    DiscreteAction triples(2);
    const NambuMatrix unit = NambuMatrix::Identity();
    const NambuMatrix charge = tau_sigma(3, 0);
    constexpr std::array<std::array<std::size_t, 3>, 6> orders{
        {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}}};
    for (const std::size_t turned : {0UL, 1UL})
        for (std::size_t order = 0; order < orders.size(); ++order)
            for (const bool after : {false, true}) {
                const double sign = (order < 3) == after ? -1.0 : 1.0;
                std::array<NambuMatrix, 3> left{tau_sigma(0, 3), unit, unit};
                std::array<std::size_t, 3> nodes{};
                for (std::size_t place = 0; place < 3; ++place) {
                    nodes[place] = orders[order][place] == 2 ? turned : orders[order][place];
                    // (i/2)[tau_3, g]: tau_3 before g, less tau_3 before what follows it.
                    if (orders[order][place] == 2) {
                        NambuMatrix& here = left[after ? (place + 1) % 3 : place];
                        here = charge * here;
                    }
                }
                triples.add(TraceTerm{
                    0.5i * sign, {{left[0], nodes[0]}, {left[1], nodes[1]}, {left[2], nodes[2]}}});
            }
    EXPECT_GT(std::abs(link.value(frames)), 0.1);
    EXPECT_LT(std::abs(link.value(frames) - triples.value(frames)), 1e-12);
    const auto one = link.expand(frames);
    const auto other = triples.expand(frames);
    for (std::size_t n = 0; n < 2; ++n) {
        EXPECT_LT((one.first[n] - other.first[n]).norm(), 1e-11);
        for (std::size_t k = 0; k < 2; ++k)
            EXPECT_LT((one.second[n][k] - other.second[n][k]).norm(), 1e-10);
    }
}

TEST(DiscreteAction, ValueAboveNormalIsADifference) {
    std::mt19937 generator(8);
    const DiscreteAction action = some_action();
    const std::vector<LocalFrame> frames = random_frames(generator, action.nodes());
    const Complex expected =
        action.value(frames) - action.value(std::vector<LocalFrame>(action.nodes()));
    EXPECT_LT(std::abs(action.value_above_normal(frames) - expected), 1e-12 * std::abs(expected));
}

TEST(DiscreteAction, NewtonConvergesFromAnywhereNear) {
    DiscreteAction action(3);
    for (std::size_t n = 0; n < 3; ++n) {
        action.set_source(n, source_matrix(0.4, {0.0, 0.0, 0.3}, 1.0));
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
} // namespace sidejump::usadel
