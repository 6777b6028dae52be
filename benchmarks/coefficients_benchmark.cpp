// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/kinetics/channel_products.hpp"
#include "sidejump/kinetics/diffusion_sector.hpp"
#include "sidejump/kinetics/elimination.hpp"
#include "sidejump/scattering/partial_waves.hpp"

#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>

namespace {

using namespace sidejump;

// All channels up to l_max, phase shifts spread over (-pi/2, pi/2).
std::vector<impurity::Impurity> species_up_to(int l_max) {
    impurity::Impurity species{"benchmark", 0.01, {}};
    double position = 0.1;
    for (int l = 0; l <= l_max; ++l)
        for (const int twice_j : {2 * l - 1, 2 * l + 1})
            if (twice_j > 0) {
                position = std::fmod(position + std::numbers::phi, 1.0);
                species.channels.push_back(
                    {l, twice_j, std::numbers::pi * (position - 0.5), 1.0, static_cast<double>(l)});
            }
    return {species};
}

coefficients::Alloy alloy_up_to(int l_max) {
    coefficients::Alloy alloy;
    alloy.host.fermi_wavenumber = 1e10;
    alloy.impurities = species_up_to(l_max);
    return alloy;
}

// Full coefficient sets, phase shifts changing from one to the next.
void coefficient_sets(benchmark::State& state) {
    const auto l_max = static_cast<int>(state.range(0));
    const coefficients::CoefficientEngine engine(alloy_up_to(l_max));
    auto impurities = species_up_to(l_max);
    for ([[maybe_unused]] auto _ : state) {
        impurities[0].channels[0].phase_shift += 1e-6;
        benchmark::DoNotOptimize(engine.evaluate(impurities));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(coefficient_sets)->Name("coefficient_sets/l_max")->DenseRange(1, 3);

// The parts of one set: S-matrix elements (sines and cosines), products of amplitudes, bilinear
// forms, elimination.
void amplitudes(benchmark::State& state) {
    const auto channels = species_up_to(static_cast<int>(state.range(0)))[0].channels;
    std::vector<std::complex<double>> t(channels.size());
    for ([[maybe_unused]] auto _ : state) {
        for (std::size_t c = 0; c < t.size(); ++c)
            t[c] = scattering::t_element(channels[c]);
        benchmark::DoNotOptimize(t.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(amplitudes)->Name("part/amplitudes/l_max")->Arg(3);

void products(benchmark::State& state) {
    const auto channels = species_up_to(static_cast<int>(state.range(0)))[0].channels;
    const kinetics::ProductLayout layout(channels.size());
    const auto t = scattering::t_elements(channels);
    std::vector<double> values(layout.size());
    for ([[maybe_unused]] auto _ : state) {
        kinetics::fill_products(layout, t, values);
        benchmark::DoNotOptimize(values.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(products)->Name("part/products/l_max")->Arg(3);

void sector(benchmark::State& state) {
    const auto channels = species_up_to(static_cast<int>(state.range(0)))[0].channels;
    const kinetics::DiffusionSectorTable table(kinetics::channel_layout(channels),
                                               kinetics::MomentumGradient::both);
    const auto t = scattering::t_elements(channels);
    for ([[maybe_unused]] auto _ : state) {
        kinetics::DiffusionSector sum;
        table.add(0.01, t, sum);
        benchmark::DoNotOptimize(sum);
    }
    state.counters["weights"] = static_cast<double>(table.weights());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sector)->Name("part/products_and_forms/l_max")->Arg(3);

void elimination(benchmark::State& state) {
    const coefficients::CoefficientEngine engine(alloy_up_to(3));
    auto sum = engine.sector(species_up_to(3));
    const kinetics::KineticsOptions options;
    for ([[maybe_unused]] auto _ : state) {
        sum.spin += 1e-12;
        benchmark::DoNotOptimize(coefficients::coefficients_from_sector(sum, options));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(elimination)->Name("part/elimination");

// What a new channel layout costs: Wigner symbols.
void table_construction(benchmark::State& state) {
    const auto channels = species_up_to(static_cast<int>(state.range(0)))[0].channels;
    const auto layout = kinetics::channel_layout(channels);
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(
            kinetics::DiffusionSectorTable(layout, kinetics::MomentumGradient::both));
}
BENCHMARK(table_construction)
    ->Name("table_construction/l_max")
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMillisecond);

// Peak rate of one core for the inner loop of the forms: independent multiply-adds with indexed
// loads from the first-level cache.
void indexed_multiply_adds(benchmark::State& state) {
    constexpr std::size_t count = 512;
    std::vector<double> weights(count, 1.0001);
    std::vector<double> values(64, 0.5);
    std::vector<std::uint32_t> columns(count);
    for (std::size_t i = 0; i < count; ++i)
        columns[i] = static_cast<std::uint32_t>((i * 37) % values.size());
    for ([[maybe_unused]] auto _ : state) {
        double sums[4] = {0.0, 0.0, 0.0, 0.0};
        for (std::size_t i = 0; i < count; i += 4)
            for (std::size_t lane = 0; lane < 4; ++lane)
                sums[lane] += weights[i + lane] * values[columns[i + lane]];
        benchmark::DoNotOptimize(sums);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
}
BENCHMARK(indexed_multiply_adds)->Name("limit/indexed_multiply_adds");

} // namespace
