// SPDX-License-Identifier: GPL-3.0-or-later
// The estimated error of voltages and resistances, and meshes adapted to them; also run by mpirun.
#include "sidejump/device/adjoint_problem.hpp"
#include "sidejump/device_fem/adaptive_solution.hpp"
#include "tests/support/device_problems.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace sidejump::test {
namespace {

using device::Complex;
using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::Goal;
using device::Vector3;
using device_fem::DeviceSolver;

constexpr double spin_hall_angle = 0.3;

// A bar with a leg on it, 0 < x < 2: corners at both sides of the leg. A current from the left end
// to the right end; on the leg a ferromagnetic probe behind an interface, and below the bar one
// through which a polarised current enters.
DiffusionProblem bar_with_leg(double cell, bool with_interface) {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"bar", {0.0, 0.0}, {2.0, 0.5}}, {"leg", {1.0, 0.5}, {1.5, 1.0}}};
    geometry.patches = {{"left", {0.0, 0.0}, {0.0, 0.5}},
                        {"right", {2.0, 0.0}, {2.0, 0.5}},
                        {"top", {1.0, 1.0}, {1.5, 1.0}},
                        {"below", {0.5, 0.0}, {1.0, 0.0}}};
    device::GridOptions options;
    options.element_size = {cell, cell, 0.0};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.embedding.cross_section = 0.7;
    problem.media = {metal(1.0, 0.6, spin_hall_angle), metal(0.5, 0.4, spin_hall_angle)};
    problem.media[0].relaxation += device::larmor_precession(1.0, Vector3(0.3, 1.0, -0.5));
    const Vector3 m = Vector3(0.3, -0.5, 0.8).normalized();
    if (with_interface)
        problem.interfaces = {
            {0, 1,
             device::magnetic_interface({3.0, 0.5, device::MixingConductance{2.0, 0.7}}, m,
                                        device::MagneticSide::second)}};
    add_terminal(problem, "left", device::ohmic_contact(ContactSpin::reservoir), Drive::current,
                 1.3);
    add_terminal(problem, "right", device::ohmic_contact(ContactSpin::blocking), Drive::potential,
                 0.4);
    add_terminal(problem, "top",
                 device::ferromagnetic_contact(device::MagneticInterface{2.0, 0.4, {}}, {}, m),
                 Drive::current, 0.0);
    device::Terminal& below = add_probe(problem, "below", 0.2);
    below.injected_polarisation = Vector3(0.1, 0.0, 0.5);
    return problem;
}

Goal goal(std::size_t plus, std::size_t minus, std::optional<std::size_t> current = {}) {
    return {"goal", plus, minus, current};
}

TEST(Exploration, Effectivity) {
    for (const bool with_interface : {false, true}) {
        const auto problem = bar_with_leg(0.25, with_interface);
        const std::vector<Goal> goals{goal(2, 1), goal(0, 1), goal(3, 2), goal(2, 3, 1)};
        auto reference = make_solver(problem, 4);
        device_fem::AdaptationRequest request;
        request.goals = goals;
        request.relative_error = 1e-8;
        request.fraction = 0.8;
        request.on_round = [](const device::AdaptationRound& round) {
            std::printf("   %llu: %.12g + %.3g\n", round.unknowns, round.goals[0].value.real(),
                        round.goals[0].error.real());
        };
        const auto exact = device_fem::solve_adaptively(reference, problem, {}, request);
        for (int order : {1, 2, 3})
            for (const double fraction : {0.5, 0.7, 0.9}) {
                auto solver = make_solver(problem, order);
                std::printf("interface %d order %d fraction %g\n", with_interface, order, fraction);
                for (int round = 0; round < 14; ++round) {
                    const auto state = solver.solve(problem);
                    const auto estimates = solver.estimate(goals);
                    std::printf("%7llu", state.solver.unknowns);
                    std::vector<double> weights;
                    double worst = 0.0;
                    for (std::size_t g = 0; g < goals.size(); ++g) {
                        const double truth = device::value_of(goals[g], exact.state.terminals).real() -
                                             estimates[g].value.real();
                        worst = std::max(worst, std::abs(truth / estimates[g].value));
                        weights.push_back(1.0 / std::abs(estimates[g].value));
                        std::printf("  %9.2e %6.3f", truth / estimates[g].value.real(),
                                    estimates[g].error.real() / truth);
                    }
                    std::printf("\n");
                    if (worst < 1e-6)
                        break;
                    solver.refine(weights, fraction, 60000);
                }
            }
    }
}

} // namespace
} // namespace sidejump::test
