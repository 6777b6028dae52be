// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"

#include <benchmark/benchmark.h>

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
    RetardedContinuation continuation(structure, {}, {});
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

// NOLINTNEXTLINE(modernize-use-using): an alias takes no such attribute
typedef double Lanes __attribute__((vector_size(64)));

constexpr int chains = 12; ///< of dependent multiply-adds, enough to hide their latency
constexpr int rounds = 4096;
/// Read anew for each call, so that no call can be left out.
volatile double multiplier = 0.5;

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): the attribute belongs to the definition
#define SIDEJUMP_MULTIPLY_ADDS(name, attribute)                                                    \
    attribute __attribute__((noinline)) double name(double factor) {                               \
        Lanes sums[chains];                                                                        \
        for (int chain = 0; chain < chains; ++chain)                                               \
            sums[chain] = Lanes{} + static_cast<double>(chain);                                    \
        for (int round = 0; round < rounds; ++round)                                               \
            for (Lanes & sum : sums)                                                               \
                sum = sum * factor + factor;                                                       \
        Lanes total{};                                                                             \
        for (const Lanes& sum : sums)                                                              \
            total += sum;                                                                          \
        return total[0];                                                                           \
    }

SIDEJUMP_MULTIPLY_ADDS(baseline_multiply_adds, )
#if defined(__x86_64__)
SIDEJUMP_MULTIPLY_ADDS(avx2_multiply_adds, __attribute__((target("avx2,fma"))))
SIDEJUMP_MULTIPLY_ADDS(avx512_multiply_adds, __attribute__((target("avx512f,fma"))))
#endif
#undef SIDEJUMP_MULTIPLY_ADDS

/// The largest number of real multiply-adds in a second, with the instructions that the chain
/// kernel takes. A complex one is four.
void limit_multiply_adds(benchmark::State& state) {
    auto* kernel = baseline_multiply_adds;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") != 0)
        kernel = avx512_multiply_adds;
    else if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        kernel = avx2_multiply_adds;
#endif
    for (auto _ : state)
        benchmark::DoNotOptimize(kernel(multiplier));
    state.SetItemsProcessed(8L * chains * rounds * state.iterations());
}
BENCHMARK(limit_multiply_adds)->Name("limit/multiply_adds");

/// The same with the instructions of every processor of the architecture, which all else takes.
void limit_baseline_multiply_adds(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(baseline_multiply_adds(multiplier));
    state.SetItemsProcessed(8L * chains * rounds * state.iterations());
}
BENCHMARK(limit_baseline_multiply_adds)->Name("limit/baseline_multiply_adds");

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
