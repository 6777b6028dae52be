// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/mesh_checks.hpp"

#include "sidejump/device/length_unit.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <span>

namespace sidejump::device {
namespace {

void check_elements(const SolverInput& solver, const MeshDescription& mesh) {
    const auto dimension = static_cast<std::size_t>(mesh.dimension);
    const bool simplices =
        dimension > 1 && std::ranges::any_of(mesh.cells, [dimension](const auto& cell) {
            return cell.vertices.size() == dimension + 1;
        });
    const char* kind = !simplices ? "a line" : dimension == 2 ? "triangles" : "tetrahedra";
    constexpr int highest_of_simplices = 2;
    if (simplices && solver.order > highest_of_simplices)
        solver.order_place.fail(fmt::format("1 or 2, the orders that {} have", kind),
                                fmt::format("{}", solver.order));
    if (solver.method == SolverMethod::multigrid && (simplices || dimension == 1))
        solver.method_place.fail("a method for the mesh, \"direct\" or \"iterative\"",
                                 fmt::format("\"multigrid\", which needs quadrilaterals or "
                                             "hexahedra, and a mesh of {}",
                                             dimension == 1 ? "one dimension" : kind));
}

// The box around a mesh, m.
struct Extent {
    std::array<double, 3> low{};
    std::array<double, 3> high{};
};

Extent extent_of(const MeshDescription& mesh) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Extent extent{{infinity, infinity, infinity}, {-infinity, -infinity, -infinity}};
    for (const auto& vertex : mesh.vertices)
        for (std::size_t d = 0; d < 3; ++d) {
            extent.low[d] = std::min(extent.low[d], vertex[d]);
            extent.high[d] = std::max(extent.high[d], vertex[d]);
        }
    return extent;
}

std::string point_text(const std::array<double, 3>& point, std::size_t dimension) {
    return fmt::format("({:.6g}) m", fmt::join(std::span(point).first(dimension), ", "));
}

// Whether a line has a part in the box: what is left of it after each pair of sides.
bool meets(const CutInput& cut, const Extent& box, std::size_t dimension, double tolerance) {
    const auto& from = cut.from.coordinates;
    const auto& to = cut.to.coordinates;
    double begin = 0.0;
    double end = 1.0;
    for (std::size_t d = 0; d < dimension; ++d) {
        const double low = box.low[d] - tolerance - from[d];
        const double high = box.high[d] + tolerance - from[d];
        const double along = to[d] - from[d];
        if (along == 0.0) {
            if (low > 0.0 || high < 0.0)
                return false;
            continue;
        }
        const auto [enters, leaves] = std::minmax({low / along, high / along});
        begin = std::max(begin, enters);
        end = std::min(end, leaves);
    }
    return begin <= end;
}

void check_coordinates(const WrittenPoint& point, const input::Place& place, std::size_t dimension,
                       const Embedding& embedding) {
    std::string axes;
    for (std::size_t d = 0; d < dimension; ++d)
        axes += "xyz"[embedding.axes[d]];
    if (point.written != dimension)
        place.fail(fmt::format("{} coordinate{}, as the mesh has the axes {}", dimension,
                               dimension == 1 ? "" : "s", axes),
                   fmt::format("{}", point.written));
}

void check_cut(const CutInput& cut, const MeshDescription& mesh, const Embedding& embedding) {
    const auto dimension = static_cast<std::size_t>(mesh.dimension);
    check_coordinates(cut.from, cut.from_place, dimension, embedding);
    check_coordinates(cut.to, cut.to_place, dimension, embedding);
    constexpr double negligible = 1e-12;
    const Extent extent = extent_of(mesh);
    if (!meets(cut, extent, dimension, negligible * largest_extent(mesh)))
        cut.from_place.fail(
            fmt::format("a line that meets the device, which reaches from {} to {}",
                        point_text(extent.low, dimension), point_text(extent.high, dimension)),
            fmt::format("one from {} to {}", point_text(cut.from.coordinates, dimension),
                        point_text(cut.to.coordinates, dimension)));
}

} // namespace

void check_against_mesh(const DeviceInput& input, const MeshDescription& mesh,
                        const Embedding& embedding) {
    check_elements(input.solver, mesh);
    for (const CutInput& cut : input.output.cut)
        check_cut(cut, mesh, embedding);
}

} // namespace sidejump::device
