// SPDX-License-Identifier: GPL-3.0-or-later
// A bar in three dimensions: how many iterations the linear solver takes, and how long; how many
// unknowns per second the operator without matrices goes through. Under mpirun all ranks share it.
#include "sidejump/device/box_geometry.hpp"
#include "sidejump/device/length_unit.hpp"
#include "sidejump/device_fem/device_solver.hpp"
#include "sidejump/device_fem/diffusion_operator.hpp"

#include <benchmark/benchmark.h>
#include <deal.II/base/mpi.h>
#include <sstream>

namespace {

using namespace sidejump;

/// A bar of 1 um x 0.25 um x 0.25 um, current along x; its far half conducts `ratio` times better.
/// @param divisions  cells of the unrefined mesh along 0.25 um
device::DiffusionProblem bar(double spin_hall_angle, double ratio, int divisions = 1) {
    constexpr double side = 0.25e-6;
    device::BoxGeometry body;
    body.boxes = {{"near", {0.0, 0.0, 0.0}, {2 * side, side, side}},
                  {"far", {2 * side, 0.0, 0.0}, {4 * side, side, side}}};
    body.patches = {{"left", {0.0, 0.0, 0.0}, {0.0, side, side}},
                    {"right", {4 * side, 0.0, 0.0}, {4 * side, side, side}}};
    device::GridOptions grid;
    grid.element_size.fill(side / divisions);
    device::DiffusionProblem problem;
    problem.mesh = device::box_mesh(body, grid);
    constexpr double sigma = 1e7;
    constexpr double length = 2e-7;
    for (const double conductivity : {sigma, ratio * sigma}) {
        device::Medium medium;
        medium.conduction =
            device::isotropic_conduction({conductivity, spin_hall_angle * conductivity,
                                          1.4 * conductivity, conductivity, 0.8 * conductivity});
        for (int a = 1; a < 4; ++a)
            medium.relaxation(a, a) = conductivity / (length * length);
        problem.media.push_back(medium);
    }
    device::Terminal left;
    left.name = "left";
    left.law.fixed = {true, true, true, true};
    left.drive = device::Drive::potential;
    device::Terminal right = left;
    right.name = "right";
    right.boundary = 1;
    right.drive = device::Drive::current;
    right.value = 1e-3;
    problem.terminals = {left, right};
    return problem;
}

device_fem::Discretisation discretisation(int order, int refinements,
                                          device_fem::SolverMethod method) {
    device_fem::Discretisation options;
    options.order = order;
    options.refinements = refinements;
    options.solver.method = method;
    options.solver.correction_tolerance = 1.0;
    return options;
}

/// Mesh, equations and solution.
void solve(benchmark::State& state, device_fem::SolverMethod method) {
    const auto problem = bar(0.1 * static_cast<double>(state.range(2)),
                             static_cast<double>(state.range(3)), static_cast<int>(state.range(4)));
    const auto options =
        discretisation(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)), method);
    device::SolverReport report;
    for (auto _ : state) {
        device_fem::DeviceSolver solver(problem.mesh, problem.interfaces, options, MPI_COMM_WORLD);
        report = solver.solve(problem).solver;
    }
    state.counters["unknowns"] = static_cast<double>(report.unknowns);
    state.counters["iterations"] = report.iterations;
    state.counters["unknowns/s"] = benchmark::Counter(
        static_cast<double>(report.unknowns), benchmark::Counter::kIsIterationInvariantRate);
}

void algebraic_multigrid(benchmark::State& state) {
    solve(state, device_fem::SolverMethod::iterative);
}

void geometric_multigrid(benchmark::State& state) {
    solve(state, device_fem::SolverMethod::multigrid);
}

/// One product of the operator with a vector.
template <class Number>
void product(benchmark::State& state) {
    auto problem = bar(0.1, 1.0);
    problem = device::in_length_unit(problem, device::largest_extent(problem.mesh));
    const auto mesh = device_fem::make_triangulation<3>(
        problem.mesh, problem.interfaces, static_cast<int>(state.range(1)), MPI_COMM_WORLD);
    const device_fem::FieldSpace<3> space(*mesh, static_cast<int>(state.range(0)), 4);
    const auto equations = device_fem::field_equations(problem, std::nullopt);
    const device_fem::DiffusionOperator<3, Number> matrix(
        space, equations, mesh->n_global_levels() - 1, dealii::IndexSet(space.dofs.n_dofs()));
    auto vector = matrix.make_vector();
    auto result = matrix.make_vector();
    vector = Number{1};
    for (auto _ : state)
        matrix.vmult(result, vector);
    const auto unknowns = static_cast<double>(space.dofs.n_dofs());
    state.counters["unknowns"] = unknowns;
    state.counters["unknowns/s"] =
        benchmark::Counter(unknowns, benchmark::Counter::kIsIterationInvariantRate);
}

} // namespace

// Order, refinements, ten times the spin Hall angle, ratio of the conductivities, divisions of the
// unrefined mesh.
BENCHMARK(algebraic_multigrid)
    ->ArgNames({"order", "refinements", "10theta", "ratio", "divisions"})
    ->ArgsProduct({{1, 2}, {2, 3, 4}, {1}, {1}, {1}})
    ->ArgsProduct({{1, 2}, {3}, {0, 3, 10}, {1}, {1}})
    ->ArgsProduct({{1, 2}, {3}, {1}, {10, 100, 1000, 10000}, {1}})
    ->Args({1, 3, 1, 1, 5})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(geometric_multigrid)
    ->ArgNames({"order", "refinements", "10theta", "ratio", "divisions"})
    ->ArgsProduct({{1, 2, 3, 4}, {2, 3, 4}, {1}, {1}, {1}})
    ->ArgsProduct({{1, 2, 4}, {3}, {0, 3, 10}, {1}, {1}})
    ->ArgsProduct({{1, 2, 4}, {3}, {1}, {10, 100, 1000, 10000}, {1}})
    ->Args({1, 3, 1, 1, 5})
    ->Args({2, 2, 1, 1, 5})
    ->Args({2, 3, 1, 1, 5})
    ->Args({2, 2, 1, 1, 11})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(product<double>)
    ->ArgNames({"order", "refinements"})
    ->ArgsProduct({{1, 2, 3, 4}, {4}})
    ->Iterations(20)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(product<float>)
    ->ArgNames({"order", "refinements"})
    ->ArgsProduct({{1, 2, 3, 4}, {4}})
    ->Iterations(20)
    ->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
    benchmark::Initialize(&argc, argv);
    // One rank speaks for all.
    benchmark::ConsoleReporter reporter;
    std::ostringstream silence;
    if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) > 0) {
        reporter.SetOutputStream(&silence);
        reporter.SetErrorStream(&silence);
    }
    benchmark::RunSpecifiedBenchmarks(&reporter);
    return 0;
}
