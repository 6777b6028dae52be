// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mesh_measures.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <vector>

namespace sidejump::test {
namespace {

using device::MeshDescription;

Eigen::Vector3d point(const MeshDescription& mesh, unsigned vertex) {
    Eigen::Vector3d at = Eigen::Vector3d::Zero();
    for (int i = 0; i < mesh.dimension; ++i)
        at[i] = mesh.vertices[vertex][static_cast<std::size_t>(i)];
    return at;
}

double factorial(int n) {
    return n <= 1 ? 1.0 : n * factorial(n - 1);
}

// sqrt det(E^T E) of the edges at the first vertex, over n! for simplices.
double measure(const MeshDescription& mesh, const std::vector<unsigned>& vertices, int dimension) {
    if (dimension == 0)
        return 1.0;
    const bool simplex = vertices.size() == static_cast<std::size_t>(dimension) + 1;
    Eigen::MatrixXd edges(3, dimension);
    for (int i = 0; i < dimension; ++i)
        edges.col(i) =
            point(mesh, vertices[simplex ? static_cast<std::size_t>(i) + 1 : std::size_t{1} << i]) -
            point(mesh, vertices[0]);
    return std::sqrt((edges.transpose() * edges).determinant()) /
           (simplex ? factorial(dimension) : 1.0);
}

double signed_volume(const MeshDescription& mesh, const std::vector<unsigned>& vertices) {
    const int dimension = mesh.dimension;
    const bool simplex = vertices.size() == static_cast<std::size_t>(dimension) + 1;
    Eigen::MatrixXd edges(dimension, dimension);
    for (int i = 0; i < dimension; ++i)
        edges.col(i) =
            (point(mesh,
                   vertices[simplex ? static_cast<std::size_t>(i) + 1 : std::size_t{1} << i]) -
             point(mesh, vertices[0]))
                .head(dimension);
    return edges.determinant();
}

std::vector<std::vector<unsigned>> faces(const MeshDescription& mesh,
                                         const std::vector<unsigned>& vertices) {
    std::vector<std::vector<unsigned>> all;
    const auto dimension = static_cast<std::size_t>(mesh.dimension);
    if (vertices.size() == dimension + 1) {
        for (std::size_t left_out = 0; left_out < vertices.size(); ++left_out) {
            all.push_back(vertices);
            all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(left_out));
        }
    } else {
        for (std::size_t axis = 0; axis < dimension; ++axis)
            for (std::size_t side = 0; side < 2; ++side) {
                all.emplace_back();
                for (std::size_t i = 0; i < vertices.size(); ++i)
                    if (((i >> axis) & 1U) == side)
                        all.back().push_back(vertices[i]);
            }
    }
    for (auto& face : all)
        std::sort(face.begin(), face.end());
    return all;
}

} // namespace

std::map<std::string, double> region_measures(const MeshDescription& mesh) {
    std::map<std::string, double> measures;
    for (const auto& cell : mesh.cells)
        measures[mesh.regions[cell.region]] += measure(mesh, cell.vertices, mesh.dimension);
    return measures;
}

std::map<std::string, double> boundary_measures(const MeshDescription& mesh) {
    std::map<std::string, double> measures;
    for (const auto& face : mesh.boundary_faces)
        measures[mesh.boundaries[face.boundary]] +=
            measure(mesh, face.vertices, mesh.dimension - 1);
    return measures;
}

std::string mesh_mistake(const MeshDescription& mesh) {
    std::set<std::array<double, 3>> points(mesh.vertices.begin(), mesh.vertices.end());
    if (points.size() != mesh.vertices.size())
        return "vertices coincide";
    std::set<unsigned> used;
    std::map<std::vector<unsigned>, int> cells_at;
    for (std::size_t i = 0; i < mesh.cells.size(); ++i) {
        const auto& cell = mesh.cells[i];
        used.insert(cell.vertices.begin(), cell.vertices.end());
        if (!(signed_volume(mesh, cell.vertices) > 0.0))
            return fmt::format("cell {} is not positively oriented", i);
        for (const auto& face : faces(mesh, cell.vertices))
            if (++cells_at[face] > 2)
                return fmt::format("a face of cell {} has more than two cells", i);
    }
    if (used.size() != mesh.vertices.size())
        return "vertices belong to no cell";
    for (std::size_t i = 0; i < mesh.boundary_faces.size(); ++i) {
        std::vector<unsigned> face = mesh.boundary_faces[i].vertices;
        std::sort(face.begin(), face.end());
        const auto found = cells_at.find(face);
        if (found == cells_at.end() || found->second != 1)
            return fmt::format("named face {} is not the face of exactly one cell", i);
    }
    return "";
}

} // namespace sidejump::test
