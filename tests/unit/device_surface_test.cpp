// SPDX-License-Identifier: GPL-3.0-or-later
// Currents through planes across devices (docs/theory/devices, Currents through surfaces).
#include "tests/support/device_problems.hpp"
#include "tests/support/manufactured.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::test {
namespace {

using device::ContactSpin;
using device::DeviceState;
using device::DiffusionProblem;
using device::Drive;
using device::Surface;
using device::SurfaceState;

// A bar 0 < x < 3, in a plane and in space 0 < y < 1, 0 < z < 1/2, of a lower and an upper metal
// beside one another (on a line: behind one another), with a current of 2 along x.
DiffusionProblem bar_between_contacts(int dimension) {
    device::BoxGeometry geometry;
    geometry.dimension = dimension;
    if (dimension == 1)
        geometry.boxes = {{"lower", {0.0}, {1.0}}, {"upper", {1.0}, {3.0}}};
    else
        geometry.boxes = {{"lower", {0.0, 0.0, 0.0}, {3.0, 0.4, 0.5}},
                          {"upper", {0.0, 0.4, 0.0}, {3.0, 1.0, 0.5}}};
    geometry.patches = {{"left", {0.0, 0.0, 0.0}, {0.0, 1.0, 0.5}},
                        {"right", {3.0, 0.0, 0.0}, {3.0, 1.0, 0.5}}};
    device::GridOptions options;
    options.element_size = {0.5, 0.25, 0.25};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1.0, 0.5), metal(3.0, 0.5)};
    if (dimension < 3)
        problem.embedding.cross_section = 0.5;
    add_terminal(problem, "left", device::ohmic_contact(ContactSpin::blocking), Drive::current,
                 2.0);
    add_terminal(problem, "right", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    return problem;
}

DeviceState solved(const DiffusionProblem& problem, int order = 2) {
    return make_solver(problem, order).solve(problem);
}

TEST(Surfaces, CurrentThroughAnyPlaneIsThatOfTheContact) {
    for (const int dimension : {1, 2, 3}) {
        DiffusionProblem problem = bar_between_contacts(dimension);
        // The ends, a face between cells, the middle of cells, one near a face.
        for (const double position : {0.0, 0.5, 0.61, 1.0, 2.0 + 1e-7, 3.0})
            problem.surfaces.push_back({"cut", 0, position, {}});
        const DeviceState state = solved(problem);
        ASSERT_EQ(state.surfaces.size(), problem.surfaces.size());
        for (const SurfaceState& surface : state.surfaces) {
            EXPECT_NEAR(surface.current.real(), 2.0, 1e-8);
            EXPECT_EQ(surface.current.imag(), 0.0);
            EXPECT_NEAR(surface.area, 0.5, 1e-12);
            for (const device::Complex& spin : surface.spin_current)
                EXPECT_NEAR(std::abs(spin), 0.0, 1e-8);
        }
    }
}

TEST(Surfaces, NothingFlowsAcrossTheBar) {
    DiffusionProblem problem = bar_between_contacts(3);
    problem.surfaces = {{"floor", 1, 0.0, {}}, {"inside", 1, 0.3, {}}, {"joint", 1, 0.4, {}}};
    for (const SurfaceState& surface : solved(problem).surfaces) {
        EXPECT_NEAR(surface.current.real(), 0.0, 1e-8);
        EXPECT_NEAR(surface.area, 1.5, 1e-12);
    }
}

// Equal fields in both: the currents are as conductivities times areas, 0.4 to 3 * 0.6.
TEST(Surfaces, RegionsShareTheWhole) {
    for (const int dimension : {2, 3}) {
        DiffusionProblem problem = bar_between_contacts(dimension);
        for (const double position : {0.0, 1.0, 1.3})
            for (const std::size_t region : {0U, 1U})
                problem.surfaces.push_back({"part", 0, position, region});
        const DeviceState state = solved(problem);
        for (std::size_t k = 0; k < state.surfaces.size(); k += 2) {
            EXPECT_NEAR(state.surfaces[k].current.real(), 2.0 * 0.4 / 2.2, 1e-8);
            EXPECT_NEAR(state.surfaces[k + 1].current.real(), 2.0 * 1.8 / 2.2, 1e-8);
            EXPECT_NEAR(state.surfaces[k].area, 0.2, 1e-12);
            EXPECT_NEAR(state.surfaces[k + 1].area, 0.3, 1e-12);
        }
    }
}

// One and the same surface in both regions that meet there counts fully in each.
TEST(Surfaces, EndOfARegionCountsItsOwnSide) {
    DiffusionProblem problem = bar_between_contacts(2);
    problem.media[1].relaxation *= 20.0;
    problem.terminals.front().law = {};
    problem.terminals.front().injected_polarisation = device::Vector3(0.0, 0.0, 0.5);
    problem.surfaces = {{"whole", 1, 0.4, {}}, {"below", 1, 0.4, 0}, {"above", 1, 0.4, 1}};
    const auto surfaces = solved(problem).surfaces;
    for (const SurfaceState& surface : surfaces)
        EXPECT_NEAR(surface.area, 1.5, 1e-12);
    const double below = surfaces[1].spin_current[2].real();
    const double above = surfaces[2].spin_current[2].real();
    // They would be equal but for the error of the elements.
    EXPECT_NE(below, above);
    EXPECT_NEAR(surfaces[0].spin_current[2].real(), 0.5 * (below + above), 1e-10);
}

// The error at distance 1 from where a spin current enters, I_s e^{-x/lambda}.
double decay_error(int order, unsigned cells, double position) {
    DiffusionProblem problem = line({0.0, 8.0}, cells);
    problem.media = {metal(2.0, 0.5)};
    problem.embedding.cross_section = 0.25;
    add_probe(problem, "low", 2.0).injected_polarisation = device::Vector3(0.1, -0.2, 0.4);
    add_terminal(problem, "high", device::ohmic_contact(ContactSpin::reservoir), Drive::potential);
    problem.surfaces = {{"cut", 0, position, {}}};
    const SurfaceState surface = solved(problem, order).surfaces.front();
    EXPECT_NEAR(surface.current.real(), 2.0, 1e-8);
    const double left = 2.0 * std::exp(-position / 0.5);
    EXPECT_NEAR(surface.spin_current[1].real() / surface.spin_current[2].real(), -0.5, 1e-6);
    EXPECT_NEAR(surface.spin_current[0].real() / surface.spin_current[2].real(), 0.25, 1e-6);
    return surface.spin_current[2].real() / (0.4 * left) - 1.0;
}

TEST(Surfaces, SpinCurrentDiesAwayWithTheDiffusionLength) {
    EXPECT_NEAR(decay_error(4, 160, 1.0), 0.0, 1e-7);
    EXPECT_NEAR(decay_error(4, 160, 1.021), 0.0, 1e-6);
}

// Gradients have the order k; the mean of both sides of a cell's end is better where k is odd.
TEST(Surfaces, ConvergeWithTheOrderOfTheElements) {
    for (const int order : {1, 2, 3}) {
        // At the same place within a cell on both meshes.
        const double coarse = decay_error(order, 40, 1.0 + 0.2 * 0.3);
        const double fine = decay_error(order, 80, 1.0 + 0.1 * 0.3);
        EXPECT_NEAR(std::log2(std::abs(coarse / fine)), order, 0.35) << "order " << order;
    }
}

// Currents by field of the sampled fields: many points on the plane x = position.
std::array<double, 4> sampled_currents(const device_fem::DeviceSolver& solver, int dimension,
                                       double position) {
    const int along = dimension == 3 ? 60 : 4000;
    const int across = dimension == 3 ? 60 : 1;
    std::vector<std::array<double, 3>> points;
    for (int i = 0; i < along; ++i)
        for (int j = 0; j < across; ++j)
            points.push_back({position, (i + 0.5) / along, (j + 0.5) / across});
    std::array<double, 4> sums{};
    for (const device::FieldSample& sample : solver.sample(points))
        for (std::size_t a = 0; a < 4; ++a)
            sums[a] += sample.current[0][a].real() / static_cast<double>(points.size());
    return sums;
}

// Two metals with all couplings on cells out of shape, driven by spins in the contact.
DiffusionProblem driven_metals(int dimension, CellShape shape, double cell) {
    DiffusionProblem problem = two_metals(dimension, shape, cell);
    problem.terminals.front().law.spin_potential = {0.2, -0.1, 0.3};
    return problem;
}

void expect_sampled(int dimension, CellShape shape, double tolerance) {
    DiffusionProblem problem = driven_metals(dimension, shape, 0.5);
    for (const double position : {0.37, 0.5, 1.61})
        problem.surfaces.push_back({"cut", 0, position, {}});
    device_fem::DeviceSolver solver = make_solver(problem, 2);
    const DeviceState state = solver.solve(problem);
    EXPECT_GT(std::abs(state.surfaces[0].spin_current[2]), 1000.0 * tolerance);
    for (std::size_t k = 0; k < problem.surfaces.size(); ++k) {
        const SurfaceState& surface = state.surfaces[k];
        EXPECT_NEAR(surface.area, 1.0, 1e-9);
        const auto sampled = sampled_currents(solver, dimension, problem.surfaces[k].position);
        EXPECT_NEAR(surface.current.real(), sampled[0], tolerance);
        for (std::size_t a = 0; a < 3; ++a)
            EXPECT_NEAR(surface.spin_current[a].real(), sampled[a + 1], tolerance);
    }
}

TEST(Surfaces, AreIntegralsOfTheFieldsInAPlane) {
    expect_sampled(2, CellShape::tensor_product, 5e-6);
    expect_sampled(2, CellShape::simplex, 5e-6);
}

TEST(Surfaces, AreIntegralsOfTheFieldsInSpace) {
    expect_sampled(3, CellShape::tensor_product, 1e-4);
    expect_sampled(3, CellShape::simplex, 1e-4);
}

// Where no charge can go, none flows, the better the finer the cells. The joint is at the ends of
// cells on all meshes; how near a plane is to them decides about its error.
TEST(Surfaces, ChargeConvergesOnCellsOutOfShape) {
    for (const CellShape shape : {CellShape::tensor_product, CellShape::simplex}) {
        std::vector<double> joint;
        for (const int refinements : {1, 2, 3}) {
            DiffusionProblem problem = driven_metals(2, shape, 0.5);
            problem.surfaces = {{"cut", 0, 0.37, {}}, {"joint", 0, 1.0, {}}};
            const DeviceState state = make_solver(problem, 2, refinements).solve(problem);
            EXPECT_LT(std::abs(state.surfaces[0].current), 1e-3);
            joint.push_back(std::abs(state.surfaces[1].current));
        }
        // At the corners of the joint the fields are not smooth: not the full order 2.
        EXPECT_LT(joint[1], joint[0] / 2.0);
        EXPECT_LT(joint[2], joint[1] / 2.0);
    }
}

// A hexahedron whose upper face is a saddle that the plane cuts in two places: what is above is
// part of the cell over it.
TEST(Surfaces, SaddlesBetweenCellsLeaveNoGap) {
    device::BoxGeometry geometry;
    geometry.boxes = {{"box", {0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}}};
    geometry.patches = {{"floor", {0.0, 0.0, 0.0}, {1.0, 1.0, 0.0}},
                        {"roof", {0.0, 0.0, 1.0}, {1.0, 1.0, 1.0}}};
    device::GridOptions options;
    options.element_size = {0.5, 0.5, 0.5};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    for (auto& vertex : problem.mesh.vertices)
        if (std::abs(vertex[2] - 0.5) < 1e-9)
            vertex[2] += 0.08 * std::cos(2.0 * std::numbers::pi * vertex[0]) *
                             std::cos(2.0 * std::numbers::pi * vertex[1]) +
                         0.01 * vertex[0];
    problem.media = {metal(1.0, 0.5)};
    add_terminal(problem, "floor", device::ohmic_contact(ContactSpin::blocking), Drive::current,
                 1.0);
    add_terminal(problem, "roof", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    for (const double position : {0.47, 0.5, 0.505, 0.53})
        problem.surfaces.push_back({"cut", 2, position, {}});
    for (const SurfaceState& surface : solved(problem).surfaces) {
        EXPECT_NEAR(surface.area, 1.0, 1e-12);
        EXPECT_NEAR(surface.current.real(), 1.0, 1e-8);
    }
}

TEST(Surfaces, AlternatingDrives) {
    DiffusionProblem problem = bar_between_contacts(2);
    for (device::Medium& medium : problem.media)
        medium.storage.diagonal().tail<3>().setConstant(0.4);
    problem.surfaces = {{"cut", 0, 1.2, {}}};
    problem.terminals.front().law = {};
    problem.terminals.front().injected_polarisation = device::Vector3(0.0, 0.0, 0.5);
    device_fem::DeviceSolver solver = make_solver(problem, 3);
    const SurfaceState slow = solver.solve(problem, 0.0).surfaces.front();
    const SurfaceState fast = solver.solve(problem, 30.0).surfaces.front();
    const SurfaceState still = solver.solve(problem).surfaces.front();
    EXPECT_NEAR(std::abs(slow.spin_current[2] - still.spin_current[2]), 0.0, 1e-9);
    EXPECT_NEAR(fast.current.real(), 2.0, 1e-3);
    EXPECT_GT(std::abs(fast.spin_current[2].imag()), 1e-3);
}

TEST(Surfaces, OtherSurfacesOfTheSameSolver) {
    DiffusionProblem problem = bar_between_contacts(2);
    device_fem::DeviceSolver solver = make_solver(problem, 2);
    EXPECT_TRUE(solver.solve(problem).surfaces.empty());
    problem.surfaces = {{"cut", 0, 1.2, {}}};
    EXPECT_NEAR(solver.solve(problem).surfaces.front().area, 0.5, 1e-12);
    problem.surfaces.front().region = 0;
    EXPECT_NEAR(solver.solve(problem).surfaces.front().area, 0.2, 1e-12);
}

} // namespace
} // namespace sidejump::test
