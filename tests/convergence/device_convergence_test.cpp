// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of elements of order k fall as h^{k+1}, those of the gradients as h^k.
#include "tests/support/manufactured.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace sidejump::test {
namespace {

enum class Refined { everywhere, in_part };

template <int dim>
std::unique_ptr<device_fem::Mesh<dim>> mesh_of(const device::DiffusionProblem& problem,
                                               Refined refined, int times) {
    if (refined == Refined::everywhere)
        return device_fem::make_triangulation<dim>(problem.mesh, problem.interfaces, times,
                                                   MPI_COMM_WORLD);
    auto mesh =
        device_fem::make_triangulation<dim>(problem.mesh, problem.interfaces, 0, MPI_COMM_WORLD);
    // Half of one side of the interface, so that hanging nodes lie across it, beside it and within
    // the regions.
    for (const auto& cell : mesh->active_cell_iterators())
        if (cell->is_locally_owned() && cell->material_id() == 1 && cell->center()[1] < 0.5 &&
            cell->center()[0] < 1.5)
            cell->set_refine_flag();
    mesh->execute_coarsening_and_refinement();
    mesh->refine_global(static_cast<unsigned>(times));
    return mesh;
}

template <int dim>
void expect_orders(CellShape shape, Refined refined, int order, int times) {
    const auto problem = two_metals(dim, shape);
    const auto coarse = errors_of<dim>(problem, *mesh_of<dim>(problem, refined, times), order);
    const auto fine = errors_of<dim>(problem, *mesh_of<dim>(problem, refined, times + 1), order);
    const double fields = std::log2(coarse.fields / fine.fields);
    const double gradients = std::log2(coarse.gradients / fine.gradients);
    EXPECT_NEAR(fields, order + 1, 0.15) << "order " << order;
    EXPECT_NEAR(gradients, order, 0.15) << "order " << order;
}

TEST(DeviceConvergence, Lines) {
    for (const int order : {1, 2, 3, 4})
        expect_orders<1>(CellShape::tensor_product, Refined::everywhere, order, 2);
}

TEST(DeviceConvergence, Quadrilaterals) {
    for (const int order : {1, 2, 3, 4})
        expect_orders<2>(CellShape::tensor_product, Refined::everywhere, order, order < 3 ? 3 : 2);
}

TEST(DeviceConvergence, Triangles) {
    for (const int order : {1, 2})
        expect_orders<2>(CellShape::simplex, Refined::everywhere, order, 3);
}

TEST(DeviceConvergence, Hexahedra) {
    expect_orders<3>(CellShape::tensor_product, Refined::everywhere, 1, 1);
    for (const int order : {2, 3})
        expect_orders<3>(CellShape::tensor_product, Refined::everywhere, order, 0);
}

// Each mesh is cut into tetrahedra anew: split again and again they lose their shape.
TEST(DeviceConvergence, Tetrahedra) {
    for (const int order : {1, 2}) {
        const auto error = [order](double cell) {
            const auto problem = two_metals(3, CellShape::simplex, cell);
            return errors_of<3>(problem, *mesh_of<3>(problem, Refined::everywhere, 0), order);
        };
        const double cell = 0.25;
        const Errors coarse = error(cell);
        const Errors fine = error(0.5 * cell);
        EXPECT_NEAR(std::log2(coarse.fields / fine.fields), order + 1, 0.15) << "order " << order;
        EXPECT_NEAR(std::log2(coarse.gradients / fine.gradients), order, 0.15) << "order " << order;
    }
}

TEST(DeviceConvergence, QuadrilateralsOfSeveralSizes) {
    for (const int order : {1, 2, 3, 4})
        expect_orders<2>(CellShape::tensor_product, Refined::in_part, order, order < 3 ? 3 : 2);
}

TEST(DeviceConvergence, HexahedraOfSeveralSizes) {
    expect_orders<3>(CellShape::tensor_product, Refined::in_part, 1, 1);
    expect_orders<3>(CellShape::tensor_product, Refined::in_part, 2, 0);
}

} // namespace
} // namespace sidejump::test
