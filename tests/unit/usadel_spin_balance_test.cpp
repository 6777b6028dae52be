// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spin_balance.hpp"
#include "sidejump/usadel/usadel_solution.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_spin_balance_test {

using namespace std::complex_literals;

/// |Delta| of a vortex, prescribed.
double order_parameter(double radius) {
    return 1.7 * std::tanh(radius);
}

/// A vortex at the centre of a disc, N_F = D = 1. Node 0 is on the axis and normal, the others at
/// half steps from it.
DiscreteStructure disc(std::size_t rings, double radius, const Eigen::Vector3d& exchange_field,
                       double spin_hall_angle, double swapping) {
    DiscreteStructure structure;
    structure.nodes.resize(rings + 1);
    structure.reservoirs.push_back({.node = 0});
    const double step = radius / static_cast<double>(rings);
    for (std::size_t n = 1; n <= rings; ++n) {
        const double r = (static_cast<double>(n) - 0.5) * step;
        NodeMatter& matter = structure.nodes[n];
        matter.weight = 2.0 * std::numbers::pi * r * step;
        matter.position = {r, 0.0, 0.0};
        matter.exchange_field = matter.weight * exchange_field;
        matter.spin_orbit_rate = 0.4 * matter.weight;
        matter.orbital_rate = 0.5 * matter.weight / (r * r);
        matter.pair_potential = matter.weight * order_parameter(r);
    }
    for (std::size_t n = 0; n < rings; ++n) {
        const double r = n == 0 ? step / 4.0 : static_cast<double>(n) * step;
        const double area = 2.0 * std::numbers::pi * r;
        if (n > 0)
            structure.links.push_back({n, n + 1, area / step, 0.0});
        structure.transverse_links.push_back(
            {n, n + 1, 1.0 / r, spin_hall_angle * area, swapping * area});
    }
    return structure;
}

std::vector<LocalFrame> solve(const DiscreteStructure& structure, double omega) {
    DiscreteAction action = structure.action();
    structure.set_sources(action, omega, {});
    std::vector<LocalFrame> frames = structure.local_functions(omega, {});
    solve_usadel(action, frames);
    return frames;
}

/// A square plane about a vortex; `cells` to a side.
DiscreteStructure plane(std::size_t cells, double width, const Eigen::Vector3d& exchange_field,
                        double spin_hall_angle, double swapping) {
    DiscreteStructure structure;
    const std::size_t side = cells + 1;
    const double step = width / static_cast<double>(cells);
    const auto node = [&](std::size_t i, std::size_t j) { return j * side + i; };
    structure.nodes.resize(side * side);
    const auto share = [&](std::size_t i) { return i == 0 || i == cells ? 0.5 : 1.0; };
    for (std::size_t j = 0; j < side; ++j)
        for (std::size_t i = 0; i < side; ++i) {
            NodeMatter& matter = structure.nodes[node(i, j)];
            const double x = static_cast<double>(i) * step - width / 2.0;
            const double y = static_cast<double>(j) * step - width / 2.0;
            matter.weight = step * step * share(i) * share(j);
            matter.position = {x, y, 0.0};
            matter.exchange_field = matter.weight * exchange_field;
            matter.spin_orbit_rate = 0.4 * matter.weight;
            matter.pair_potential =
                matter.weight * std::polar(order_parameter(std::hypot(x, y)), std::atan2(y, x));
            if (i < cells)
                structure.links.push_back({node(i, j), node(i + 1, j), share(j), 0.0});
            if (j < cells)
                structure.links.push_back({node(i, j), node(i, j + 1), share(i), 0.0});
            if (i < cells && j < cells)
                structure.cells.push_back(
                    {{{node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)}, {}},
                     spin_hall_angle,
                     swapping});
        }
    return structure;
}

TEST(SpinBalance, VanishesForSolutions) {
    DiscreteStructure structure = plane(4, 2.0, {0.3, -0.2, 0.4}, 0.3, 0.2);
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        structure.nodes[n].exchange_field.x() *= static_cast<double>(n % 3);
        structure.nodes[n].spin_flip_rate = 0.1 * structure.nodes[n].weight;
    }
    structure.links.pop_back();
    structure.junctions.push_back(
        {23, 24, JunctionLaw::spin_active, 0.4, 1.0, {0.0, 0.5, 0.2}, 0.0});
    structure.cells.pop_back();
    const auto frames = solve(structure, 0.7);
    const SpinBalance balance = SpinBalanceTerms(structure).at(frames);
    double largest = 0.0;
    double torque = 0.0;
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        largest = std::max(largest, balance.residual()[n].norm());
        torque = std::max(torque, balance.spin_hall_torque[n].norm());
    }
    EXPECT_GT(torque, 1e-4);
    const auto residual = balance.residual();
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        EXPECT_LT(residual[n].norm(), 1e-10) << n;
    }
}

/// Theory.md, section 7: Tr[sigma T] = i G n z x h/|h|, G = -(4 D theta/r) d_r Im cos(vartheta_+).
TEST(SpinBalance, TorqueOfAVortexAgreesWithItsClosedForm) {
    constexpr double theta = 1e-3;
    constexpr double field = 0.02;
    double previous = 0.0;
    for (const std::size_t nodes : {std::size_t{100}, std::size_t{200}}) {
        const DiscreteStructure structure = disc(nodes, 5.0, {field, 0.0, 0.0}, theta, 0.0);
        const auto frames = solve(structure, 0.5);
        const SpinBalance balance = SpinBalanceTerms(structure).at(frames);
        const auto cosine = [&](std::size_t n) {
            const NambuMatrix& g = frames[n].green_function();
            return 0.5 * (g(0, 0) + g(1, 1) + g(0, 1) + g(1, 0)).imag();
        };
        const double step = 5.0 / static_cast<double>(nodes);
        double worst = 0.0;
        for (std::size_t n = nodes / 10; n < nodes / 2; ++n) {
            const double r = structure.nodes[n].position.x();
            const double g = -4.0 * theta / r * (cosine(n + 1) - cosine(n - 1)) / (2.0 * step);
            // i/2 of Tr[sigma_y T] = i G.
            const Complex torque = balance.spin_hall_torque[n].y() / structure.nodes[n].weight;
            worst = std::max(worst, std::abs(torque - 0.5 * g));
            EXPECT_LT(std::abs(balance.spin_hall_torque[n].x()), 1e-15);
            EXPECT_LT(std::abs(balance.spin_hall_torque[n].z()), 1e-15);
        }
        if (previous > 0.0) {
            EXPECT_NEAR(previous / worst, 4.0, 0.5);
        } else {
            previous = worst;
        }
        EXPECT_LT(worst, 3e-7);
    }
}

/// The divergence of the spin Hall current takes away what the torque gives, but for the third
/// order in the field.
TEST(SpinBalance, CurrentCancelsTheTorqueAtFirstOrderInTheField) {
    const auto rest = [](double field) {
        const DiscreteStructure structure = disc(300, 5.0, {field, 0.0, 0.0}, 1e-3, 0.0);
        const SpinBalance balance = SpinBalanceTerms(structure).at(solve(structure, 0.5));
        // At r = 1/2.
        return std::abs((balance.spin_hall_torque[30] + balance.spin_hall_flow[30]).y()) /
               std::abs(balance.spin_hall_torque[30].y());
    };
    EXPECT_LT(rest(0.01), 1e-3);
    EXPECT_NEAR(rest(0.4) / rest(0.2), 4.0, 0.5);
}

/// A plane whose outermost nodes are held at the radial solution: no symmetry is assumed.
TEST(SpinBalance, PlanesHaveTheVortexOfADisc) {
    constexpr double omega = 0.5;
    constexpr double width = 3.0;
    const Eigen::Vector3d field(0.4, 0.0, 0.3);
    const DiscreteStructure radial = disc(1600, 8.0, field, 0.2, 0.3);
    const auto profile = solve(radial, omega);
    const auto at = [&](const Eigen::Vector3d& position) {
        const double place = position.norm() / 8.0 * 1600.0 + 0.5;
        const auto below = static_cast<std::size_t>(std::max(0.0, place));
        const double part = place - static_cast<double>(below);
        const NambuMatrix g = (1.0 - part) * profile[below].green_function() +
                              part * profile[below + 1].green_function();
        const double phase = std::atan2(position.y(), position.x());
        return LocalFrame(gauge_rotation(phase) * matrix_sign(g) * gauge_rotation(-phase));
    };
    double previous = 0.0;
    for (const std::size_t cells : {std::size_t{9}, std::size_t{18}}) {
        const DiscreteStructure structure = plane(cells, width, field, 0.2, 0.3);
        DiscreteAction action = structure.action();
        structure.set_sources(action, omega, {});
        std::vector<LocalFrame> frames = structure.local_functions(omega, {});
        double worst = 0.0;
        for (std::size_t n = 0; n < frames.size(); ++n) {
            const Eigen::Vector3d& position = structure.nodes[n].position;
            if (std::max(std::abs(position.x()), std::abs(position.y())) > 0.499 * width) {
                action.hold(n);
                frames[n] = at(position);
            }
        }
        solve_usadel(action, frames);
        for (std::size_t n = 0; n < frames.size(); ++n) {
            const double radius = structure.nodes[n].position.norm();
            if (radius > 0.45 && radius < 1.2)
                worst = std::max(worst, (frames[n].green_function() -
                                         at(structure.nodes[n].position).green_function())
                                            .norm());
        }
        if (previous > 0.0) {
            EXPECT_NEAR(previous / worst, 4.0, 1.0);
        } else {
            previous = worst;
        }
    }
    EXPECT_LT(previous, 0.1);
}

} // namespace usadel_spin_balance_test
} // namespace sidejump::usadel
