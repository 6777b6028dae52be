// SPDX-License-Identifier: GPL-3.0-or-later
// Solutions of planes: routes to them, and how they depend on the grid.
#include "sidejump/superconductor/equilibrium_study.hpp"
#include "sidejump/superconductor/plane_refinement.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

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

} // namespace superconductor_plane_test
} // namespace sidejump::superconductor
