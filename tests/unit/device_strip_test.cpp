// SPDX-License-Identifier: GPL-3.0-or-later
// Strips in which the spin Hall effect piles up spins at the edges (docs/theory/devices).
#include "tests/support/device_problems.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace sidejump::test {
namespace {

using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::IsotropicConduction;

// The width of a strip along y from -1/2 to 1/2, in a unit field along x.
DiffusionProblem strip(const IsotropicConduction& conduction, double relaxation) {
    DiffusionProblem problem = line({-0.5, 0.5}, 60, 1);
    problem.media = {metal(conduction, relaxation)};
    problem.embedding.applied_field = {1.0, 0.0, 0.0};
    add_terminal(problem, "low", device::ohmic_contact(ContactSpin::blocking), Drive::potential);
    return problem;
}

// What is found in a strip: the current of a unit field in two ways, and u_z at the edge.
struct Found {
    double spin_at_edge = 0.0;
    double current = 0.0;
    double heat = 0.0;
};

Found solve_strip(const DiffusionProblem& problem) {
    auto solver = make_solver(problem, 4);
    const auto state = solver.solve(problem);
    Found found;
    found.spin_at_edge = solver.sample({{0.5, 0.0, 0.0}}).front().potential[3].real();
    found.current = integral(
        [&](double y) {
            return solver.sample({{y, 0.0, 0.0}}).front().current[0][0].real();
        },
        -0.5, 0.5, 60);
    found.heat = state.heat.front();
    return found;
}

// mu_z and the conductance of a strip of unit width, D_T and sigma_SH those that act along y, in a
// metal of the conductivity sigma.
void expect_strip(const Found& found, double sigma, double spin_hall, double diffusion,
                  double relaxation) {
    const double length = std::sqrt(diffusion / relaxation);
    const double tangent = std::tanh(0.5 / length);
    EXPECT_NEAR(found.spin_at_edge, -spin_hall * length / diffusion * tangent, 1e-9);
    const double expected = sigma + spin_hall * spin_hall / diffusion * 2.0 * length * tangent;
    EXPECT_NEAR(found.current, expected, 1e-9 * expected);
    // The field does all the work: E times the current.
    EXPECT_NEAR(found.heat, expected, 1e-9 * expected);
}

TEST(DeviceStrip, HasTheNumbersOfTheTheory) {
    const Found found = solve_strip(strip({1.0, 0.1, 1.0, 1.0, 1.0}, 25.0));
    EXPECT_NEAR(found.spin_at_edge, -0.019732285963, 1e-9);
    EXPECT_NEAR(1.0 / found.current - 1.0, -0.003930943891, 1e-9);
    EXPECT_NEAR(1.0 / found.heat - 1.0, -0.003930943891, 1e-9);
}

TEST(DeviceStrip, HoldsForAllSpinHallAnglesAndTensors) {
    for (const double theta : {-0.3, 0.01, 0.5, 1.0})
        for (const std::array<double, 3>& d :
             {std::array{1.0, 1.0, 1.0}, std::array{1.4, 1.0, 0.8}, std::array{0.3, 2.0, 0.9}})
            expect_strip(solve_strip(strip({1.0, theta, d[0], d[1], d[2]}, 20.0)), 1.0, theta,
                         0.5 * (d[1] + d[2]), 20.0);
}

// In a film thin along z the spin current along z vanishes instead of the gradient; then
// d_z u_y = (theta E - B u_z')/D_T acts back.
TEST(DeviceStrip, ThinFilmHasAnotherSpinHallAngle) {
    for (const double theta : {0.1, 1.0})
        for (const std::array<double, 3>& d :
             {std::array{1.0, 1.0, 1.0}, std::array{1.4, 1.0, 0.8}, std::array{0.3, 2.0, 0.9}}) {
            DiffusionProblem problem = strip({1.0, theta, d[0], d[1], d[2]}, 20.0);
            problem.embedding.across[1] = device::Embedding::Across::thin;
            const double transverse = 0.5 * (d[1] + d[2]);
            const double swapping = 0.5 * (d[2] - d[1]);
            expect_strip(solve_strip(problem), 1.0 + theta * theta / transverse,
                         theta * (1.0 + swapping / transverse),
                         transverse - swapping * swapping / transverse, 20.0);
        }
}

// A strip in the plane with contacts at its ends: far from these, by e^{-pi x/w} and e^{-x/lambda},
// it has the field E of the long strip, so I = E (1 + x). Between the ends themselves it has the
// larger resistance of the regions that the contacts disturb.
TEST(DeviceStrip, LongStripWithContactsIsTheStripFarFromThem) {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"strip", {-6.0, -0.5}, {6.0, 0.5}}};
    geometry.patches = {{"source", {-6.0, -0.5}, {-6.0, 0.5}}, {"drain", {6.0, -0.5}, {6.0, 0.5}}};
    device::GridOptions options;
    options.element_size = {0.2, 0.1, 0.0};
    options.graded_towards[0] = {-6.0, 6.0};
    options.edge_size = 0.05;
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    const double theta = 0.6;
    problem.media = {metal(1.0, 0.2, theta)};
    const double share = theta * theta * 0.4 * std::tanh(2.5);
    for (const auto spin : {ContactSpin::reservoir, ContactSpin::blocking}) {
        problem.terminals.clear();
        add_terminal(problem, "source", device::ohmic_contact(spin), Drive::current, 1.0);
        add_terminal(problem, "drain", device::ohmic_contact(spin), Drive::potential);
        auto solver = make_solver(problem, 4);
        const auto state = solver.solve(problem);
        const auto at = solver.sample({{-0.5, 0.1, 0.0}, {0.5, 0.1, 0.0}, {0.0, 0.5, 0.0}});
        const double field = (at[0].potential[0] - at[1].potential[0]).real();
        EXPECT_NEAR(field, 1.0 / (1.0 + share), 1e-7);
        EXPECT_NEAR(at[2].potential[3].real(), -field * theta * 0.2 * std::tanh(2.5), 1e-7);
        const double ends = state.terminals[0].potential.real() - 12.0 / (1.0 + share);
        if (spin == ContactSpin::blocking)
            EXPECT_NEAR(ends, 0.0, 1e-7); // the solution of the long strip fits these contacts
        else
            EXPECT_GT(ends, 1e-3);
        EXPECT_LT(state.charge_balance, 1e-9);
    }
}

// Without relaxation u_0 +- u_z are two Hall plates of opposite Hall angle. Reservoirs
// short-circuit the Hall field at the contacts of a square, which then has the resistance rho
// sqrt(1 + theta^2), rho = 1/(1 + theta^2) sigma; contacts that no spin can pass leave the
// resistance rho of an endless strip. At contact corners the potentials go as r^{1 - (2/pi) atan
// theta}, for which the mesh is graded.
TEST(DeviceStrip, SquareHallPlateWithoutRelaxation) {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"plate", {0.0, 0.0}, {1.0, 1.0}}};
    geometry.patches = {{"source", {0.0, 0.0}, {0.0, 1.0}}, {"drain", {1.0, 0.0}, {1.0, 1.0}}};
    device::GridOptions options;
    options.element_size = {0.2, 0.2, 0.0};
    options.graded_towards = {{{0.0, 1.0}, {0.0, 1.0}, {}}};
    options.grading = 2.2;
    const auto resistance = [&](double theta, double edge, ContactSpin spin) {
        options.edge_size = edge;
        DiffusionProblem problem;
        problem.mesh = device::box_mesh(geometry, options);
        problem.media = {metal(1.0, 1e4, theta)};
        add_terminal(problem, "source", device::ohmic_contact(spin), Drive::potential, 1.0);
        add_terminal(problem, "drain", device::ohmic_contact(spin), Drive::potential);
        const auto state = make_solver(problem, 3).solve(problem);
        EXPECT_LT(state.charge_balance, 1e-9);
        return 1.0 / state.terminals[0].current.real();
    };
    for (const double theta : {0.1, 0.3, 0.6, 1.0}) {
        const double plain = 1.0 / (1.0 + theta * theta);
        const double expected = std::sqrt(1.0 + theta * theta);
        EXPECT_NEAR(resistance(theta, 1e-2, ContactSpin::blocking), plain, 1e-7);
        const double coarse = resistance(theta, 1e-2, ContactSpin::reservoir) / plain;
        const double fine = resistance(theta, 1e-4, ContactSpin::reservoir) / plain;
        EXPECT_LT(std::abs(fine - expected), std::abs(coarse - expected));
        EXPECT_NEAR(fine, expected, 1e-6);
    }
}

} // namespace
} // namespace sidejump::test
