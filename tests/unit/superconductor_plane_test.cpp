// SPDX-License-Identifier: GPL-3.0-or-later
// Solutions of planes: routes to them, and how they depend on the grid.
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/plane_refinement.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>

namespace sidejump::superconductor {
namespace superconductor_plane_test {

/// One flux quantum in the cell of a vortex lattice.
struct LatticeCell {
    SuperconductorFile file;
    SuperconductingModel model;
    usadel::GapOptions options;

    explicit LatticeCell(int cells, double spin_hall_angle = 0.0)
        : file(read_superconductor_text(
              fmt::format("units = \"reduced\"\n[study]\ntemperature = 0.5\n"
                          "[structure]\nkind = \"plane\"\nwidth = 4\nheight = 4\n"
                          "cells = [{0}, {0}]\nmetal = \"S\"\nperiodic = true\n"
                          "flux_quanta = 1\n[[metal]]\nname = \"S\"\n"
                          "critical_temperature = 1\nspin_hall_angle = {1}\n"
                          "exchange_field = [0.2, 0, 0]\n",
                          cells, spin_hall_angle),
              "file.toml")),
          model(build_model(file)) {
        options.method = usadel::GapMethod::anderson;
        options.tolerance = 1e-6;
        options.frequency_error = 1e-3;
    }
};

constexpr double lattice_temperature = 0.5;

usadel::SelfConsistentState solved(const LatticeCell& cell) {
    return usadel::self_consistent_state(cell.model.structure, lattice_temperature,
                                         starting_order(cell.model, lattice_temperature),
                                         cell.options);
}

TEST(Plane, StartsFromCoarserGridsWithTheSameResult) {
    const LatticeCell cell(8, 0.1);
    const ModelSetting setting{
        [](SuperconductingModel&) {},
        [](const SuperconductingModel& m) { return starting_order(m, lattice_temperature); }};
    auto start = state_from_coarser_grids(cell.model, cell.file, lattice_temperature, setting,
                                          cell.options, 16);
    ASSERT_TRUE(start);
    const auto nested =
        usadel::self_consistent_state(cell.model.structure, std::move(*start), cell.options);
    const auto plain = solved(cell);
    ASSERT_EQ(nested.state.frames.size(), plain.state.frames.size());
    // The phase of all of it is free.
    for (std::size_t s = 0; s < plain.state.order_parameters.size(); ++s)
        EXPECT_NEAR(std::abs(nested.state.order_parameters[s]),
                    std::abs(plain.state.order_parameters[s]), 3e-6);
    EXPECT_NEAR(usadel::free_energy(cell.model.structure, nested.state),
                usadel::free_energy(cell.model.structure, plain.state), 1e-9);
    EXPECT_FALSE(state_from_coarser_grids(LatticeCell(9).model, cell.file, lattice_temperature,
                                          setting, cell.options, 4))
        << "no half of an odd number";
}

TEST(Plane, ConvergesAsTheSquareOfTheCells) {
    const auto energy = [](int cells) {
        const LatticeCell cell(cells);
        return usadel::free_energy(cell.model.structure, solved(cell).state);
    };
    const double finest = energy(8);
    // From h^2: (1/16 - 1/64)/(1/36 - 1/64)
    EXPECT_NEAR((energy(4) - finest) / (energy(6) - finest), 3.86, 0.3);
}

/// A normal metal between reservoirs at two sides, in a field: the current that leaves the first.
double junction_current(const std::string& structure, double field, double phase) {
    const SuperconductorFile file = read_superconductor_text(
        fmt::format("units = \"reduced\"\n[structure]\nkind = \"plane\"\nmetal = \"N\"\n"
                    "field = {}\n{}\n[[metal]]\nname = \"N\"\n[[metal]]\nname = \"S\"\n"
                    "pair_potential = 2\n[[metal]]\nname = \"T\"\npair_potential = 2\nphase = {}\n"
                    "[study]\ntemperature = 0.5\nself_consistent = false\n",
                    field, structure, phase),
        "file.toml");
    SuperconductingModel model = build_model(file);
    const auto solution = solve_equilibrium(model, file, 0.5);
    const auto currents = usadel::charge_currents(model.structure, solution.state);
    double current = 0.0;
    for (std::size_t r = 0; r < model.reservoirs.size(); ++r)
        if (model.reservoirs[r].end == model.reservoirs.front().end)
            current += currents.outflow[model.structure.reservoirs[r].node];
    return current;
}

/// One flux quantum in the junction, h/2e, is field width height = pi where e B/hbar is the field:
/// the currents of its two halves cancel.
TEST(PlaneJunction, HasOneCriticalCurrentInAllGauges) {
    const std::string along =
        "width = 1\nheight = 4\ncells = [4, 12]\n[left]\nmetal = \"S\"\n[right]\nmetal = \"T\"\n";
    const std::string across =
        "width = 4\nheight = 1\ncells = [12, 4]\n[bottom]\nmetal = \"S\"\n[top]\nmetal = \"T\"\n";
    constexpr double quarter_turn = 1.5707963267948966;
    const double without = junction_current(along, 0.0, quarter_turn);
    EXPECT_GT(without, 1.0);
    for (const double flux : {0.4, 1.0}) {
        const double field = flux * 2.0 * quarter_turn / 4.0;
        const double one = junction_current("gauge = \"symmetric\"\n" + along, field, quarter_turn);
        if (flux == 1.0)
            EXPECT_LT(std::abs(one), 0.03 * without);
        else
            EXPECT_GT(one, 0.5 * without);
        for (const std::string gauge : {"gauge = \"along-x\"\n", "gauge = \"along-y\"\n"}) {
            EXPECT_NEAR(junction_current(gauge + along, field, quarter_turn), one, 1e-7 * without);
            // The junction turned by a right angle.
            EXPECT_NEAR(junction_current(gauge + across, field, quarter_turn), one, 1e-7 * without);
        }
    }
}

} // namespace superconductor_plane_test
} // namespace sidejump::superconductor
