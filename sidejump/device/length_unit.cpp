// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/length_unit.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::device {

double largest_extent(const MeshDescription& mesh) {
    double extent = 0.0;
    for (int d = 0; d < mesh.dimension; ++d) {
        const auto coordinate = [d](const std::array<double, 3>& vertex) {
            return vertex[static_cast<std::size_t>(d)];
        };
        const auto [lowest, highest] =
            std::ranges::minmax(mesh.vertices, std::less<>(), coordinate);
        extent = std::max(extent, coordinate(highest) - coordinate(lowest));
    }
    return extent;
}

MeshDescription in_length_unit(const MeshDescription& mesh, double length) {
    MeshDescription scaled = mesh;
    for (auto& vertex : scaled.vertices)
        for (double& coordinate : vertex)
            coordinate /= length;
    return scaled;
}

DiffusionProblem in_length_unit(const DiffusionProblem& problem, double length) {
    DiffusionProblem scaled = problem;
    scaled.mesh = in_length_unit(problem.mesh, length);
    for (Medium& medium : scaled.media) {
        medium.relaxation *= length * length;
        medium.storage *= length * length;
    }
    for (Interface& interface : scaled.interfaces)
        interface.law *= length;
    for (Terminal& terminal : scaled.terminals)
        terminal.law.exchange *= length;
    for (Surface& surface : scaled.surfaces)
        surface.position /= length;
    // int sigma grad v.grad u d^n r scales as length^(n - 2).
    scaled.embedding.cross_section *= std::pow(length, problem.mesh.dimension - 2);
    for (double& field : scaled.embedding.applied_field)
        field *= length;
    return scaled;
}

} // namespace sidejump::device
