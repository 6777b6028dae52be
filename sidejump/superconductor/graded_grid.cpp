// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/graded_grid.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace sidejump::superconductor {

std::vector<double> cell_edges(double thickness, const GradedGrid& grid) {
    if (!(thickness > 0.0) || grid.cells < 1 || !(grid.refinement > 0.0))
        throw std::invalid_argument("a grid has positive thickness, cells and refinement");
    std::vector<double> edges{0.0};
    const double growth = std::log(grid.refinement);
    for (int i = 0; i < grid.cells; ++i) {
        const double middle = (i + 0.5) / grid.cells;
        const double from_edge = grid.fine_left ? 1.0 - std::abs(2.0 * middle - 1.0) : 1.0 - middle;
        const double size = std::exp(growth * from_edge);
        edges.push_back(edges.back() + (grid.starts_at_axis && i == 0 ? 0.5 : 1.0) * size);
    }
    const double scale = thickness / edges.back();
    for (double& edge : edges)
        edge *= scale;
    edges.back() = thickness;
    return edges;
}

int cells_for_spacing(double thickness, double spacing, GradedGrid grid) {
    const auto fits = [&](int cells) {
        grid.cells = cells;
        const std::vector<double> edges = cell_edges(thickness, grid);
        double largest = 0.0;
        for (std::size_t i = 1; i < edges.size(); ++i)
            largest = std::max(largest, edges[i] - edges[i - 1]);
        return largest <= spacing * (1.0 + 1e-12);
    };
    int low = 1; // does not fit, or is the least there can be
    int high = 2;
    while (!fits(high)) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (fits(middle) ? high : low) = middle;
    }
    return high;
}

} // namespace sidejump::superconductor
