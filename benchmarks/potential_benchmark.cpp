// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/phase_shift_solver.hpp"
#include "sidejump/impurity/potential/potential_model.hpp"

#include <benchmark/benchmark.h>
#include <cmath>
#include <memory>

namespace {

using namespace sidejump::impurity::potential;

std::unique_ptr<const RadialPotential> shape(int number) {
    const ShapeParameters parameters{-2.0, 1.5, 0.2, 0.1, 0.02};
    constexpr double accuracy = 1e-9;
    switch (number) {
    case 0:
        return square_well(parameters);
    case 1:
        return gaussian(parameters, accuracy);
    case 2:
        return yukawa(parameters, accuracy);
    case 3:
        return woods_saxon(parameters, accuracy);
    default: {
        const auto sampled = gaussian(parameters, accuracy);
        PotentialTable table;
        const int rows = number == 4 ? 200 : 1000;
        for (int i = 0; i <= rows; ++i) {
            table.radii.push_back(10.0 * i / rows);
            table.central.push_back(i == 0 ? parameters.strength
                                           : sampled->at(table.radii.back()).central);
        }
        return tabulated(table, parameters.spin_orbit);
    }
    }
}

// Phase shifts of the 13 channels up to l = 6 at 200 energies up to 2 eps_F.
void thirteen_channels_at_200_energies(benchmark::State& state) {
    const auto potential = shape(static_cast<int>(state.range(0)));
    const double tolerance = PotentialOptions{}.step_tolerance();
    for ([[maybe_unused]] auto _ : state)
        for (int i = 1; i <= 200; ++i)
            for (int l = 0; l <= 6; ++l)
                for (const int twice_j : {2 * l - 1, 2 * l + 1})
                    if (twice_j > 0)
                        benchmark::DoNotOptimize(
                            phase_shift(*potential, {l, twice_j}, 0.01 * i, tolerance));
    state.SetItemsProcessed(state.iterations() * 200 * 13);
}
BENCHMARK(thirteen_channels_at_200_energies)->DenseRange(0, 5)->Unit(benchmark::kMillisecond);

// What a point of a sweep costs: the partial waves at the Fermi energy with their exponents.
void fermi_energy(benchmark::State& state) {
    sidejump::units::Host host;
    host.fermi_wavenumber = 1.36e10;
    PotentialOptions options;
    options.largest_l = 6;
    const int number = static_cast<int>(state.range(0));
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(PotentialModel(shape(number), host, options));
}
BENCHMARK(fermi_energy)->DenseRange(0, 5)->Unit(benchmark::kMillisecond);

} // namespace
