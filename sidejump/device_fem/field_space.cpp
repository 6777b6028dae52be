// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/field_space.hpp"

#include <array>
#include <cmath>
#include <deal.II/base/quadrature_lib.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/dofs/dof_tools.h>
#include <deal.II/fe/fe_q.h>
#include <deal.II/fe/fe_simplex_p.h>
#include <deal.II/fe/mapping_fe.h>
#include <deal.II/fe/mapping_q.h>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

template <int dim>
std::unique_ptr<dealii::FiniteElement<dim>> scalar_element(bool simplices, int order) {
    const int highest = simplices ? 2 : 5; // FE_SimplexP of deal.II 9.4 has no third degree
    if (order < 1 || order > highest)
        throw std::invalid_argument(
            fmt::format("order {} of the finite elements; {} have 1 to {}", order,
                        simplices ? "triangles and tetrahedra" : "cells", highest));
    const auto degree = static_cast<unsigned>(order);
    if constexpr (dim > 1)
        if (simplices)
            return std::make_unique<dealii::FE_SimplexP<dim>>(degree);
    return std::make_unique<dealii::FE_Q<dim>>(degree);
}

template <int dim>
std::unique_ptr<dealii::Mapping<dim>> linear_mapping(bool simplices) {
    if constexpr (dim > 1)
        if (simplices)
            return std::make_unique<dealii::MappingFE<dim>>(dealii::FE_SimplexP<dim>(1));
    return std::make_unique<dealii::MappingQ<dim>>(1);
}

template <int dim>
dealii::Quadrature<dim> cell_rule(bool simplices, unsigned points) {
    if constexpr (dim > 1)
        if (simplices)
            return dealii::QGaussSimplex<dim>(points);
    return dealii::QGauss<dim>(points);
}

template <int dim>
dealii::Quadrature<dim - 1> face_rule(bool simplices, unsigned points) {
    if constexpr (dim > 2)
        if (simplices)
            return dealii::QGaussSimplex<dim - 1>(points);
    return dealii::QGauss<dim - 1>(points);
}

} // namespace

template <int dim>
FieldSpace<dim>::FieldSpace(const Mesh<dim>& triangulation, int order, unsigned field_count)
    : mesh(triangulation), fields(field_count),
      simplices(!mesh.all_reference_cells_are_hyper_cube()),
      mapping(linear_mapping<dim>(simplices)), scalar(scalar_element<dim>(simplices, order)),
      element(*scalar, field_count),
      cell_quadrature(cell_rule<dim>(simplices, static_cast<unsigned>(order) + 1)),
      face_quadrature(face_rule<dim>(simplices, static_cast<unsigned>(order) + 1)), dofs(mesh) {
    dofs.distribute_dofs(element);
    if (has_levels())
        dofs.distribute_mg_dofs();
    owned = dofs.locally_owned_dofs();
    dealii::DoFTools::extract_locally_relevant_dofs(dofs, relevant);
    hanging.reinit(relevant);
    dealii::DoFTools::make_hanging_node_constraints(dofs, hanging);
    hanging.close();
}

template <int dim>
bool FieldSpace<dim>::has_levels() const {
    using Forest = dealii::parallel::distributed::Triangulation<dim>;
    if (dim == 1 || simplices || mesh.n_global_levels() < 2 ||
        dynamic_cast<const Forest*>(&mesh) == nullptr)
        return false;
    const std::uint64_t children = 1U << static_cast<unsigned>(dim);
    std::uint64_t cells = mesh.n_global_coarse_cells();
    for (unsigned level = 1; level < mesh.n_global_levels(); ++level)
        cells *= children;
    return cells == mesh.n_global_active_cells();
}

template <int dim>
Vector FieldSpace<dim>::make_vector() const {
    return Vector(owned, relevant, mesh.get_communicator());
}

template <int dim>
bool FieldSpace<dim>::is_on_face(unsigned unknown, unsigned face) const {
    if (dim == 1 || !simplices)
        return element.has_support_on_face(unknown, face);
    // deal.II says yes for every unknown of a simplex. The one barycentric coordinate that vanishes
    // on the face decides: x_i of vertex i + 1, and one minus their sum of vertex 0.
    const dealii::Point<dim> point =
        scalar->unit_support_point(element.system_to_component_index(unknown).second);
    std::array<double, static_cast<std::size_t>(dim) + 1> barycentric{1.0};
    for (unsigned d = 0; d < dim; ++d) {
        barycentric[d + 1] = point[d];
        barycentric[0] -= point[d];
    }
    const unsigned opposite = dim == 2 ? (face + 2) % 3 : 3 - face;
    return std::abs(barycentric.at(opposite)) < 1e-12;
}

template <int dim>
dealii::IndexSet FieldSpace<dim>::on_boundary(unsigned indicator, unsigned field) const {
    dealii::IndexSet found(dofs.n_dofs());
    std::vector<dealii::types::global_dof_index> indices(element.n_dofs_per_cell());
    for (const auto& cell : dofs.active_cell_iterators()) {
        if (cell->is_artificial())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || cell->face(f)->boundary_id() != indicator)
                continue;
            cell->get_dof_indices(indices);
            for (unsigned i = 0; i < indices.size(); ++i)
                if (element.system_to_component_index(i).first == field && is_on_face(i, f))
                    found.add_index(indices[i]);
        }
    }
    found.compress();
    return found;
}

template <int dim>
std::vector<FacePair<dim>> interface_faces(const FieldSpace<dim>& space) {
    std::vector<FacePair<dim>> pairs;
    const auto add = [&pairs](FacePair<dim> pair) {
        if (pair.cell_1->material_id() > pair.cell_2->material_id()) {
            std::swap(pair.cell_1, pair.cell_2);
            std::swap(pair.face_1, pair.face_2);
            std::swap(pair.subface_1, pair.subface_2);
        }
        if (pair.cell_1->is_locally_owned())
            pairs.push_back(pair);
    };
    // Each pair is met from its finer side, or from both if they are equally fine.
    for (const auto& cell : space.dofs.active_cell_iterators()) {
        if (cell->is_artificial())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || !cell->has_periodic_neighbor(f))
                continue;
            const auto neighbour = cell->periodic_neighbor(f);
            FacePair<dim> pair;
            pair.cell_1 = cell;
            pair.face_1 = f;
            if (dim > 1 && cell->periodic_neighbor_is_coarser(f)) {
                if (neighbour->is_artificial())
                    continue;
                const auto [face, subface] =
                    cell->periodic_neighbor_of_coarser_periodic_neighbor(f);
                pair.cell_2 = typename FacePair<dim>::Iterator(neighbour);
                pair.face_2 = face;
                pair.subface_2 = subface;
                add(pair);
            } else if (!neighbour->has_children()) {
                if (neighbour->is_artificial() || cell->material_id() > neighbour->material_id())
                    continue; // met from the other side
                pair.cell_2 = typename FacePair<dim>::Iterator(neighbour);
                pair.face_2 = cell->periodic_neighbor_face_no(f);
                add(pair);
            }
        }
    }
    return pairs;
}

template <int dim>
std::vector<FacePair<dim>> interface_faces_on_level(const FieldSpace<dim>& space, unsigned level) {
    std::vector<FacePair<dim>> pairs;
    for (const auto& cell : space.dofs.cell_iterators_on_level(level)) {
        if (cell->level_subdomain_id() != space.mesh.locally_owned_subdomain())
            continue;
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f) || !cell->has_periodic_neighbor(f))
                continue;
            const auto neighbour = cell->periodic_neighbor(f);
            if (cell->material_id() > neighbour->material_id())
                continue; // met from the other side
            FacePair<dim> pair;
            pair.cell_1 = cell;
            pair.face_1 = f;
            pair.cell_2 = typename FacePair<dim>::Iterator(neighbour);
            pair.face_2 = cell->periodic_neighbor_face_no(f);
            pairs.push_back(pair);
        }
    }
    return pairs;
}

template class FieldSpace<1>;
template class FieldSpace<2>;
template class FieldSpace<3>;
template std::vector<FacePair<1>> interface_faces(const FieldSpace<1>&);
template std::vector<FacePair<2>> interface_faces(const FieldSpace<2>&);
template std::vector<FacePair<3>> interface_faces(const FieldSpace<3>&);
template std::vector<FacePair<2>> interface_faces_on_level(const FieldSpace<2>&, unsigned);
template std::vector<FacePair<3>> interface_faces_on_level(const FieldSpace<3>&, unsigned);

} // namespace sidejump::device_fem
