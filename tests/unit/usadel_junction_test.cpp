// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_junction_test {

/// A wire of a normal or ferromagnetic metal with D = 1 between two rigid superconductors.
struct Junction {
    double length = 1.0;
    double pair_potential = 1.0;
    double field = 0.0;
    bool without_volume = false; ///< so short that energies do not matter
    double clustering = 0.7;     ///< of the nodes at the ends, by a smooth map; 0 for none

    [[nodiscard]] double place(double share) const {
        constexpr double turn = 2.0 * std::numbers::pi;
        return length * (share - clustering * std::sin(turn * share) / turn);
    }

    [[nodiscard]] DiscreteStructure structure(std::size_t links, double phase) const {
        DiscreteStructure result;
        result.nodes.resize(links + 1);
        for (std::size_t n = 0; n < links; ++n) {
            const auto count = static_cast<double>(links);
            const double step =
                place(static_cast<double>(n + 1) / count) - place(static_cast<double>(n) / count);
            result.links.push_back({n, n + 1, 1.0 / step, 0.0});
            for (const std::size_t end : {n, n + 1})
                result.nodes[end].weight += without_volume ? 0.0 : 0.5 * step;
        }
        for (NodeMatter& node : result.nodes)
            node.exchange_field = {0.0, 0.0, node.weight * field};
        result.reservoirs.push_back({0, pair_potential, {0, 0, 0}, 0.0, 0.0, 0.0});
        result.reservoirs.push_back(
            {links, pair_potential * std::polar(1.0, phase), {0, 0, 0}, 0.0, 0.0, 0.0});
        return result;
    }
    /// e R_N I, R_N = length/2 of the wire
    [[nodiscard]] double voltage(std::size_t links, double phase, const MatsubaraPoints& points,
                                 double temperature) const {
        const DiscreteStructure wire = structure(links, phase);
        const EquilibriumState state = solved_state(wire, temperature, points, {});
        const ChargeCurrents currents = charge_currents(wire, state);
        EXPECT_NEAR(currents.outflow.front(), currents.links[links / 2], 1e-9);
        return currents.outflow.front() * length / 2.0;
    }
    /// The same without the errors of second and fourth order in the distance of the nodes.
    [[nodiscard]] double extrapolated(std::size_t links, double phase,
                                      const MatsubaraPoints& points, double temperature) const {
        const double coarse = voltage(links, phase, points, temperature);
        const double middle = voltage(2 * links, phase, points, temperature);
        const double fine = voltage(4 * links, phase, points, temperature);
        const double first = (4.0 * middle - coarse) / 3.0;
        const double second = (4.0 * fine - middle) / 3.0;
        return (16.0 * second - first) / 15.0;
    }
};

/// The top of the parabola through three values about a maximum.
CurrentMaximum top(const auto& current, double centre, double distance) {
    const double left = current(centre - distance);
    const double middle = current(centre);
    const double right = current(centre + distance);
    const double shift = 0.5 * (left - right) / (left - 2.0 * middle + right);
    return {centre + shift * distance, middle - 0.25 * (left - right) * shift};
}

// The currents of long junctions fall exponentially with the root of the frequency: sums end
// there.
constexpr double cut_off = 400.0;

TEST(LongJunction, HasTheCriticalCurrentAtHighTemperature) {
    const Junction junction{1.0, 1e7};
    struct Known {
        double temperature;
        double voltage;
        double phase;
        std::size_t links;
    };
    for (const Known& known : {Known{5.0, 3.66802, 1.605, 10},
                               {10.0, 0.992403, 1.575, 20},
                               {20.0, 0.104758, 1.571, 30}}) {
        const MatsubaraPoints points = matsubara_points(known.temperature, cut_off);
        const CurrentMaximum found = top(
            [&](double phase) {
                return junction.extrapolated(known.links, phase, points, known.temperature);
            },
            known.phase, 0.02);
        EXPECT_NEAR(found.current / known.voltage, 1.0, 2e-5);
    }
}

/// The gap at this phase is above the Thouless energy: at T = 0.1 what misses to zero temperature
/// is below 1e-8.
TEST(LongJunction, HasTheCriticalCurrentAtLowTemperature) {
    const Junction junction{1.0, 1e7};
    constexpr double temperature = 0.1;
    const MatsubaraPoints points = matsubara_points(temperature, cut_off);
    const CurrentMaximum found =
        top([&](double phase) { return junction.extrapolated(10, phase, points, temperature); },
            1.2714 * std::numbers::pi / 2.0, 0.02);
    EXPECT_NEAR(found.current, 10.8275, 1e-4);
    EXPECT_NEAR(found.phase / (std::numbers::pi / 2.0), 1.2714, 2e-4);
}

TEST(ShortJunction, HasTheCriticalCurrentOfKulikAndOmelyanchuk) {
    Junction junction{1.0, 1.0};
    junction.without_volume = true;
    junction.clustering = 0.0;
    // exp(-Delta cos(phase/2)/T) = 1e-12
    constexpr double temperature = 0.02;
    const MatsubaraPoints points = endless_matsubara_points(temperature, 1e3);
    const CurrentMaximum found =
        top([&](double phase) { return junction.extrapolated(4, phase, points, temperature); },
            1.971, 0.02);
    EXPECT_NEAR(found.current, 2.082070, 2e-6);
    EXPECT_NEAR(found.phase, 1.971029, 1e-4);
}

/// At temperatures and gaps far below the exchange field one frequency shows it all.
TEST(FerromagneticJunction, TurnsToThePiStateAtItsLength) {
    constexpr double frequency = 1e-6;
    const MatsubaraPoints point{{{frequency, 1.0}}, {}, frequency};
    const auto current = [&](double length) {
        Junction junction{length, 1e-4 * frequency};
        junction.field = 1.0;
        return junction.extrapolated(15, 1.0, point, 1.0);
    };
    double low = 2.2;
    double high = 2.5;
    while (high - low > 1e-7) {
        const double middle = 0.5 * (low + high);
        (current(middle) > 0.0 ? low : high) = middle;
    }
    EXPECT_NEAR(low, 2.365020, 2e-6);
}

/// tan(theta/4) falls as exp(-x sqrt(2 omega/D)) in a normal metal.
TEST(HalfLine, HasTheKnownAngleToSecondOrder) {
    constexpr double frequency = 0.5;
    const MatsubaraPoints point{{{frequency, 1.0}}, {}, frequency};
    double previous = 0.0;
    for (const std::size_t links : {120U, 240U}) {
        Junction junction{24.0, 2.0};
        junction.clustering = 0.0;
        const DiscreteStructure line = junction.structure(links, 0.0);
        DiscreteStructure half = line;
        half.reservoirs.pop_back();
        const EquilibriumState state = solved_state(half, 1.0, point, {});
        const auto angle = [&](std::size_t n) {
            const NambuMatrix& g = state.frames[0][n].green_function();
            return std::atan2(std::abs(g(0, 2)), g(0, 0).real());
        };
        // At x = 2.4.
        const double error =
            std::tan(angle(links / 10) / 4.0) - std::tan(std::atan2(2.0, frequency) / 4.0) *
                                                    std::exp(-2.4 * std::sqrt(2.0 * frequency));
        EXPECT_LT(std::abs(error), 1e-3);
        if (previous != 0.0) {
            EXPECT_NEAR(previous / error, 4.0, 0.05);
        }
        previous = error;
    }
}

} // namespace usadel_junction_test
} // namespace sidejump::usadel
