// SPDX-License-Identifier: GPL-3.0-or-later
// The adjoint problem, the estimated error of voltages and resistances, and meshes adapted to them;
// to be run by mpirun as well.
#include "sidejump/device/adjoint_problem.hpp"
#include "sidejump/device_fem/adaptive_solution.hpp"
#include "tests/support/device_problems.hpp"
#include "tests/support/manufactured.hpp"

#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>

namespace sidejump::test {
namespace {

using device::Complex;
using device::ContactSpin;
using device::DiffusionProblem;
using device::Drive;
using device::Goal;
using device::GoalEstimate;
using device::Vector3;
using device_fem::AdaptationRequest;
using device_fem::DeviceSolver;
using device_fem::Refinement;

constexpr double spin_hall_angle = 0.3;

void give_metals(DiffusionProblem& problem) {
    problem.embedding.cross_section = 0.7;
    problem.media = {metal(1.0, 0.6, spin_hall_angle), metal(0.5, 0.4, spin_hall_angle)};
    problem.media[0].relaxation += device::larmor_precession(1.0, Vector3(0.3, 1.0, -0.5));
    for (device::Medium& medium : problem.media)
        medium.storage.diagonal().tail<3>().setConstant(0.8);
}

Vector3 magnetisation() {
    return Vector3(0.3, -0.5, 0.8).normalized();
}

device::Interface magnetic_joint() {
    return {0, 1,
            device::magnetic_interface({3.0, 0.5, device::MixingConductance{2.0, 0.7}},
                                       magnetisation(), device::MagneticSide::second)};
}

// A bar with a leg on it: corners at both sides of the leg. A current from the left end to the
// right end; on the leg a ferromagnetic probe behind an interface, and below the bar one through
// which a polarised current enters.
DiffusionProblem bar_with_leg(bool with_interface) {
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"bar", {0.0, 0.0}, {2.0, 0.5}}, {"leg", {1.0, 0.5}, {1.5, 1.0}}};
    geometry.patches = {{"left", {0.0, 0.0}, {0.0, 0.5}},
                        {"right", {2.0, 0.0}, {2.0, 0.5}},
                        {"top", {1.0, 1.0}, {1.5, 1.0}},
                        {"below", {0.5, 0.0}, {1.0, 0.0}}};
    device::GridOptions options;
    options.element_size = {0.25, 0.25, 0.0};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    give_metals(problem);
    if (with_interface)
        problem.interfaces = {magnetic_joint()};
    add_terminal(problem, "left", device::ohmic_contact(ContactSpin::reservoir), Drive::current,
                 1.3);
    add_terminal(problem, "right", device::ohmic_contact(ContactSpin::blocking), Drive::potential,
                 0.4);
    add_terminal(
        problem, "top",
        device::ferromagnetic_contact(device::MagneticInterface{2.0, 0.4, {}}, {}, magnetisation()),
        Drive::current, 0.0);
    add_probe(problem, "below", 0.2).injected_polarisation = Vector3(0.1, 0.0, 0.5);
    return problem;
}

// The voltage of the leg, and the resistance that the one below it makes with the current at the
// right end, which is found.
const std::vector<Goal> goals_of_the_leg{{"voltage", 2, 1, {}}, {"resistance", 2, 3, 1}};

// Two metals with an interface between them, contacts with resistance at both ends that let the
// fields be smooth, and a ferromagnetic one between them. Its current is not given.
DiffusionProblem smooth_bar(int dimension) {
    device::BoxGeometry geometry;
    geometry.dimension = dimension;
    const double a = dimension == 3 ? 0.5 : 1.0;
    geometry.boxes = {{"first", {0.0, 0.0, 0.0}, {a, a, a}},
                      {"second", {a, 0.0, 0.0}, {2.0 * a, a, a}}};
    geometry.patches = {{"left", {0.0, 0.0, 0.0}, {0.0, a, a}},
                        {"right", {2.0 * a, 0.0, 0.0}, {2.0 * a, a, a}},
                        {"low", {0.0, 0.0, 0.0}, {a, 0.0, a}}};
    device::GridOptions options;
    options.element_size = {0.5 * a, 0.5 * a, 0.5 * a};
    DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    give_metals(problem);
    problem.interfaces = {magnetic_joint()};
    add_terminal(problem, "left", device::normal_contact({1.0, {}, 0.0}), Drive::potential, 0.8);
    problem.terminals.back().law.spin_potential = {0.3, 0.1, -0.2};
    add_terminal(problem, "right", device::normal_contact({2.0, {}, 0.0}), Drive::potential, 0.1);
    add_terminal(
        problem, "low",
        device::ferromagnetic_contact(device::MagneticInterface{0.5, 0.6, {}}, {}, magnetisation()),
        Drive::current, 0.0);
    return problem;
}

const std::vector<Goal> goals_of_the_bar{{"voltage", 2, 1, {}}, {"resistance", 0, 2, 1}};

/// With the estimates added.
std::vector<Complex> corrected(const std::vector<GoalEstimate>& estimates) {
    std::vector<Complex> values;
    values.reserve(estimates.size());
    for (const GoalEstimate& estimate : estimates)
        values.push_back(estimate.value + estimate.error);
    return values;
}

/// The values on a finer mesh at a higher order.
std::vector<Complex> reference(const DiffusionProblem& problem, const std::vector<Goal>& goals,
                               int order, int refinements, std::optional<double> frequency = {}) {
    DeviceSolver solver = make_solver(problem, order, refinements);
    const auto terminals = solver.solve(problem, frequency).terminals;
    std::vector<Complex> values;
    values.reserve(goals.size());
    for (const Goal& goal : goals)
        values.push_back(device::value_of(goal, terminals));
    return values;
}

/// Estimated over true error.
Complex effectivity(const GoalEstimate& estimate, Complex truth) {
    return estimate.error / (truth - estimate.value);
}

std::vector<double> weights_of(const std::vector<GoalEstimate>& estimates) {
    std::vector<double> weights;
    weights.reserve(estimates.size());
    for (const GoalEstimate& estimate : estimates)
        weights.push_back(1.0 / std::abs(estimate.value));
    return weights;
}

Eigen::VectorXd unit(std::size_t of, std::size_t count) {
    return Eigen::VectorXd::Unit(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(of));
}

TEST(AdjointProblem, TransposesEverythingAndDropsTheSources) {
    DiffusionProblem problem = smooth_bar(2);
    problem.embedding.applied_field = {0.0, 0.0, 2.0};
    const Eigen::VectorXd potential = Eigen::Vector3d(2.0, 3.0, -5.0);
    const Eigen::VectorXd current = Eigen::Vector3d(7.0, 11.0, 13.0);
    const DiffusionProblem adjoint = device::adjoint_problem(problem, potential, current);
    ASSERT_NE(problem.media[0].conduction, problem.media[0].conduction.transpose());
    ASSERT_NE(problem.interfaces[0].law, problem.interfaces[0].law.transpose());
    for (std::size_t r = 0; r < 2; ++r) {
        EXPECT_EQ(adjoint.media[r].conduction, problem.media[r].conduction.transpose());
        EXPECT_EQ(adjoint.media[r].relaxation, problem.media[r].relaxation.transpose());
    }
    EXPECT_EQ(adjoint.interfaces[0].law, problem.interfaces[0].law.transpose());
    EXPECT_EQ(adjoint.terminals[2].law.exchange, problem.terminals[2].law.exchange.transpose());
    EXPECT_EQ(adjoint.terminals[0].law.spin_potential, Vector3::Zero());
    EXPECT_EQ(adjoint.embedding.applied_field, (std::array<double, 3>{}));
    EXPECT_EQ(adjoint.terminals[0].value, -7.0); // volts
    EXPECT_EQ(adjoint.terminals[1].value, -11.0);
    EXPECT_EQ(adjoint.terminals[2].value, -5.0); // amperes
    EXPECT_THROW(device::adjoint_problem(problem, Eigen::Vector2d(1.0, 0.0), current),
                 std::invalid_argument);
    problem.terminals[2].drive = Drive::none;
    EXPECT_THROW(device::adjoint_problem(problem, potential, current), std::invalid_argument);
}

// Where fields are held, what multiplies them falls out of the transposed law.
TEST(AdjointProblem, HeldFieldsHaveNoExchange) {
    DiffusionProblem problem = smooth_bar(2);
    problem.terminals[1].law.fixed[0] = true;
    problem.terminals[1].law.exchange.setConstant(2.0);
    const DiffusionProblem adjoint =
        device::adjoint_problem(problem, unit(2, 3), Eigen::Vector3d::Zero());
    EXPECT_TRUE(adjoint.terminals[1].law.exchange.row(0).isZero(0.0));
    EXPECT_EQ(adjoint.terminals[1].law.exchange(2, 1), 2.0);
}

// J(u) = F(z) without spin sources: for any weights w and c,
//   sum_driven w_k V_k + sum_held c_k I_k = sum_driven I_k Z_k - sum_held V_k i_k,
// Z and i the potentials and currents of the adjoint problem.
TEST(AdjointProblem, GivesTheSameNumber) {
    for (const bool with_interface : {false, true}) {
        DiffusionProblem problem = bar_with_leg(with_interface);
        problem.terminals[3].injected_polarisation = Vector3::Zero();
        problem.terminals[2].drive = Drive::potential;
        problem.terminals[2].value = -0.7;
        const Eigen::VectorXd potential = Eigen::Vector4d(1.0, 0.0, 0.0, -0.4);
        const Eigen::VectorXd current = Eigen::Vector4d(0.0, 0.6, 1.7, 0.0);
        DeviceSolver solver = make_solver(problem, 2);
        const auto primal = solver.solve(problem).terminals;
        const DiffusionProblem adjoint_problem =
            device::adjoint_problem(problem, potential, current);
        const auto adjoint = solver.solve(adjoint_problem).terminals;
        double by_primal = 0.0;
        double by_adjoint = 0.0;
        for (std::size_t k = 0; k < 4; ++k) {
            const auto index = static_cast<Eigen::Index>(k);
            const device::Terminal& terminal = problem.terminals[k];
            if (terminal.drive == Drive::current) {
                by_primal += potential(index) * primal[k].potential.real();
                by_adjoint += terminal.value * adjoint[k].potential.real();
            } else {
                by_primal += current(index) * primal[k].current.real();
                by_adjoint -= terminal.value * adjoint[k].current.real();
            }
        }
        EXPECT_NEAR(by_primal, by_adjoint, 1e-11 * std::abs(by_primal));
    }
}

// With z one order higher on the same mesh the estimate is the change to the solution one order
// higher, exactly, whatever the mesh is.
TEST(GoalErrors, AreTheChangeToTheNextOrder) {
    for (const bool with_interface : {false, true}) {
        const DiffusionProblem problem = bar_with_leg(with_interface);
        DeviceSolver low = make_solver(problem, 1);
        DeviceSolver high = make_solver(problem, 2);
        for (int round = 0; round < 4; ++round) {
            (void)low.solve(problem);
            const auto estimates = low.estimate(goals_of_the_leg);
            const auto terminals = high.solve(problem).terminals;
            EXPECT_NEAR(corrected(estimates)[0].real(),
                        device::value_of(goals_of_the_leg[0], terminals).real(), 1e-8);
            // A quotient is linear up to the square of its change.
            EXPECT_NEAR(corrected(estimates)[1].real(),
                        device::value_of(goals_of_the_leg[1], terminals).real(), 3e-4);
            (void)high.estimate(goals_of_the_leg);
            // The meshes part when different cells are refined.
            if (round > 0)
                break;
            ASSERT_EQ(low.refine(weights_of(estimates), 1.0, 1'000'000), Refinement::done);
            ASSERT_EQ(high.refine(weights_of(estimates), 1.0, 1'000'000), Refinement::done);
        }
    }
}

TEST(GoalErrors, AreTrueWhereFieldsAreSmooth) {
    const DiffusionProblem problem = smooth_bar(2);
    const auto exact = reference(problem, goals_of_the_bar, 4, 2);
    for (const int order : {1, 2}) {
        DeviceSolver solver = make_solver(problem, order, 2);
        for (int round = 0; round < 2; ++round) { // the second with hanging nodes
            (void)solver.solve(problem);
            const auto estimates = solver.estimate(goals_of_the_bar);
            for (std::size_t g = 0; g < 2; ++g)
                EXPECT_NEAR(effectivity(estimates[g], exact[g]).real(), 1.0, 0.1)
                    << order << " " << round << " " << estimates[g].name;
            ASSERT_EQ(solver.refine(weights_of(estimates), 0.5, 1'000'000), Refinement::done);
        }
    }
}

TEST(GoalErrors, AreTrueAtAFrequency) {
    const DiffusionProblem problem = smooth_bar(2);
    const double frequency = 3.0;
    // The current at the right end is complex, and with it the weight of its change.
    const auto exact = reference(problem, goals_of_the_bar, 4, 1, frequency);
    DeviceSolver solver = make_solver(problem, 1, 1);
    (void)solver.solve(problem, frequency);
    const auto estimates = solver.estimate(goals_of_the_bar);
    for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_GT(std::abs(exact[g].imag()), 1e-3 * std::abs(exact[g]));
        EXPECT_LT(std::abs(effectivity(estimates[g], exact[g]) - 1.0), 0.1);
    }
}

TEST(GoalErrors, AreTrueInSpace) {
    const DiffusionProblem problem = smooth_bar(3);
    // The error of the voltage happens to be a tenth of what is typical: no measure of an estimate.
    const std::vector<Goal> resistance{goals_of_the_bar[1]};
    const auto exact = reference(problem, resistance, 3, 0);
    device_fem::Discretisation discretisation;
    discretisation.order = 1;
    discretisation.refinements = 1;
    discretisation.solver.method = device_fem::SolverMethod::iterative; // faster
    DeviceSolver solver(problem.mesh, problem.interfaces, discretisation, MPI_COMM_WORLD);
    for (int round = 0; round < 2; ++round) {
        (void)solver.solve(problem);
        const auto estimates = solver.estimate(resistance);
        EXPECT_NEAR(effectivity(estimates[0], exact[0]).real(), 1.0, 0.1);
        ASSERT_EQ(solver.refine({1.0}, 0.5, 1'000'000), Refinement::done);
    }
}

AdaptationRequest request(const std::vector<Goal>& goals, double relative_error) {
    AdaptationRequest request;
    request.goals = goals;
    request.relative_error = relative_error;
    return request;
}

/// What is asked for at corners, several measures at once, by fewer unknowns than a uniform mesh
/// needs.
TEST(AdaptiveSolution, ReachesWhatIsAskedForAtCorners) {
    for (const bool with_interface : {false, true}) {
        const DiffusionProblem problem = bar_with_leg(with_interface);
        DeviceSolver finest = make_solver(problem, 3);
        AdaptationRequest precise = request(goals_of_the_leg, 1e-5);
        precise.fraction = 0.9;
        const auto exact = corrected(
            solve_adaptively(finest, problem, {}, precise).adaptation.rounds.back().goals);
        for (const int order : with_interface ? std::vector{2} : std::vector{1, 2}) {
            DeviceSolver solver = make_solver(problem, order);
            const double asked = order == 1 ? 5e-4 : 5e-5;
            const auto found =
                solve_adaptively(solver, problem, {}, request(goals_of_the_leg, asked));
            const auto& last = found.adaptation.rounds.back();
            EXPECT_EQ(found.adaptation.stopped_by, "");
            EXPECT_EQ(last.unknowns, found.state.solver.unknowns);
            for (std::size_t g = 0; g < 2; ++g) {
                const double error = std::abs(last.goals[g].error);
                EXPECT_LE(error, asked * std::abs(last.goals[g].value));
                EXPECT_LT(std::abs(last.goals[g].value -
                                   device::value_of(goals_of_the_leg[g], found.state.terminals)),
                          1e-12);
                // Where corners are not yet resolved, the next order misses part of the error too.
                const double ratio = effectivity(last.goals[g], exact[g]).real();
                EXPECT_GT(ratio, order == 1 ? 0.9 : 0.6);
                EXPECT_LT(ratio, order == 1 ? 1.1 : 1.4);
            }
            if (with_interface || order == 1)
                continue;
            DeviceSolver uniform = make_solver(problem, order, 3);
            const auto state = uniform.solve(problem);
            EXPECT_GT(state.solver.unknowns, 5 * last.unknowns);
            EXPECT_GT(std::abs(device::value_of(goals_of_the_leg[1], state.terminals) - exact[1]),
                      std::abs(last.goals[1].value - exact[1]));
        }
    }
}

TEST(AdaptiveSolution, IsTheSameOnAllRanks) {
    const DiffusionProblem problem = bar_with_leg(true);
    const auto solve = [&](MPI_Comm communicator) {
        device_fem::Discretisation discretisation;
        discretisation.order = 1;
        DeviceSolver solver(problem.mesh, problem.interfaces, discretisation, communicator);
        return solve_adaptively(solver, problem, {}, request(goals_of_the_leg, 1e-3)).adaptation;
    };
    const auto together = solve(MPI_COMM_WORLD);
    const auto alone = solve(MPI_COMM_SELF);
    EXPECT_GT(alone.rounds.size(), 2U);
    ASSERT_EQ(together.rounds.size(), alone.rounds.size());
    for (std::size_t r = 0; r < alone.rounds.size(); ++r) {
        EXPECT_EQ(together.rounds[r].cells, alone.rounds[r].cells);
        EXPECT_EQ(together.rounds[r].unknowns, alone.rounds[r].unknowns);
        for (std::size_t g = 0; g < 2; ++g) {
            EXPECT_LT(std::abs(together.rounds[r].goals[g].value - alone.rounds[r].goals[g].value),
                      1e-9);
            EXPECT_LT(std::abs(together.rounds[r].goals[g].error - alone.rounds[r].goals[g].error),
                      1e-9);
        }
    }
}

TEST(AdaptiveSolution, LeavesAMeshThatIsGoodEnough) {
    const DiffusionProblem problem = smooth_bar(2);
    DeviceSolver solver = make_solver(problem, 2);
    const auto found = solve_adaptively(solver, problem, {}, request(goals_of_the_bar, 0.1));
    ASSERT_EQ(found.adaptation.rounds.size(), 1U);
    EXPECT_EQ(found.adaptation.rounds[0].cells, problem.mesh.cells.size());
}

TEST(AdaptiveSolution, StopsAtItsLimits) {
    const DiffusionProblem problem = bar_with_leg(false);
    AdaptationRequest tight = request(goals_of_the_leg, 1e-6);
    tight.most_rounds = 2;
    DeviceSolver rounds = make_solver(problem, 1);
    const auto by_rounds = solve_adaptively(rounds, problem, {}, tight).adaptation;
    EXPECT_EQ(by_rounds.stopped_by, "most_rounds");
    EXPECT_EQ(by_rounds.rounds.size(), 3U);
    tight.most_rounds = 30;
    tight.largest_unknowns = 300;
    DeviceSolver unknowns = make_solver(problem, 1);
    const auto by_unknowns = solve_adaptively(unknowns, problem, {}, tight);
    EXPECT_EQ(by_unknowns.adaptation.stopped_by, "largest_unknowns");
    EXPECT_GT(by_unknowns.adaptation.rounds.size(), 1U);
    EXPECT_LE(by_unknowns.state.solver.unknowns, 300U);
    // The mesh is still there for other points of a study.
    EXPECT_EQ(unknowns.solve(problem).solver.unknowns, by_unknowns.state.solver.unknowns);
}

// Cells that follow their neighbours count, too: one unknown less than a refinement needs, and the
// mesh is again what it was, with its solution.
void expect_taken_back(const DiffusionProblem& problem, const Goal& goal, double fraction,
                       int rounds) {
    DeviceSolver free = make_solver(problem, 1);
    DeviceSolver bound = make_solver(problem, 1);
    const std::array<double, 3> place{0.3, 0.3, 0.3};
    for (int round = 0; round < rounds; ++round) {
        (void)free.solve(problem);
        (void)free.estimate({goal});
        ASSERT_EQ(free.refine({1.0}, fraction, 1'000'000), Refinement::done);
        const auto needed = free.solve(problem).solver.unknowns;
        (void)bound.solve(problem);
        (void)bound.estimate({goal});
        const std::uint64_t mesh = bound.mesh_checksum();
        const device::Complex there = bound.sample({place}).front().potential[0];
        ASSERT_EQ(bound.refine({1.0}, fraction, needed - 1), Refinement::too_large);
        EXPECT_EQ(bound.mesh_checksum(), mesh);
        EXPECT_LT(std::abs(bound.sample({place}).front().potential[0] - there), 1e-12);
        (void)bound.estimate({goal});
        ASSERT_EQ(bound.refine({1.0}, fraction, needed), Refinement::done);
        ASSERT_EQ(bound.mesh_checksum(), free.mesh_checksum());
    }
}

TEST(AdaptiveSolution, NeverHasMoreUnknownsThanAllowed) {
    expect_taken_back(bar_with_leg(true), goals_of_the_leg[0], 0.3, 4);
    expect_taken_back(smooth_bar(3), goals_of_the_bar[1], 0.1, 2);
}

TEST(AdaptiveSolution, SaysWhereThereIsNothingToRefine) {
    const DiffusionProblem problem = bar_with_leg(false);
    DeviceSolver solver = make_solver(problem, 1);
    const auto state = solver.solve(problem);
    (void)solver.estimate(goals_of_the_leg);
    EXPECT_EQ(solver.refine({0.0, 0.0}, 0.7, 1'000'000), Refinement::nothing);
    EXPECT_EQ(solver.refine({1.0, 1.0}, 0.7, state.solver.unknowns), Refinement::too_large);
    EXPECT_EQ(solver.refine({1.0, 1.0}, 0.7, 1'000'000), Refinement::done);
}

TEST(AdaptiveSolution, StopsBetweenRoundsWhenAsked) {
    const DiffusionProblem problem = bar_with_leg(false);
    DeviceSolver solver = make_solver(problem, 1);
    AdaptationRequest interrupted = request(goals_of_the_leg, 1e-6);
    int rounds = 0;
    interrupted.on_round = [&](const device::AdaptationRound&) { ++rounds; };
    interrupted.stopped = [&] { return rounds == 2; };
    const auto found = solve_adaptively(solver, problem, {}, interrupted);
    EXPECT_TRUE(found.stopped);
    EXPECT_EQ(rounds, 2);
    EXPECT_EQ(found.adaptation.stopped_by, "");
}

// One mark for each mesh, on any number of ranks.
TEST(AdaptiveSolution, MarksOfMeshes) {
    for (const int dimension : {2, 3}) {
        const DiffusionProblem problem = smooth_bar(dimension);
        const std::vector<Goal> resistance{goals_of_the_bar[1]};
        const auto marks = [&](const DiffusionProblem& one, MPI_Comm communicator) {
            device_fem::Discretisation discretisation;
            discretisation.order = 1;
            DeviceSolver solver(one.mesh, one.interfaces, discretisation, communicator);
            std::vector<std::uint64_t> found{solver.mesh_checksum()};
            (void)solver.solve(one);
            (void)solver.estimate(resistance);
            EXPECT_EQ(solver.refine({1.0}, 0.5, 1'000'000), Refinement::done);
            found.push_back(solver.mesh_checksum());
            return found;
        };
        const auto alone = marks(problem, MPI_COMM_SELF);
        EXPECT_EQ(marks(problem, MPI_COMM_WORLD), alone);
        EXPECT_NE(alone[0], alone[1]);
        DiffusionProblem longer = problem;
        longer.mesh.vertices.back()[0] *= 1.0 + 1e-15;
        EXPECT_NE(marks(longer, MPI_COMM_SELF)[0], alone[0]);
    }
}

// A voltage that vanishes by symmetry has no relative error, and a resistance without a current no
// value: neither keeps the mesh from being good enough.
TEST(AdaptiveSolution, TakesMeasuresThatVanish) {
    DiffusionProblem problem = bar_with_leg(false);
    problem.terminals[0].value = 0.0;
    problem.terminals[3].value = 0.0;
    DeviceSolver solver = make_solver(problem, 1);
    AdaptationRequest any = request(goals_of_the_leg, 1e-3);
    any.most_rounds = 3;
    EXPECT_EQ(solve_adaptively(solver, problem, {}, any).adaptation.rounds.size(), 1U);
}

TEST(AdaptiveSolution, NeedsGoalsAndCellsThatCanBeRefined) {
    const DiffusionProblem problem = smooth_bar(2);
    DeviceSolver solver = make_solver(problem, 1);
    EXPECT_THROW(solve_adaptively(solver, problem, {}, {}), std::invalid_argument);
    EXPECT_THROW(solver.refine({}, 0.5, 1000), std::invalid_argument);
    const DiffusionProblem triangles = two_metals(2, CellShape::simplex);
    DeviceSolver on_triangles = make_solver(triangles, 1);
    (void)on_triangles.solve(triangles);
    EXPECT_THROW(on_triangles.estimate({}), std::invalid_argument);
    DiffusionProblem points = line({0.0, 1.0}, 4);
    points.media = {metal(1.0, 0.5)};
    add_terminal(points, "low", device::ohmic_contact(ContactSpin::reservoir), Drive::current, 1.0);
    add_terminal(points, "high", device::normal_contact({1.0, {}, 0.0}), Drive::potential);
    DeviceSolver on_a_line = make_solver(points, 1);
    (void)on_a_line.solve(points);
    const auto estimates = on_a_line.estimate({{"voltage", 0, 1, {}}});
    EXPECT_THROW(on_a_line.refine({1.0}, 0.5, 1'000'000), std::invalid_argument);
    // Charge alone has no discretisation error there.
    EXPECT_NEAR(estimates[0].value.real(), 2.0, 1e-9);
    EXPECT_NEAR(estimates[0].error.real(), 0.0, 1e-9);
}

} // namespace
} // namespace sidejump::test
