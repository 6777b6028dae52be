// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/triangulation.hpp"

#include "sidejump/device/cell_faces.hpp"

#include <algorithm>
#include <deal.II/distributed/shared_tria.h>
#include <deal.II/distributed/tria.h>
#include <deal.II/grid/grid_tools.h>
#include <fmt/format.h>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

namespace sidejump::device_fem {
namespace {

using device::MeshDescription;

template <int dim>
dealii::Point<dim> point_of(const std::array<double, 3>& vertex) {
    dealii::Point<dim> point;
    for (unsigned d = 0; d < dim; ++d)
        point[d] = vertex[d];
    return point;
}

using FaceVertices = std::vector<unsigned>; // sorted

bool separated(const std::vector<device::Interface>& interfaces, std::size_t a, std::size_t b) {
    return std::ranges::any_of(interfaces, [&](const device::Interface& interface) {
        return (interface.region_1 == a && interface.region_2 == b) ||
               (interface.region_1 == b && interface.region_2 == a);
    });
}

/// The cells, one or two, of every face.
std::map<FaceVertices, std::vector<std::size_t>> cells_at_faces(const MeshDescription& mesh) {
    std::map<FaceVertices, std::vector<std::size_t>> cells;
    for (std::size_t c = 0; c < mesh.cells.size(); ++c)
        for (const FaceVertices& face : device::cell_faces(mesh.cells[c], mesh.dimension))
            cells[face].push_back(c);
    return cells;
}

template <int dim>
void create(dealii::Triangulation<dim>& triangulation, const MeshDescription& mesh) {
    std::vector<dealii::Point<dim>> vertices;
    for (const auto& vertex : mesh.vertices)
        vertices.push_back(point_of<dim>(vertex));
    std::vector<dealii::CellData<dim>> cells;
    for (const MeshDescription::Cell& cell : mesh.cells) {
        dealii::CellData<dim> data(static_cast<unsigned>(cell.vertices.size()));
        data.vertices.assign(cell.vertices.begin(), cell.vertices.end());
        data.material_id = static_cast<dealii::types::material_id>(cell.region);
        cells.push_back(std::move(data));
    }
    triangulation.create_triangulation(vertices, cells, dealii::SubCellData());

    std::map<FaceVertices, std::size_t> boundaries;
    for (const MeshDescription::BoundaryFace& face : mesh.boundary_faces) {
        FaceVertices sorted = face.vertices;
        std::ranges::sort(sorted);
        boundaries[sorted] = face.boundary;
    }
    for (const auto& cell : triangulation.cell_iterators_on_level(0))
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            FaceVertices sorted;
            for (unsigned v = 0; v < cell->face(f)->n_vertices(); ++v)
                sorted.push_back(cell->face(f)->vertex_index(v));
            std::ranges::sort(sorted);
            const auto found = boundaries.find(sorted);
            // In one dimension the default indicators tell left from right.
            cell->face(f)->set_boundary_id(
                found == boundaries.end()
                    ? wall_indicator
                    : static_cast<dealii::types::boundary_id>(found->second + 1));
        }
}

/// The orientation of one face against another that lies on it.
template <class Face>
std::bitset<3> relative_orientation(const Face& face_1, const Face& face_2) {
    constexpr int space = Face::AccessorType::space_dimension;
    std::bitset<3> orientation;
    orientation[0] = true;
    if constexpr (space > 1) {
        // The comparison leaves out one coordinate, which must not be one along the face.
        unsigned normal = 0;
        if constexpr (space == 2) {
            const auto along = face_1->vertex(1) - face_1->vertex(0);
            normal = std::abs(along[0]) < std::abs(along[1]) ? 0 : 1;
        } else {
            const auto across = dealii::cross_product_3d(face_1->vertex(1) - face_1->vertex(0),
                                                         face_1->vertex(2) - face_1->vertex(0));
            for (unsigned d = 1; d < 3; ++d)
                if (std::abs(across[d]) > std::abs(across[normal]))
                    normal = d;
        }
        if (!dealii::GridTools::orthogonal_equality(orientation, face_1, face_2, normal))
            throw std::logic_error("two sides of an interface do not lie on one another");
    }
    return orientation;
}

/// Joins the coarse faces that lie on one another.
template <int dim>
void join_interfaces(dealii::Triangulation<dim>& triangulation) {
    using Iterator = typename dealii::Triangulation<dim>::cell_iterator;
    using Corner = std::array<double, static_cast<std::size_t>(dim)>;
    // Copies of a vertex have bitwise the same coordinates.
    std::map<std::vector<Corner>, std::pair<Iterator, unsigned>> open;
    std::vector<dealii::GridTools::PeriodicFacePair<Iterator>> pairs;
    for (const auto& cell : triangulation.cell_iterators_on_level(0))
        for (const unsigned f : cell->face_indices()) {
            if (!cell->at_boundary(f))
                continue;
            std::vector<Corner> corners;
            for (unsigned v = 0; v < cell->face(f)->n_vertices(); ++v) {
                Corner corner{};
                for (unsigned d = 0; d < dim; ++d)
                    corner[d] = cell->face(f)->vertex(v)[d];
                corners.push_back(corner);
            }
            std::ranges::sort(corners);
            const auto [entry, is_new] = open.try_emplace(corners, cell, f);
            if (is_new)
                continue;
            dealii::GridTools::PeriodicFacePair<Iterator> pair;
            pair.cell[0] = entry->second.first;
            pair.face_idx[0] = entry->second.second;
            pair.cell[1] = cell;
            pair.face_idx[1] = f;
            pair.orientation = relative_orientation(pair.cell[0]->face(pair.face_idx[0]),
                                                    pair.cell[1]->face(pair.face_idx[1]));
            pairs.push_back(pair);
        }
    if (!pairs.empty())
        triangulation.add_periodicity(pairs);
}

/// Lines of quadrilaterals that run the same way in both cells that share them, as deal.II needs
/// it; hexahedra may lie as they are.
template <int dim>
MeshDescription consistently_ordered(const MeshDescription& mesh) {
    if (dim != 2 || !has_tensor_product_cells(mesh))
        return mesh;
    std::vector<dealii::CellData<dim>> cells;
    for (const MeshDescription::Cell& cell : mesh.cells) {
        dealii::CellData<dim> data(static_cast<unsigned>(cell.vertices.size()));
        data.vertices.assign(cell.vertices.begin(), cell.vertices.end());
        cells.push_back(std::move(data));
    }
    dealii::GridTools::consistently_order_cells(cells);
    MeshDescription ordered = mesh;
    for (std::size_t c = 0; c < cells.size(); ++c)
        ordered.cells[c].vertices.assign(cells[c].vertices.begin(), cells[c].vertices.end());
    return ordered;
}

template <int dim>
MeshDescription refined_in(const MeshDescription& mesh, int times) {
    dealii::Triangulation<dim> triangulation;
    create(triangulation, mesh);
    triangulation.refine_global(static_cast<unsigned>(times));
    MeshDescription fine = mesh;
    fine.vertices.clear();
    fine.cells.clear();
    fine.boundary_faces.clear();
    for (const auto& vertex : triangulation.get_vertices()) {
        std::array<double, 3> coordinates{};
        for (unsigned d = 0; d < dim; ++d)
            coordinates[d] = vertex[d];
        fine.vertices.push_back(coordinates);
    }
    for (const auto& cell : triangulation.active_cell_iterators()) {
        MeshDescription::Cell copy;
        for (const unsigned v : cell->vertex_indices())
            copy.vertices.push_back(cell->vertex_index(v));
        copy.region = cell->material_id();
        fine.cells.push_back(std::move(copy));
        for (const unsigned f : cell->face_indices())
            if (cell->at_boundary(f) && cell->face(f)->boundary_id() != wall_indicator) {
                MeshDescription::BoundaryFace face;
                for (unsigned v = 0; v < cell->face(f)->n_vertices(); ++v)
                    face.vertices.push_back(cell->face(f)->vertex_index(v));
                face.boundary = cell->face(f)->boundary_id() - 1;
                fine.boundary_faces.push_back(std::move(face));
            }
    }
    return fine;
}

/// Whether cutting opens every face of the interfaces: one whose corners all lie on the rim stays
/// closed until it is refined.
bool opens_every_interface(const MeshDescription& mesh,
                           const std::vector<device::Interface>& interfaces) {
    const auto whole = cells_at_faces(mesh);
    const auto cut = cells_at_faces(split_at_interfaces(mesh, interfaces));
    const auto opened = std::ranges::count_if(whole, [&](const auto& face) {
        const std::vector<std::size_t>& cells = face.second;
        return cells.size() == 2 &&
               separated(interfaces, mesh.cells[cells[0]].region, mesh.cells[cells[1]].region);
    });
    return cut.size() == whole.size() + static_cast<std::size_t>(opened);
}

} // namespace

bool has_tensor_product_cells(const MeshDescription& mesh) {
    return std::ranges::all_of(mesh.cells, [&](const MeshDescription::Cell& cell) {
        return cell.vertices.size() == (1U << static_cast<unsigned>(mesh.dimension));
    });
}

MeshDescription refined(const MeshDescription& mesh, int times) {
    switch (mesh.dimension) {
    case 1:
        return refined_in<1>(mesh, times);
    case 2:
        return refined_in<2>(mesh, times);
    default:
        return refined_in<3>(mesh, times);
    }
}

MeshDescription split_at_interfaces(const MeshDescription& mesh,
                                    const std::vector<device::Interface>& interfaces) {
    // Corners of cells, one for each (cell, vertex); those that stay one vertex are merged.
    std::vector<std::size_t> first_corner(mesh.cells.size() + 1, 0);
    for (std::size_t c = 0; c < mesh.cells.size(); ++c)
        first_corner[c + 1] = first_corner[c] + mesh.cells[c].vertices.size();
    std::vector<std::size_t> parent(first_corner.back());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&parent](std::size_t corner) {
        while (parent[corner] != corner)
            corner = parent[corner] = parent[parent[corner]];
        return corner;
    };
    const auto corner_at = [&](std::size_t c, unsigned vertex) {
        const auto& vertices = mesh.cells[c].vertices;
        return first_corner[c] + static_cast<std::size_t>(std::distance(
                                     vertices.begin(), std::ranges::find(vertices, vertex)));
    };
    for (const auto& [face, cells] : cells_at_faces(mesh))
        if (cells.size() == 2 &&
            !separated(interfaces, mesh.cells[cells[0]].region, mesh.cells[cells[1]].region))
            for (const unsigned vertex : face)
                parent[root(corner_at(cells[0], vertex))] = root(corner_at(cells[1], vertex));

    MeshDescription split = mesh;
    split.vertices.clear();
    std::map<std::size_t, unsigned> number; // of the copies
    for (std::size_t c = 0; c < mesh.cells.size(); ++c)
        for (std::size_t k = 0; k < mesh.cells[c].vertices.size(); ++k) {
            const auto [entry, is_new] = number.try_emplace(
                root(first_corner[c] + k), static_cast<unsigned>(split.vertices.size()));
            if (is_new)
                split.vertices.push_back(mesh.vertices[mesh.cells[c].vertices[k]]);
            split.cells[c].vertices[k] = entry->second;
        }
    const auto cells = cells_at_faces(mesh);
    for (std::size_t f = 0; f < mesh.boundary_faces.size(); ++f) {
        FaceVertices sorted = mesh.boundary_faces[f].vertices;
        std::ranges::sort(sorted);
        const auto found = cells.find(sorted);
        if (found == cells.end() || found->second.size() != 1)
            throw std::invalid_argument(
                fmt::format("a face of the boundary \"{}\" does not lie on the surface",
                            mesh.boundaries.at(mesh.boundary_faces[f].boundary)));
        for (unsigned& vertex : split.boundary_faces[f].vertices)
            vertex = number.at(root(corner_at(found->second.front(), vertex)));
    }
    return split;
}

template <int dim>
std::unique_ptr<Mesh<dim>> make_triangulation(const MeshDescription& coarse,
                                              const std::vector<device::Interface>& interfaces,
                                              int refinements, MPI_Comm communicator) {
    MeshDescription mesh = consistently_ordered<dim>(coarse);
    if (!opens_every_interface(mesh, interfaces)) {
        mesh = refined(mesh, 1);
        refinements = std::max(refinements - 1, 0);
    }
    if constexpr (dim > 1)
        if (has_tensor_product_cells(mesh)) {
            using Forest = dealii::parallel::distributed::Triangulation<dim>;
            auto forest = std::make_unique<Forest>(
                communicator, dealii::Triangulation<dim>::limit_level_difference_at_vertices,
                Forest::construct_multigrid_hierarchy);
            create(*forest, split_at_interfaces(mesh, interfaces));
            join_interfaces(*forest);
            forest->refine_global(static_cast<unsigned>(refinements));
            return forest;
        }
    using Shared = dealii::parallel::shared::Triangulation<dim>;
    auto shared = std::make_unique<Shared>(communicator, dealii::Triangulation<dim>::none, false,
                                           Shared::partition_zorder);
    create(*shared, split_at_interfaces(refined(mesh, refinements), interfaces));
    join_interfaces(*shared);
    return shared;
}

template std::unique_ptr<Mesh<1>>
make_triangulation(const MeshDescription&, const std::vector<device::Interface>&, int, MPI_Comm);
template std::unique_ptr<Mesh<2>>
make_triangulation(const MeshDescription&, const std::vector<device::Interface>&, int, MPI_Comm);
template std::unique_ptr<Mesh<3>>
make_triangulation(const MeshDescription&, const std::vector<device::Interface>&, int, MPI_Comm);

} // namespace sidejump::device_fem
