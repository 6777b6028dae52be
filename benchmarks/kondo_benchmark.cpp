// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/kondo/kondo_model.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace sidejump::impurity;

kondo::KondoParameters doublet_and_quartet() {
    kondo::KondoParameters parameters;
    parameters.field = {
        {{2, 0.0, 1.0}, {4, 0.005, 0.5}}, 1.0, 0.12, {7.0, kondo::BandEdge::finite}};
    parameters.field.exchange = kondo::exchange_from_kondo_temperature(parameters.field, 4e-4);
    parameters.l = 1;
    parameters.twice_j = {1, 3};
    parameters.off_shell_exponent = 1.0;
    return parameters;
}

// A curve of a hundred temperatures from far below to twice the Kondo temperature.
void temperature_curve(benchmark::State& state) {
    const auto model = kondo::kondo_model(doublet_and_quartet());
    for (auto _ : state)
        for (int i = 0; i < 100; ++i)
            benchmark::DoNotOptimize(model->at_temperature(0.1 * i));
    state.SetItemsProcessed(100 * state.iterations());
}
BENCHMARK(temperature_curve)->Unit(benchmark::kMillisecond);

void ground_state(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(kondo::kondo_model(doublet_and_quartet()));
}
BENCHMARK(ground_state)->Unit(benchmark::kMicrosecond);

void channels(benchmark::State& state) {
    const auto at = kondo::kondo_model(doublet_and_quartet())->at_temperature(1.0);
    double energy = 0.0;
    for (auto _ : state)
        benchmark::DoNotOptimize(at->channels(energy += 1e-9));
}
BENCHMARK(channels);

} // namespace
