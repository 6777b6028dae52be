// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/rashba/gas_response.hpp"

#include <benchmark/benchmark.h>
#include <cmath>

namespace {

using namespace sidejump::rashba;

const SpinOrbitField field{.rashba = 0.05};

Impurities screened(double rate) {
    return {std::make_shared<BornScatterers>(
        rate, [](double q) { return std::exp(-q) / std::pow(0.5 + q, 2); })};
}

// A map of 100 frequencies and 100 values of splitting times scattering time, one contour.
void map_of_10000_points(benchmark::State& state) {
    const KineticEquation equation(fermi_contour(field, 0.5, static_cast<int>(state.range(0))),
                                   screened(0.1));
    for (auto _ : state)
        for (int i = 0; i < 100; ++i)
            for (int k = 0; k < 100; ++k)
                benchmark::DoNotOptimize(
                    equation.response(0.2 * (k + 1) / 100.0, std::pow(10.0, 4.0 * i / 99.0 - 2.0)));
    state.SetItemsProcessed(state.iterations() * 10000);
}
BENCHMARK(map_of_10000_points)
    ->ArgName("directions")
    ->Arg(64)
    ->Arg(256)
    ->Unit(benchmark::kMillisecond);

// A gas from its potential, directions resolved, one frequency.
void gas(benchmark::State& state) {
    const double temperature = state.range(0) == 0 ? 0.0 : 0.02;
    for (auto _ : state)
        benchmark::DoNotOptimize(gas_response({field, 0.5, temperature, screened(0.1)}, {0.1}));
}
BENCHMARK(gas)->ArgName("thermal")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// Rashba and Dresselhaus: all directions at once.
void anisotropic(benchmark::State& state) {
    const SpinOrbitField both{.rashba = 0.05, .dresselhaus = 0.02};
    for (auto _ : state) {
        const KineticEquation equation(fermi_contour(both, 0.5, static_cast<int>(state.range(0))),
                                       screened(0.1));
        benchmark::DoNotOptimize(equation.response(0.1));
    }
}
BENCHMARK(anisotropic)->ArgName("directions")->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond);

} // namespace
