// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/response/half_space.hpp"
#include "sidejump/response/plane_wave_response.hpp"
#include "sidejump/response/spatial_decay.hpp"

#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>

namespace {

using namespace sidejump;
using response::MomentCollisionEngine;
using response::MomentCollisions;
using response::PlaneWaveResponse;
using response::Polarisation;

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

MomentCollisions collisions_up_to(int l_max) {
    const auto species = species_up_to(l_max);
    return MomentCollisionEngine(species, kinetics::SideJump::first_order).evaluate(species);
}

void prepare_layout(benchmark::State& state) {
    const auto species = species_up_to(static_cast<int>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(MomentCollisionEngine(species, kinetics::SideJump::first_order));
}
BENCHMARK(prepare_layout)->DenseRange(1, 3)->Unit(benchmark::kMillisecond);

void collisions(benchmark::State& state) {
    const auto species = species_up_to(static_cast<int>(state.range(0)));
    const MomentCollisionEngine engine(species, kinetics::SideJump::first_order);
    for (auto _ : state)
        benchmark::DoNotOptimize(engine.evaluate(species));
}
BENCHMARK(collisions)->DenseRange(1, 3)->Unit(benchmark::kMicrosecond);

// One chi(q, omega) point with all moments up to L = 40; M about q is conserved, or not.
void susceptibility(benchmark::State& state, const Eigen::Vector3d& field) {
    const MomentCollisions operators = collisions_up_to(static_cast<int>(state.range(0)));
    const PlaneWaveResponse waves(operators, Eigen::Vector3d::UnitX(),
                                  operators.outflow_rate * field);
    double q = 0.3;
    for (auto _ : state) {
        q = 1.001 * q;
        benchmark::DoNotOptimize(
            waves.propagator(q * operators.outflow_rate, {0.0, -0.7 * operators.outflow_rate}, 40));
    }
}
BENCHMARK_CAPTURE(susceptibility, no_field, Eigen::Vector3d::Zero())
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(susceptibility, field_along_q, Eigen::Vector3d(0.3, 0.0, 0.0))
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(susceptibility, field_across_q, Eigen::Vector3d(0.0, 0.0, 0.3))
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMicrosecond);

// The limit of the dense part: one LU factorisation of a complex matrix of that size.
void complex_factorisation(benchmark::State& state) {
    const Eigen::MatrixXcd matrix = Eigen::MatrixXcd::Random(state.range(0), state.range(0));
    const Eigen::MatrixXcd right = Eigen::MatrixXcd::Random(state.range(0), 1);
    for (auto _ : state)
        benchmark::DoNotOptimize(math::solve(matrix, right));
}
BENCHMARK(complex_factorisation)
    ->Arg(16)
    ->Arg(24)
    ->Arg(32)
    ->Arg(64)
    ->Arg(144)
    ->Arg(256)
    ->Name("limit/complex_factorisation")
    ->Unit(benchmark::kMicrosecond);

void decay_length(benchmark::State& state, Polarisation polarisation) {
    const MomentCollisions operators = collisions_up_to(static_cast<int>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(response::spatial_decay(operators, polarisation, 1e-8));
}
BENCHMARK_CAPTURE(decay_length, longitudinal, Polarisation::longitudinal)
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(decay_length, transverse, Polarisation::transverse)
    ->DenseRange(1, 3)
    ->Unit(benchmark::kMicrosecond);

void half_space(benchmark::State& state) {
    const MomentCollisions operators = collisions_up_to(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(
            response::half_space_injection(operators, Polarisation::transverse, 1e-6));
}
BENCHMARK(half_space)->Unit(benchmark::kMillisecond);

} // namespace
