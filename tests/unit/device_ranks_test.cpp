// SPDX-License-Identifier: GPL-3.0-or-later
// The same device on all ranks together and on each alone; to be run by mpirun.
#include "sidejump/device_fem/field_archive.hpp"
#include "sidejump/device_fem/field_pieces.hpp"
#include "sidejump/device_fem/solve_device_file.hpp"
#include "tests/support/device_problems.hpp"
#include "tests/support/manufactured.hpp"

#include <cstdlib>
#include <deal.II/base/mpi.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>

namespace sidejump::test {
namespace {

using device::Complex;
using device::DeviceState;

void expect_near(const Complex& a, const Complex& b) {
    EXPECT_LT(std::abs(a - b), 1e-9);
}

void expect_same(const DeviceState& together, const DeviceState& alone) {
    ASSERT_EQ(together.terminals.size(), alone.terminals.size());
    for (std::size_t k = 0; k < alone.terminals.size(); ++k) {
        expect_near(together.terminals[k].potential, alone.terminals[k].potential);
        expect_near(together.terminals[k].current, alone.terminals[k].current);
        EXPECT_NEAR(together.terminals[k].area, alone.terminals[k].area, 1e-12);
        for (std::size_t a = 0; a < 3; ++a)
            expect_near(together.terminals[k].spin_current[a], alone.terminals[k].spin_current[a]);
    }
    ASSERT_EQ(together.region_pairs.size(), alone.region_pairs.size());
    for (std::size_t k = 0; k < alone.region_pairs.size(); ++k) {
        expect_near(together.region_pairs[k].current, alone.region_pairs[k].current);
        for (std::size_t a = 0; a < 3; ++a) {
            expect_near(together.region_pairs[k].spin_current[a],
                        alone.region_pairs[k].spin_current[a]);
            expect_near(together.region_pairs[k].spin_current_arriving[a],
                        alone.region_pairs[k].spin_current_arriving[a]);
        }
    }
    ASSERT_EQ(together.surfaces.size(), alone.surfaces.size());
    for (std::size_t k = 0; k < alone.surfaces.size(); ++k) {
        expect_near(together.surfaces[k].current, alone.surfaces[k].current);
        EXPECT_NEAR(together.surfaces[k].area, alone.surfaces[k].area, 1e-12);
        for (std::size_t a = 0; a < 3; ++a)
            expect_near(together.surfaces[k].spin_current[a], alone.surfaces[k].spin_current[a]);
    }
    for (std::size_t r = 0; r < alone.heat.size(); ++r)
        EXPECT_NEAR(together.heat[r], alone.heat[r], 1e-9);
    EXPECT_NEAR(together.interface_heat, alone.interface_heat, 1e-9);
}

// The two metals of the tests of convergence, joined by an interface or directly, with a current
// into a floating wall besides.
void expect_same_on_ranks(int dimension, CellShape shape, std::optional<double> frequency,
                          device_fem::SolverMethod method) {
    auto problem = two_metals(dimension, shape);
    problem.terminals.front().law.spin_potential = {0.2, -0.1, 0.3};
    problem.terminals.front().value = 1.0;
    for (auto& medium : problem.media)
        medium.storage.diagonal().tail<3>().setConstant(0.4);
    problem.surfaces = {
        {"inside", 0, 0.37, {}}, {"joint", 0, 1.0, {}}, {"side", 0, 1.0, 1}, {"end", 0, 2.0, {}}};
    device_fem::Discretisation discretisation;
    discretisation.order = 2;
    discretisation.refinements = dimension == 3 ? 0 : 2;
    discretisation.solver.method = method;
    discretisation.solver.relative_tolerance = 1e-13;
    for (const bool cut : {true, false}) {
        if (!cut)
            problem.interfaces.clear();
        const auto solve = [&](MPI_Comm communicator, std::vector<device::FieldSample>& samples) {
            device_fem::DeviceSolver solver(problem.mesh, problem.interfaces, discretisation,
                                            communicator);
            const DeviceState state = solver.solve(problem, frequency);
            samples = solver.sample({{0.3, 0.4, 0.6}, {1.77, 0.21, 0.33}, {2.5, 0.0, 0.0}});
            return state;
        };
        std::vector<device::FieldSample> together, alone;
        expect_same(solve(MPI_COMM_WORLD, together), solve(MPI_COMM_SELF, alone));
        for (std::size_t p = 0; p < alone.size(); ++p) {
            EXPECT_EQ(together[p].inside, alone[p].inside);
            for (std::size_t a = 0; a < 4; ++a) {
                expect_near(together[p].potential[a], alone[p].potential[a]);
                for (std::size_t j = 0; j < 3; ++j)
                    expect_near(together[p].current[j][a], alone[p].current[j][a]);
            }
        }
    }
}

TEST(DeviceRanks, Lines) {
    expect_same_on_ranks(1, CellShape::tensor_product, {}, device_fem::SolverMethod::direct);
}

TEST(DeviceRanks, Quadrilaterals) {
    for (const auto method : {device_fem::SolverMethod::direct, device_fem::SolverMethod::iterative,
                              device_fem::SolverMethod::multigrid})
        expect_same_on_ranks(2, CellShape::tensor_product, {}, method);
    expect_same_on_ranks(2, CellShape::tensor_product, 1.7, device_fem::SolverMethod::direct);
}

TEST(DeviceRanks, Triangles) {
    expect_same_on_ranks(2, CellShape::simplex, {}, device_fem::SolverMethod::direct);
}

TEST(DeviceRanks, HexahedraAndTetrahedra) {
    expect_same_on_ranks(3, CellShape::tensor_product, {}, device_fem::SolverMethod::direct);
    expect_same_on_ranks(3, CellShape::simplex, {}, device_fem::SolverMethod::iterative);
}

/// One path for all ranks, in a folder of the first.
std::filesystem::path shared_path(const std::string& name) {
    std::string folder = (std::filesystem::temp_directory_path() / "sidejump-XXXXXX").string();
    if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0 &&
        mkdtemp(folder.data()) == nullptr)
        folder.clear();
    return std::filesystem::path(dealii::Utilities::MPI::broadcast(MPI_COMM_WORLD, folder, 0)) /
           name;
}

void expect_close(const std::vector<DeviceState>& found, const std::vector<DeviceState>& expected,
                  double tolerance) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        for (std::size_t k = 0; k < found[i].terminals.size(); ++k) {
            const auto& a = found[i].terminals[k];
            const auto& b = expected[i].terminals[k];
            EXPECT_LT(std::abs(a.potential - b.potential), tolerance);
            EXPECT_LT(std::abs(a.current - b.current), tolerance);
            for (std::size_t l = 0; l < 3; ++l)
                EXPECT_LT(std::abs(a.spin_current[l] - b.spin_current[l]), tolerance);
        }
}

/// Two metals with an interface between contacts at both ends, to be refined locally.
device::DiffusionProblem uniform_bar(int dimension) {
    device::BoxGeometry geometry;
    geometry.dimension = dimension;
    geometry.boxes = {{"first", {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}},
                      {"second", {1.0, 0.0, 0.0}, {2.0, 1.0, 1.0}}};
    geometry.patches = {{"contact", {0.0, 0.0, 0.0}, {0.0, 1.0, 1.0}},
                        {"end", {2.0, 0.0, 0.0}, {2.0, 0.5, 1.0}}};
    device::GridOptions options;
    options.element_size = {0.5, 0.5, 0.5};
    device::DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1.0, 0.7, 0.3), metal(2.0, 0.4, -0.2)};
    problem.interfaces = {{0, 1, device::normal_interface({3.0, {}, 0.4})}};
    add_terminal(problem, "contact", device::normal_contact({2.0, 1.5, 0.4}),
                 device::Drive::potential);
    add_terminal(problem, "end", device::ohmic_contact(device::ContactSpin::reservoir),
                 device::Drive::current, 0.4);
    return problem;
}

// In time, and from a checkpoint of all ranks on one alone, and the other way round.
void expect_transients_on_ranks(int dimension, CellShape shape, bool refined_locally) {
    auto problem = refined_locally ? uniform_bar(dimension) : two_metals(dimension, shape);
    for (auto& medium : problem.media)
        medium.storage.diagonal().tail<3>().setConstant(0.4);
    device::TimeCourse course;
    course.output_times = {0.0, 0.3, 1.0};
    course.relative_tolerance = 1e-4;
    course.pulses.resize(problem.terminals.size());
    device::Pulse pulse;
    pulse.start = 0.3;
    pulse.amplitude = 2.0;
    pulse.offset = 1.0;
    problem.terminals.front().value = 1.0;
    problem.terminals.front().law.spin_potential = {0.2, -0.1, 0.3};
    course.pulses.front() = pulse;
    course.from_rest = true;
    device_fem::Discretisation discretisation;
    discretisation.order = dimension == 3 ? 1 : 2;
    const auto path = shared_path("state");
    const auto integrated = [&](MPI_Comm communicator, bool keep, bool resume) {
        device_fem::DeviceSolver solver(problem.mesh, problem.interfaces, discretisation,
                                        communicator);
        if (refined_locally) {
            (void)solver.solve(problem);
            (void)solver.estimate({{"voltage", 0, 1, {}}});
            EXPECT_EQ(solver.refine({1.0}, 0.3, 1'000'000), device_fem::Refinement::done);
        }
        std::vector<DeviceState> states;
        device_fem::TransientHooks<DeviceState> hooks;
        if (keep || resume)
            hooks.checkpoint = {path, "run"};
        hooks.resume = resume;
        hooks.observe = [&](std::size_t, const DeviceState& state) { states.push_back(state); };
        EXPECT_TRUE(solver.integrate(problem, course, hooks));
        return states;
    };
    const bool is_first = dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0;
    const auto alone = integrated(MPI_COMM_SELF, is_first, false);
    MPI_Barrier(MPI_COMM_WORLD);
    ASSERT_EQ(device_fem::checkpoint_label(path)->outputs, 2U);
    MPI_Barrier(MPI_COMM_WORLD);
    expect_close(integrated(MPI_COMM_WORLD, true, true), {alone.back()}, 1e-3);
    MPI_Barrier(MPI_COMM_WORLD);
    expect_close(integrated(MPI_COMM_WORLD, true, false), alone, 1e-3);
    if (is_first) {
        expect_close(integrated(MPI_COMM_SELF, false, true), {alone.back()}, 1e-3);
        std::filesystem::remove_all(path.parent_path());
    }
}

// The point with a missing piece is computed again, and all behind it.
TEST(DeviceRanks, RunsGoOnWhereAllPiecesOfTheFieldsAreThere) {
    const auto file = device::read_device_text(R"([geometry]
axes = "xy"
[geometry.wire]
length = "400 nm"
width = "200 nm"
thickness = "50 nm"
[mesh]
element_size = "50 nm"
[solver]
order = 1
method = "direct"
[study]
kind = "field-sweep"
fields = ["0 T", "1 T", "2 T"]
[[region]]
name = "wire"
conductivity = "1e7 S/m"
spin_diffusion_length = "500 nm"
spin_relaxation_time = "20 ps"
[[contact]]
boundary = "left"
current = "1 mA"
[[contact]]
boundary = "right"
potential = "0 V"
)",
                                               "wire.toml");
    const auto folder = shared_path("").parent_path();
    device_fem::FileOptions options;
    options.fields_folder = folder.string();
    options.journal_folder = folder.string();
    std::size_t seen = 0;
    options.progress = [&seen](std::size_t done, std::size_t) { seen = done; };
    options.stopped = [&seen] { return seen == 1; };
    const auto interrupted = device_fem::solve_device_file(file, options, MPI_COMM_WORLD);
    ASSERT_EQ(interrupted.field_files.size(), 2U);
    const auto record = folder / interrupted.field_files.back();
    EXPECT_TRUE(device_fem::are_fields_whole(record));
    MPI_Barrier(MPI_COMM_WORLD);
    if (dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0) {
        const auto pieces = device_fem::field_pieces(record);
        std::filesystem::remove(pieces.empty() ? record : folder / pieces.back());
    }
    MPI_Barrier(MPI_COMM_WORLD);
    options.stopped = {};
    const auto run = device_fem::solve_device_file(file, options, MPI_COMM_WORLD);
    EXPECT_EQ(run.taken_over, 1U);
    EXPECT_EQ(run.results.size(), 3U);
    EXPECT_TRUE(device_fem::are_fields_whole(record));
    MPI_Barrier(MPI_COMM_WORLD);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

TEST(DeviceRanks, Transients) {
    expect_transients_on_ranks(2, CellShape::tensor_product, false);
}

TEST(DeviceRanks, TransientsOnLocallyRefinedMeshes) {
    expect_transients_on_ranks(2, CellShape::tensor_product, true);
    expect_transients_on_ranks(3, CellShape::tensor_product, true);
}

TEST(DeviceRanks, TransientsOnSimplices) {
    expect_transients_on_ranks(2, CellShape::simplex, false);
    expect_transients_on_ranks(3, CellShape::simplex, false);
}

TEST(DeviceRanks, TransientsOnLines) {
    expect_transients_on_ranks(1, CellShape::tensor_product, false);
}

} // namespace
} // namespace sidejump::test
