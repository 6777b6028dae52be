// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/diffusion_problem.hpp"

#include <deal.II/base/mpi.h>
#include <deal.II/distributed/tria_base.h>
#include <memory>
#include <vector>

namespace sidejump::device_fem {

/// Every mesh is spread over the ranks of its communicator.
template <int dim>
using Mesh = dealii::parallel::TriangulationBase<dim>;

/// Boundary indicator of the walls; the boundary b of a MeshDescription has b + 1.
constexpr unsigned wall_indicator = 0;

/// Whether all cells are lines, quadrilaterals or hexahedra.
bool has_tensor_product_cells(const device::MeshDescription& mesh);

/// The mesh with every cell split in 2^dimension, `times` times.
/// @throws std::invalid_argument for a cell that has no volume or is inverted
device::MeshDescription refined(const device::MeshDescription& mesh, int times);

/// The mesh with a copy of each vertex for every side of the interfaces that end all its
/// connections through cells there: potentials are then free to jump. At the rim of an interface,
/// where its two regions are joined through a third, the vertex stays one.
device::MeshDescription split_at_interfaces(const device::MeshDescription& mesh,
                                            const std::vector<device::Interface>& interfaces);

/// A triangulation with material = region and boundary indicators as above, cut open at the
/// interfaces. The faces that lie on one another there are periodic neighbours with no distance, so
/// that ranks know both sides and refinement stays balanced across.
///
/// Quadrilaterals and hexahedra are held in p4est's forests and can be refined adaptively; lines
/// and simplices are refined `refinements` times beforehand and spread over the ranks as they are.
template <int dim>
std::unique_ptr<Mesh<dim>> make_triangulation(const device::MeshDescription& mesh,
                                              const std::vector<device::Interface>& interfaces,
                                              int refinements, MPI_Comm communicator);

} // namespace sidejump::device_fem
