// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/cell_checks.hpp"

#include "sidejump/device/cell_faces.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace sidejump::device_fem {
namespace {

using device::MeshDescription;
using Coordinates = std::array<double, 3>;

// Far below what a mesh generator makes, far above rounding.
constexpr double least_relative_jacobian = 1e-12;

bool is_simplex(const MeshDescription::Cell& cell, int dimension) {
    return cell.vertices.size() == static_cast<std::size_t>(dimension) + 1;
}

// In less than three dimensions the edges that are missing count as unit vectors.
double determinant(const std::array<Coordinates, 3>& edges) {
    const auto& [a, b, c] = edges;
    return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
           a[2] * (b[0] * c[1] - b[1] * c[0]);
}

// Jacobian over the product of the lengths of the edges that leave a corner: 1 for a right angle.
double relative_jacobian(const std::vector<Coordinates>& corners, std::size_t corner, int dimension,
                         bool simplex) {
    std::array<Coordinates, 3> edges{Coordinates{1, 0, 0}, Coordinates{0, 1, 0},
                                     Coordinates{0, 0, 1}};
    double product = 1.0;
    for (std::size_t axis = 0; axis < static_cast<std::size_t>(dimension); ++axis) {
        const std::size_t bit = std::size_t{1} << axis;
        const Coordinates& from = corners[simplex ? 0 : corner & ~bit];
        const Coordinates& to = corners[simplex ? axis + 1 : corner | bit];
        edges[axis] = {0.0, 0.0, 0.0};
        double square = 0.0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(dimension); ++i) {
            edges[axis][i] = to[i] - from[i];
            square += edges[axis][i] * edges[axis][i];
        }
        product *= std::sqrt(square);
    }
    return product > 0.0 ? determinant(edges) / product : 0.0;
}

} // namespace

Orientation orientation(const MeshDescription::Cell& cell, const MeshDescription& mesh) {
    std::vector<Coordinates> corners;
    for (const unsigned vertex : cell.vertices)
        corners.push_back(mesh.vertices[vertex]);
    const bool simplex = is_simplex(cell, mesh.dimension);
    std::size_t positive = 0;
    std::size_t negative = 0;
    const std::size_t number = simplex ? 1 : corners.size();
    for (std::size_t corner = 0; corner < number; ++corner) {
        const double jacobian = relative_jacobian(corners, corner, mesh.dimension, simplex);
        positive += jacobian > least_relative_jacobian ? 1 : 0;
        negative += jacobian < -least_relative_jacobian ? 1 : 0;
    }
    return positive == number   ? Orientation::positive
           : negative == number ? Orientation::negative
                                : Orientation::broken;
}

void reverse(MeshDescription::Cell& cell, int dimension) {
    if (is_simplex(cell, dimension)) {
        std::swap(cell.vertices[cell.vertices.size() - 2], cell.vertices.back());
        return;
    }
    for (std::size_t corner = 0; corner < cell.vertices.size(); corner += 2)
        std::swap(cell.vertices[corner], cell.vertices[corner + 1]);
}

FaceKey face_key(const std::vector<unsigned>& vertices) {
    FaceKey key;
    key.fill(std::numeric_limits<unsigned>::max());
    std::copy(vertices.begin(), vertices.end(), key.begin());
    std::sort(key.begin(), key.end());
    return key;
}

CellFaces::CellFaces(const MeshDescription& mesh) : cells_(mesh.cells.size()) {
    for (std::size_t cell = 0; cell < mesh.cells.size(); ++cell)
        for (const auto& face : device::cell_faces(mesh.cells[cell], mesh.dimension))
            sides_.push_back({face_key(face), cell});
    std::sort(sides_.begin(), sides_.end(), [](const Side& one, const Side& other) {
        return std::tie(one.face, one.cell) < std::tie(other.face, other.cell);
    });
}

std::vector<std::size_t> CellFaces::cells_at(const FaceKey& face) const {
    std::vector<std::size_t> cells;
    for (auto side =
             std::lower_bound(sides_.begin(), sides_.end(), face,
                              [](const Side&one, const FaceKey&other) { return one.face < other; });
         side != sides_.end() && side->face == face; ++side)
        cells.push_back(side->cell);
    return cells;
}

std::size_t CellFaces::crowded_cell() const {
    for (std::size_t i = 2; i < sides_.size(); ++i)
        if (sides_[i].face == sides_[i - 2].face)
            return sides_[i].cell;
    return cells_;
}

} // namespace sidejump::device_fem
