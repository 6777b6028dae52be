// SPDX-License-Identifier: GPL-3.0-or-later
// What planes are solved with: levels of aggregates, interpolation between grids.
#include "sidejump/usadel/gmres.hpp"
#include "sidejump/usadel/grid_interpolation.hpp"
#include "sidejump/usadel/linear_response.hpp"
#include "sidejump/usadel/multilevel.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <vector>

namespace sidejump::usadel {
namespace usadel_plane_test {

constexpr double field = 0.3; ///< in the gauge along y

/// A phase at each place that has nothing to do with physics.
double gauge(std::size_t n) {
    return 3.0 * std::sin(1.0 + 5.0 * static_cast<double>(n));
}

/// A square of `cells` by `cells` cells with open sides, spin Hall effect and an exchange field, a
/// vortex in its middle; all of it in a gauge that is smooth or in one that is not.
struct Square {
    DiscreteStructure structure;
    std::vector<Complex> order;

    explicit Square(std::size_t cells, double width, bool rough_gauge = false) {
        const double h = width / static_cast<double>(cells);
        const double flux = field * h * h;
        const auto number = [&](std::size_t x, std::size_t y) { return x + (cells + 1) * y; };
        for (std::size_t y = 0; y <= cells; ++y)
            for (std::size_t x = 0; x <= cells; ++x) {
                const auto part = [&](std::size_t at) {
                    return at == 0 || at == cells ? 0.5 : 1.0;
                };
                NodeMatter matter;
                matter.weight = h * h * part(x) * part(y);
                matter.position = {h * static_cast<double>(x), h * static_cast<double>(y), 0.0};
                matter.exchange_field = matter.weight * Eigen::Vector3d(0.2, 0.0, 0.1);
                structure.sites.push_back({number(x, y), matter.weight, 1.0});
                structure.nodes.push_back(matter);
                const Complex away(matter.position.x() - 0.51 * width,
                                   matter.position.y() - 0.51 * width);
                order.push_back(1.5 * away / (1.0 + std::abs(away)));
                if (rough_gauge)
                    order.back() *= std::polar(1.0, gauge(number(x, y)));
            }
        const auto phase = [&](std::size_t from, std::size_t to, double smooth) {
            return smooth + (rough_gauge ? gauge(from) - gauge(to) : 0.0);
        };
        for (std::size_t y = 0; y <= cells; ++y)
            for (std::size_t x = 0; x <= cells; ++x) {
                const double up = -flux * static_cast<double>(x);
                const std::size_t here = number(x, y);
                if (x < cells)
                    structure.links.push_back({here, number(x + 1, y),
                                               y == 0 || y == cells ? 0.5 : 1.0,
                                               phase(here, number(x + 1, y), 0.0)});
                if (y < cells)
                    structure.links.push_back({here, number(x, y + 1),
                                               x == 0 || x == cells ? 0.5 : 1.0,
                                               phase(here, number(x, y + 1), up)});
                if (x == cells || y == cells)
                    continue;
                PlaneCell cell;
                cell.plaquette.corners = {here, number(x + 1, y), number(x + 1, y + 1),
                                          number(x, y + 1)};
                const std::array<double, 4> smooth{0.0, up - flux, 0.0, -up};
                for (std::size_t k = 0; k < 4; ++k)
                    cell.plaquette.phases[k] = phase(
                        cell.plaquette.corners[k], cell.plaquette.corners[(k + 1) % 4], smooth[k]);
                cell.spin_hall = 0.1;
                structure.cells.push_back(cell);
            }
    }

    [[nodiscard]] std::pair<DiscreteAction, DiscreteAction::Expansion> expand() const {
        constexpr double frequency = 0.3;
        std::pair<DiscreteAction, DiscreteAction::Expansion> result{structure.action(), {}};
        structure.set_sources(result.first, frequency, order);
        result.second = result.first.expand(structure.local_functions(frequency, order));
        return result;
    }
};

Eigen::VectorXcd smooth_vector(Eigen::Index size) {
    Eigen::VectorXcd result(size);
    for (Eigen::Index k = 0; k < size; ++k)
        result(k) = std::polar(1.0, 0.001 * static_cast<double>(k));
    return result;
}

int iterations(const BlockMatrix& matrix, bool with_levels) {
    const IncompleteFactors factors(matrix);
    const Multilevel levels(matrix, factors);
    const Eigen::VectorXcd right = smooth_vector(8 * static_cast<Eigen::Index>(matrix.rows()));
    const GmresResult result = gmres(
        [&](const Eigen::VectorXcd& x) {
            return matrix.product(with_levels ? levels.apply(x) : factors.solve(x));
        },
        right, {.tolerance = 1e-8, .largest_iterations = 200, .restart = 100});
    EXPECT_LE(result.residual, 1e-8);
    return result.iterations;
}

TEST(Multilevel, TakesFewIterationsOnAnyGridAndInAnyGauge) {
    std::vector<int> counts;
    for (const std::size_t cells : {12U, 24U}) {
        const auto [action, expansion] = Square(cells, 4.0).expand();
        counts.push_back(iterations(BlockMatrix(action, expansion), true));
        EXPECT_LT(counts.back(), 16) << cells;
    }
    EXPECT_LE(counts[1], counts[0] + 4);
    const auto [action, expansion] = Square(24, 4.0).expand();
    EXPECT_GT(iterations(BlockMatrix(action, expansion), false), 2 * counts[1]);
    const auto [rough_action, rough_expansion] = Square(24, 4.0, true).expand();
    EXPECT_NEAR(iterations(BlockMatrix(rough_action, rough_expansion), true), counts[1], 1);
}

TEST(Multilevel, IsExactWhereThereIsOneLevel) {
    const auto [action, expansion] = Square(3, 2.0).expand();
    EXPECT_EQ(iterations(BlockMatrix(action, expansion), true), 1);
}

TEST(LinearResponse, OfAPlaneLeavesTheResidualThatWasAllowed) {
    const auto [action, expansion] = Square(16, 3.0).expand();
    const BlockMatrix matrix(action, expansion);
    const Eigen::VectorXcd right = smooth_vector(8 * static_cast<Eigen::Index>(matrix.rows()));
    NodeCoordinates sources(matrix.rows());
    for (std::size_t n = 0; n < sources.size(); ++n)
        sources[n] = right.segment<8>(static_cast<Eigen::Index>(8 * n));
    const LinearResponse response(action, expansion);
    for (const double tolerance : {1e-3, 1e-10}) {
        const NodeCoordinates solution = response.solve(sources, tolerance);
        Eigen::VectorXcd joined(right.size());
        for (std::size_t n = 0; n < solution.size(); ++n)
            joined.segment<8>(static_cast<Eigen::Index>(8 * n)) = solution[n];
        EXPECT_LE((matrix.product(joined) - right).norm(), 10.0 * tolerance * right.norm());
        EXPECT_LE((matrix.to_sparse() * joined - right).norm(), 10.0 * tolerance * right.norm());
    }
}

/// The node of a grid of half as many cells at the same place.
std::vector<std::size_t> coarse_nodes(std::size_t cells) {
    std::vector<std::size_t> result;
    for (std::size_t y = 0; y <= cells; ++y)
        for (std::size_t x = 0; x <= cells; ++x)
            result.push_back(x % 2 == 0 && y % 2 == 0 ? x / 2 + (cells / 2 + 1) * (y / 2)
                                                      : GridInterpolation::no_node);
    return result;
}

TEST(GridInterpolation, IsExactForLinearFunctions) {
    constexpr std::size_t cells = 8;
    Square fine(cells, 1.0);
    Square coarse(cells / 2, 1.0);
    for (MetalLink& link : fine.structure.links)
        link.phase = 0.0;
    const auto linear = [](const NodeMatter& node) {
        return Complex(1.0 + node.position.x(), node.position.y() - 0.3 * node.position.x());
    };
    std::vector<Complex> coarse_order;
    for (const NodeMatter& node : coarse.structure.nodes)
        coarse_order.push_back(linear(node));
    const std::vector<std::size_t> metals(fine.structure.sites.size(), 0);
    std::vector<Complex> order(fine.structure.sites.size(), 0.0);
    const GridInterpolation interpolation(fine.structure, coarse_nodes(cells));
    interpolation.interpolate(fine.structure.sites, metals, coarse.structure.sites, metals,
                              coarse_order, order);
    for (std::size_t s = 0; s < order.size(); ++s)
        EXPECT_NEAR(std::abs(order[s] - linear(fine.structure.nodes[s])), 0.0, 1e-14);
}

TEST(GridInterpolation, IsTheSameInAnyGauge) {
    constexpr std::size_t cells = 8;
    const Square fine(cells, 1.0);
    const Square rough(cells, 1.0, true);
    const std::vector<std::size_t> from = coarse_nodes(cells);
    const std::vector<std::size_t> metals(fine.structure.sites.size(), 0);
    const std::size_t count = (cells / 2 + 1) * (cells / 2 + 1);
    // The coarse grid holds what the fine one has at the same places, in either gauge.
    const auto interpolated = [&](const Square& square) {
        std::vector<Complex> coarse_order(count);
        std::vector<PairingSite> coarse_sites(count);
        const auto functions = square.structure.local_functions(0.3, square.order);
        std::vector<LocalFrame> coarse_functions(count);
        for (std::size_t n = 0; n < from.size(); ++n)
            if (from[n] != GridInterpolation::no_node) {
                coarse_order[from[n]] = square.order[n];
                coarse_sites[from[n]].node = from[n];
                coarse_functions[from[n]] = functions[n];
            }
        const GridInterpolation interpolation(square.structure, from);
        std::pair<std::vector<Complex>, std::vector<LocalFrame>> result{
            std::vector<Complex>(square.order.size()),
            std::vector<LocalFrame>(square.order.size())};
        interpolation.interpolate(square.structure.sites, metals, coarse_sites, metals,
                                  coarse_order, result.first);
        interpolation.interpolate(coarse_functions, result.second);
        return result;
    };
    const auto smooth = interpolated(fine);
    const auto turned = interpolated(rough);
    for (std::size_t n = 0; n < from.size(); ++n) {
        EXPECT_NEAR(std::abs(turned.first[n] - std::polar(1.0, gauge(n)) * smooth.first[n]), 0.0,
                    1e-13);
        const NambuMatrix expected = gauge_rotation(gauge(n)) * smooth.second[n].green_function() *
                                     gauge_rotation(-gauge(n));
        EXPECT_NEAR((turned.second[n].green_function() - expected).norm(), 0.0, 1e-12);
    }
}

} // namespace usadel_plane_test
} // namespace sidejump::usadel
