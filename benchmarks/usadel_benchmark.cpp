// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/density_of_states.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"
#include "sidejump/usadel/self_consistency.hpp"

#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>

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
        benchmark::DoNotOptimize(
            local_spectrum(structure, {}, energies, {{0, sites / 2}}, options));
    state.SetItemsProcessed(static_cast<std::int64_t>(count * sites) * state.iterations());
}
BENCHMARK(spectrum)->Name("spectrum/energies")->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);

/// The cell of a vortex lattice, one flux quantum in a square of 8 lengths sqrt(D/Tc).
DiscreteStructure lattice_cell(std::size_t cells, double theta) {
    constexpr double width = 8.0;
    const double h = width / static_cast<double>(cells);
    const double flux = 2.0 * std::numbers::pi / static_cast<double>(cells * cells);
    DiscreteStructure structure;
    const auto node = [&](std::size_t x, std::size_t y) { return x % cells + cells * (y % cells); };
    for (std::size_t y = 0; y < cells; ++y)
        for (std::size_t x = 0; x < cells; ++x) {
            NodeMatter matter;
            matter.weight = h * h;
            matter.exchange_field = {0.2 * matter.weight, 0.0, 0.0};
            matter.position = {h * static_cast<double>(x), h * static_cast<double>(y), 0.0};
            structure.nodes.push_back(matter);
            structure.sites.push_back({node(x, y), matter.weight, 1.0});
        }
    for (std::size_t y = 0; y < cells; ++y)
        for (std::size_t x = 0; x < cells; ++x) {
            const auto across = [&](std::size_t row) {
                return x + 1 == cells ? flux * static_cast<double>(cells * row) : 0.0;
            };
            const double up = -flux * static_cast<double>(x);
            const double next_up = x + 1 == cells ? 0.0 : up - flux;
            structure.links.push_back({node(x, y), node(x + 1, y), 1.0, across(y)});
            structure.links.push_back({node(x, y), node(x, y + 1), 1.0, up});
            if (theta != 0.0)
                structure.cells.push_back(
                    {{{node(x, y), node(x + 1, y), node(x + 1, y + 1), node(x, y + 1)},
                      {across(y), next_up, -across(y + 1), -up}},
                     theta,
                     0.0});
        }
    return structure;
}

/// The lowest Landau level: one zero in the middle.
std::vector<Complex> lattice_start(const DiscreteStructure& structure) {
    constexpr double width = 8.0;
    constexpr double flux = 2.0 * std::numbers::pi / (width * width);
    std::vector<Complex> start;
    for (const PairingSite& site : structure.sites) {
        const Eigen::Vector3d& at = structure.nodes[site.node].position;
        Complex sum = 0.0;
        for (int m = -30; m <= 30; ++m) {
            const double away = at.x() - width * m;
            sum += std::polar(std::exp(-0.5 * flux * away * away),
                              2.0 * std::numbers::pi * m / width * at.y());
        }
        start.push_back(1.5 * sum);
    }
    return start;
}

struct Lattice {
    DiscreteStructure structure;
    DiscreteAction action;
    std::vector<LocalFrame> frames;

    Lattice(std::size_t cells, double theta)
        : structure(lattice_cell(cells, theta)), action(structure.action()) {
        const std::vector<Complex> start = lattice_start(structure);
        const double frequency = 0.5 * std::numbers::pi;
        structure.set_sources(action, frequency, start);
        frames = structure.local_functions(frequency, start);
    }
};

void plane_expansion(benchmark::State& state) {
    const Lattice lattice(static_cast<std::size_t>(state.range(0)),
                          0.01 * static_cast<double>(state.range(1)));
    for (auto _ : state)
        benchmark::DoNotOptimize(lattice.action.expand(lattice.frames));
    state.SetItemsProcessed(state.range(0) * state.range(0) * state.iterations());
}
BENCHMARK(plane_expansion)
    ->Name("plane/expansion")
    ->ArgsProduct({{20, 40, 100}, {0, 10}})
    ->ArgNames({"cells", "theta_percent"})
    ->Unit(benchmark::kMillisecond);

void plane_solve(benchmark::State& state) {
    const Lattice lattice(static_cast<std::size_t>(state.range(0)),
                          0.01 * static_cast<double>(state.range(1)));
    const auto expansion = lattice.action.expand(lattice.frames);
    for (auto _ : state)
        benchmark::DoNotOptimize(
            LinearResponse(lattice.action, expansion).solve(expansion.first, 1e-4));
    state.SetItemsProcessed(state.range(0) * state.range(0) * state.iterations());
}
BENCHMARK(plane_solve)
    ->Name("plane/factorise_and_solve")
    ->ArgsProduct({{20, 40, 100}, {0, 10}})
    ->ArgNames({"cells", "theta_percent"})
    ->Unit(benchmark::kMillisecond);

/// The whole of a vortex lattice at half of Tc, on all cores.
void plane_self_consistent(benchmark::State& state) {
    const DiscreteStructure structure = lattice_cell(static_cast<std::size_t>(state.range(0)),
                                                     0.01 * static_cast<double>(state.range(1)));
    GapOptions options;
    options.method = GapMethod::anderson;
    options.tolerance = 1e-5;
    options.frequency_error = 1e-5;
    SelfConsistentState solution;
    for (auto _ : state)
        solution = self_consistent_state(structure, 0.5, lattice_start(structure), options);
    state.counters["steps"] = solution.report.steps;
    state.counters["frequencies"] = static_cast<double>(solution.state.frames.size());
}
BENCHMARK(plane_self_consistent)
    ->Name("plane/self_consistent")
    ->ArgsProduct({{20, 40, 100}, {0, 10}})
    ->ArgNames({"cells", "theta_percent"})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

} // namespace
