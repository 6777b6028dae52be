// SPDX-License-Identifier: GPL-3.0-or-later
// The operator without matrices against the assembled matrix, and geometric multigrid against the
// factorisation.
#include "sidejump/device_fem/diffusion_operator.hpp"
#include "sidejump/device_fem/galerkin.hpp"
#include "tests/support/device_problems.hpp"
#include "tests/support/manufactured.hpp"

#include <cmath>
#include <deal.II/distributed/tria.h>
#include <gtest/gtest.h>

namespace sidejump::test {
namespace {

using device_fem::FieldSpace;
using device_fem::SolverMethod;
using device_fem::Vector;

/// The two metals; cells in the shape of boxes if that is wanted.
device::DiffusionProblem metals(int dimension, bool boxes) {
    auto problem = two_metals(dimension, CellShape::tensor_product);
    for (auto& medium : problem.media)
        medium.storage.diagonal().tail<3>() = Eigen::Vector3d(0.4, 0.5, 0.7);
    if (boxes)
        for (auto& vertex : problem.mesh.vertices)
            for (double& coordinate : vertex)
                coordinate = std::round(2.0 * coordinate) / 2.0;
    return problem;
}

template <int dim>
Vector some_vector(const FieldSpace<dim>& space) {
    Vector vector = space.make_vector();
    for (const auto index : space.owned)
        vector(index) = std::sin(1.0 + 1.7 * static_cast<double>(index));
    space.hanging.distribute(vector);
    return vector;
}

template <int dim>
void expect_operator_is_matrix(const FieldSpace<dim>& space,
                               const device_fem::FieldEquations& equations) {
    dealii::TrilinosWrappers::SparseMatrix matrix;
    device_fem::assemble(space, equations, space.hanging, false, matrix);
    const device_fem::DiffusionOperator<dim, double> without_matrix(space, equations);
    const Vector vector = some_vector(space);
    Vector expected = space.make_vector();
    Vector found = space.make_vector();
    device_fem::multiply(matrix, vector, expected);
    without_matrix.vmult(found, vector);
    double scale = 0.0;
    double difference = 0.0;
    for (const auto index : space.owned)
        if (!space.hanging.is_constrained(index)) {
            scale = std::max(scale, std::abs(expected(index)));
            difference = std::max(difference, std::abs(expected(index) - found(index)));
        }
    EXPECT_GT(scale, 0.1);
    EXPECT_LT(difference, 1e-13 * scale * static_cast<double>(space.element.n_dofs_per_cell()));
}

template <int dim>
void expect_operator_is_matrix(int order, bool boxes, bool with_hanging_nodes) {
    SCOPED_TRACE(::testing::Message() << dim << "D, order " << order << ", boxes " << boxes);
    const auto problem = metals(dim, boxes);
    const auto mesh =
        device_fem::make_triangulation<dim>(problem.mesh, problem.interfaces, 0, MPI_COMM_WORLD);
    if (with_hanging_nodes) {
        for (const auto& cell : mesh->active_cell_iterators())
            if (cell->is_locally_owned() && cell->center()[0] < 1.0 && cell->center()[1] < 0.5)
                cell->set_refine_flag();
        mesh->execute_coarsening_and_refinement();
    }
    for (const std::optional<double> frequency : {std::optional<double>(), {0.7}}) {
        const FieldSpace<dim> space(*mesh, order, frequency ? 8 : 4);
        EXPECT_EQ(space.hanging.n_constraints() > 0, with_hanging_nodes);
        expect_operator_is_matrix(space, device_fem::field_equations(problem, frequency));
    }
}

TEST(DiffusionOperator, IsTheMatrixOnQuadrilaterals) {
    for (int order = 1; order <= 4; ++order)
        for (const bool boxes : {true, false})
            expect_operator_is_matrix<2>(order, boxes, false);
}

TEST(DiffusionOperator, IsTheMatrixOnHexahedra) {
    expect_operator_is_matrix<3>(1, true, false);
    expect_operator_is_matrix<3>(1, false, false);
    expect_operator_is_matrix<3>(2, true, false);
    expect_operator_is_matrix<3>(3, false, false);
}

TEST(DiffusionOperator, IsTheMatrixAtHangingNodes) {
    expect_operator_is_matrix<2>(3, false, true);
    expect_operator_is_matrix<3>(2, false, true);
}

// The levels have the symmetric part, in single precision; its diagonal smooths.
template <int dim>
void expect_level_is_symmetric_part(bool boxes) {
    const auto problem = metals(dim, boxes);
    const auto mesh =
        device_fem::make_triangulation<dim>(problem.mesh, problem.interfaces, 1, MPI_COMM_WORLD);
    const FieldSpace<dim> space(*mesh, 2, 4);
    ASSERT_TRUE(space.has_levels());
    const auto equations = device_fem::field_equations(problem, std::nullopt);
    const device_fem::DiffusionOperator<dim, float> level(space, equations, 1,
                                                          dealii::IndexSet(space.dofs.n_dofs()));
    dealii::TrilinosWrappers::SparseMatrix matrix;
    device_fem::assemble(space, equations, space.hanging, true, matrix);
    // Products v A v and the trace do not depend on how the unknowns of a level are numbered.
    auto ones = level.make_vector();
    ones = 1.0F;
    auto product = level.make_vector();
    level.vmult(product, ones);
    Vector same = space.make_vector();
    same = 1.0;
    Vector expected = space.make_vector();
    device_fem::multiply(matrix, same, expected);
    EXPECT_NEAR(static_cast<double>(ones * product), same * expected, 1e-4 * (same * expected));
    const auto inverse_diagonal = level.inverse_diagonal();
    double trace = 0.0;
    for (const float entry : inverse_diagonal)
        trace += 1.0 / static_cast<double>(entry);
    double expected_trace = 0.0;
    for (const auto index : space.owned)
        expected_trace += matrix.diag_element(index);
    EXPECT_NEAR(trace, expected_trace, 1e-5 * expected_trace);
}

TEST(DiffusionOperator, HasTheSymmetricPartOnLevels) {
    expect_level_is_symmetric_part<2>(true);
    expect_level_is_symmetric_part<2>(false);
    expect_level_is_symmetric_part<3>(false);
}

struct Solved {
    device::DeviceState state;
    device::FieldSample sample;
};

Solved solve(const device::DiffusionProblem& problem, int order, int refinements,
             SolverMethod method, std::optional<double> frequency,
             double relative_tolerance = 1e-12) {
    device_fem::Discretisation discretisation;
    discretisation.order = order;
    discretisation.refinements = refinements;
    discretisation.solver.method = method;
    discretisation.solver.relative_tolerance = relative_tolerance;
    device_fem::DeviceSolver solver(problem.mesh, problem.interfaces, discretisation,
                                    MPI_COMM_WORLD);
    Solved solved;
    solved.state = solver.solve(problem, frequency);
    solved.sample = solver.sample({{1.3, 0.4, 0.3}}).front();
    return solved;
}

void expect_multigrid_solves(const device::DiffusionProblem& problem, int order, int refinements,
                             std::optional<double> frequency) {
    SCOPED_TRACE(::testing::Message() << "order " << order << ", refinements " << refinements);
    const Solved direct = solve(problem, order, refinements, SolverMethod::direct, frequency);
    const Solved found = solve(problem, order, refinements, SolverMethod::multigrid, frequency);
    EXPECT_LE(found.state.solver.iterations, 35); // with the correction
    for (std::size_t a = 0; a < 3; ++a)
        EXPECT_LT(std::abs(direct.state.terminals[0].spin_current[a] -
                           found.state.terminals[0].spin_current[a]),
                  1e-9 * std::abs(direct.state.terminals[0].spin_current[0]));
    for (std::size_t a = 0; a < 4; ++a)
        EXPECT_LT(std::abs(direct.sample.potential[a] - found.sample.potential[a]), 1e-9);
}

device::DiffusionProblem driven_metals(int dimension) {
    auto problem = metals(dimension, false);
    problem.terminals.front().law.spin_potential = {0.2, -0.1, 0.3};
    problem.terminals.front().value = 1.0;
    problem.terminals.front().law.fixed = {true, false, true, false};
    return problem;
}

TEST(GeometricMultigrid, SolvesAsTheFactorisationDoes) {
    expect_multigrid_solves(driven_metals(2), 1, 3, std::nullopt);
    expect_multigrid_solves(driven_metals(2), 3, 2, 0.7);
    expect_multigrid_solves(driven_metals(3), 2, 1, std::nullopt);
}

TEST(GeometricMultigrid, TakesAsManyIterationsOnAnyMesh) {
    const auto problem = driven_metals(2);
    const auto iterations = [&](int refinements) {
        return solve(problem, 2, refinements, SolverMethod::multigrid, std::nullopt)
            .state.solver.iterations;
    };
    EXPECT_NEAR(iterations(5), iterations(2), 3);
}

/// A strip of unit width with the spin Hall effect: a current across it at one place, a voltage
/// across it ten spin diffusion lengths away.
device::DiffusionProblem nonlocal_strip() {
    constexpr double away = 10.0;
    constexpr double half = 0.125;
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"strip", {-4.0, -0.5}, {away + 4.0, 0.5}}};
    geometry.patches = {{"end", {-4.0, -0.5}, {-4.0, 0.5}},
                        {"source", {-half, 0.5}, {half, 0.5}},
                        {"drain", {-half, -0.5}, {half, -0.5}},
                        {"upper", {away - half, 0.5}, {away + half, 0.5}},
                        {"lower", {away - half, -0.5}, {away + half, -0.5}}};
    device::GridOptions options;
    options.element_size = {0.25, 0.25, 0.0};
    device::DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1.0, 1.0, 0.1)};
    add_probe(problem, "source", 1.0);
    add_probe(problem, "drain", -1.0);
    add_probe(problem, "upper");
    add_probe(problem, "lower");
    add_terminal(problem, "end", device::ohmic_contact(device::ContactSpin::blocking),
                 device::Drive::potential);
    return problem;
}

// The norm of the whole residual says little of a voltage that is so small.
TEST(LinearSolver, FindsSmallVoltagesFarFromTheDrive) {
    const auto problem = nonlocal_strip();
    const auto voltage = [&](SolverMethod method) {
        const auto state = solve(problem, 2, 1, method, std::nullopt, 1e-10).state;
        const double drive = (state.terminals[0].potential - state.terminals[1].potential).real();
        return (state.terminals[2].potential - state.terminals[3].potential).real() / drive;
    };
    const double expected = voltage(SolverMethod::direct);
    EXPECT_LT(expected, 1e-6);
    EXPECT_GT(expected, 1e-8);
    EXPECT_NEAR(voltage(SolverMethod::iterative), expected, 1e-8 * expected);
    EXPECT_NEAR(voltage(SolverMethod::multigrid), expected, 1e-8 * expected);
}

/// Half of a bar of 160 nm conducts better; contacts on its ends.
device::DiffusionProblem bar(double spin_diffusion_length, const device::BoundaryLaw& contacts) {
    constexpr double side = 4e-8;
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"near", {0.0, 0.0}, {2.0 * side, side}},
                      {"far", {2.0 * side, 0.0}, {4.0 * side, side}}};
    geometry.patches = {{"left", {0.0, 0.0}, {0.0, side}},
                        {"right", {4.0 * side, 0.0}, {4.0 * side, side}}};
    device::GridOptions options;
    options.element_size.fill(0.5 * side);
    device::DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(1e7, spin_diffusion_length, 0.1),
                     metal(5.8e7, spin_diffusion_length, 0.1)};
    add_terminal(problem, "left", contacts, device::Drive::potential);
    add_terminal(problem, "right", contacts, device::Drive::potential, 1.0);
    return problem;
}

// Where spins neither relax nor leave the symmetric part is almost singular, which single
// precision does not tell from singular.
TEST(GeometricMultigrid, SolvesWhereNothingRelaxesSpins) {
    const auto contact = device::ohmic_contact(device::ContactSpin::blocking);
    for (const double length : {1e-7, 1e-3, 0.1, 1.0}) {
        SCOPED_TRACE(length);
        const auto problem = bar(length, contact);
        const Solved direct = solve(problem, 2, 3, SolverMethod::direct, std::nullopt);
        const Solved found = solve(problem, 2, 3, SolverMethod::multigrid, std::nullopt);
        EXPECT_LE(found.state.solver.iterations, 30);
        const double current = direct.state.terminals[1].current.real();
        EXPECT_NEAR(found.state.terminals[1].current.real(), current, 1e-10 * current);
    }
}

// Two contacts that conduct next to nothing: all of the voltage lies across them, and the potential
// of the metal, which they alone hold, is large against its differences.
TEST(LinearSolver, FindsThePotentialBetweenPoorContacts) {
    for (const double conductance : {1.0, 1e3, 1e6, 1e9, 1e12})
        for (const auto method :
             {SolverMethod::direct, SolverMethod::iterative, SolverMethod::multigrid})
            for (const bool current : {false, true}) {
                SCOPED_TRACE(::testing::Message()
                             << conductance << " S/m^2, method " << static_cast<int>(method));
                auto problem = bar(3e-7, device::normal_contact({conductance, conductance, 0.0}));
                constexpr double side = 4e-8;
                // Without the spin Hall effect: three resistances in series.
                for (auto& medium : problem.media)
                    medium = metal(medium.conduction(0, 0), 3e-7);
                const double resistance = 2.0 / (conductance * side) + 2.0 / 1e7 + 2.0 / 5.8e7;
                if (current) {
                    problem.terminals[1].drive = device::Drive::current;
                    problem.terminals[1].value = 1.0 / resistance;
                }
                const auto state = solve(problem, 2, 2, method, std::nullopt).state;
                EXPECT_NEAR(state.terminals[1].potential.real(), 1.0, 1e-9);
                EXPECT_NEAR(state.terminals[1].current.real() * resistance, 1.0, 1e-9);
                EXPECT_LT(state.charge_balance, 1e-9);
            }
}

/// Three bars of 80 nm in a row behind two interfaces, ohmic contacts at the ends: the middle one
/// is an island. A spin Hall effect would add to the resistances in series.
device::DiffusionProblem bars_behind_interfaces(double first, double second) {
    constexpr double side = 8e-8;
    device::BoxGeometry geometry;
    geometry.dimension = 2;
    geometry.boxes = {{"near", {0.0, 0.0}, {side, 0.5 * side}},
                      {"island", {side, 0.0}, {2.0 * side, 0.5 * side}},
                      {"far", {2.0 * side, 0.0}, {3.0 * side, 0.5 * side}}};
    geometry.patches = {{"left", {0.0, 0.0}, {0.0, 0.5 * side}},
                        {"right", {3.0 * side, 0.0}, {3.0 * side, 0.5 * side}}};
    device::GridOptions options;
    options.element_size.fill(0.25 * side);
    device::DiffusionProblem problem;
    problem.mesh = device::box_mesh(geometry, options);
    problem.media = {metal(5e7, 5e-7), metal(5e7, 5e-7), metal(5e7, 5e-7)};
    problem.interfaces = {{0, 1, device::normal_interface({first, first, 0.0})},
                          {1, 2, device::normal_interface({second, second, 0.0})}};
    const auto contact = device::ohmic_contact(device::ContactSpin::reservoir);
    add_terminal(problem, "left", contact, device::Drive::potential, 1.0);
    add_terminal(problem, "right", contact, device::Drive::potential);
    return problem;
}

TEST(LinearSolver, FindsThePotentialOfAnIsland) {
    for (const auto& [first, second] : std::vector<std::pair<double, double>>{
             {1e12, 1e12}, {1e9, 1e9}, {1e6, 1e6}, {1e3, 1e3}, {1e15, 1e3}, {1e3, 1e12}})
        for (const auto method :
             {SolverMethod::direct, SolverMethod::iterative, SolverMethod::multigrid})
            for (const bool current : {false, true}) {
                SCOPED_TRACE(::testing::Message() << first << ", " << second << " S/m^2, method "
                                                  << static_cast<int>(method));
                auto problem = bars_behind_interfaces(first, second);
                const double resistance = (1.0 / first + 1.0 / second + 3.0 * 8e-8 / 5e7) / 4e-8;
                if (current) {
                    problem.terminals[0].drive = device::Drive::current;
                    problem.terminals[0].value = 1.0 / resistance;
                }
                const auto state = solve(problem, 2, 2, method, std::nullopt).state;
                EXPECT_NEAR(state.terminals[0].potential.real(), 1.0, 1e-9);
                for (const int terminal : {0, 1})
                    EXPECT_NEAR(state.terminals[static_cast<std::size_t>(terminal)].current.real() *
                                    resistance,
                                terminal == 0 ? 1.0 : -1.0, 1e-9);
                // Both sides of a good interface are near 1 V, and their rounding drives a current.
                const double rounding = 1e-15 * resistance * 4e-8 * std::max(first, second);
                for (const auto& pair : state.region_pairs)
                    EXPECT_NEAR(std::abs(pair.current) * resistance, 1.0, 1e-9 + rounding);
                EXPECT_LT(state.charge_balance, 1e-9);
            }
}

// A spin current that enters and neither relaxes nor leaves.
TEST(LinearSolver, SaysWhereThereIsNoSolution) {
    auto problem = bar(1e-7, device::ohmic_contact(device::ContactSpin::blocking));
    for (auto& medium : problem.media)
        medium.relaxation.setZero();
    add_probe(problem, "right", 1e-3).injected_polarisation = {0.0, 0.0, 1.0};
    problem.terminals.erase(problem.terminals.begin() + 1);
    for (const auto method : {SolverMethod::direct, SolverMethod::multigrid})
        EXPECT_THROW(solve(problem, 2, 2, method, std::nullopt), std::runtime_error);
}

TEST(GeometricMultigrid, NeedsLevels) {
    EXPECT_THROW(solve(driven_metals(2), 1, 0, SolverMethod::multigrid, std::nullopt),
                 std::invalid_argument);
    auto simplices = two_metals(2, CellShape::simplex);
    simplices.terminals.front().value = 1.0;
    EXPECT_THROW(solve(simplices, 1, 2, SolverMethod::multigrid, std::nullopt),
                 std::invalid_argument);
}

} // namespace
} // namespace sidejump::test
