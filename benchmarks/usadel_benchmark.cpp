// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"

#include <benchmark/benchmark.h>
#include <cmath>

namespace {

using namespace sidejump::usadel;

constexpr std::size_t sites = 200;
constexpr double broadening = 0.01;

/// A superconducting strip, all of whose terms act: an exchange field that turns from z to x, spin
/// relaxation, a flow with its spin Hall effect and swapping.
DiscreteStructure strip(std::size_t nodes) {
    constexpr double length = 10.0;
    constexpr double gradient = 0.3;
    const double h = length / static_cast<double>(nodes - 1);
    DiscreteStructure structure;
    structure.nodes.resize(nodes);
    for (std::size_t n = 0; n < nodes; ++n) {
        NodeMatter& matter = structure.nodes[n];
        const double x = h * static_cast<double>(n);
        matter.weight = n == 0 || n + 1 == nodes ? 0.5 * h : h;
        matter.position = {x, 0.0, 0.0};
        matter.pair_potential = matter.weight;
        matter.exchange_field =
            0.3 * matter.weight * Eigen::Vector3d(x < 5.0 ? 0.0 : 1.0, 0.0, x < 5.0 ? 1.0 : 0.0);
        matter.spin_orbit_rate = 0.2 * matter.weight;
        matter.orbital_rate = 0.5 * gradient * gradient * matter.weight;
        matter.flow = gradient * matter.weight;
        if (n > 0) {
            structure.links.push_back({n - 1, n, 1.0 / h, 0.0});
            structure.transverse_links.push_back({n - 1, n, gradient, 0.1, 0.05});
        }
    }
    return structure;
}

std::vector<LocalFrame> solution(const DiscreteStructure& structure, DiscreteAction& action) {
    const Complex omega(broadening, -0.5);
    RetardedOptions options;
    RetardedContinuation continuation(structure, {}, options);
    continuation.start({0.5, broadening});
    structure.set_sources(action, omega, {});
    return continuation.frames();
}

void first_derivatives(benchmark::State& state) {
    const DiscreteStructure structure = strip(sites);
    DiscreteAction action = structure.action();
    const auto frames = solution(structure, action);
    for (auto _ : state)
        benchmark::DoNotOptimize(action.first_derivatives(frames));
    state.SetItemsProcessed(static_cast<std::int64_t>(sites) * state.iterations());
}
BENCHMARK(first_derivatives)->Unit(benchmark::kMicrosecond);

void expansion(benchmark::State& state) {
    const DiscreteStructure structure = strip(sites);
    DiscreteAction action = structure.action();
    const auto frames = solution(structure, action);
    for (auto _ : state)
        benchmark::DoNotOptimize(action.expand(frames));
    state.SetItemsProcessed(static_cast<std::int64_t>(sites) * state.iterations());
}
BENCHMARK(expansion)->Unit(benchmark::kMicrosecond);

void factorise_and_solve(benchmark::State& state) {
    const DiscreteStructure structure = strip(sites);
    DiscreteAction action = structure.action();
    const auto expansion = action.expand(solution(structure, action));
    for (auto _ : state)
        benchmark::DoNotOptimize(LinearResponse(action, expansion).solve(expansion.first));
    state.SetItemsProcessed(static_cast<std::int64_t>(sites) * state.iterations());
}
BENCHMARK(factorise_and_solve)->Unit(benchmark::kMicrosecond);

/// All that a spectrum takes, on one core: the energies are one chunk.
void spectrum(benchmark::State& state) {
    const DiscreteStructure structure = strip(sites);
    const auto count = static_cast<std::size_t>(state.range(0));
    std::vector<double> energies;
    for (std::size_t k = 0; k < count; ++k)
        energies.push_back(2.0 * static_cast<double>(k) / static_cast<double>(count));
    RetardedOptions options;
    options.broadening = broadening;
    options.newton.tolerance = 1e-8;
    options.chunk = count;
    for (auto _ : state)
        benchmark::DoNotOptimize(local_spectrum(structure, {}, energies, {0, sites / 2}, options));
    state.SetItemsProcessed(static_cast<std::int64_t>(count * sites) * state.iterations());
}
BENCHMARK(spectrum)->Name("spectrum/energies")->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);

} // namespace
