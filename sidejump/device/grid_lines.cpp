// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/grid_lines.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::device {
namespace {

constexpr double line_tolerance = 1e-9; // of the extent

// A hair less than the number of cells asked for, so that 20.000000001 cells are 20.
std::size_t whole_cells(double number) {
    return static_cast<std::size_t>(std::max(1.0, std::ceil(number * (1.0 - 1e-9))));
}

// The density of cells whose integral over each cell is one. With h = h_0 + distance ln(ratio) and
// h_0 = edge_size ln(ratio)/(ratio - 1) the first cell has the length edge_size, and each following
// one is longer by the ratio.
double cells_per_length(double coordinate, const Spacing& spacing) {
    const double slope = std::log(spacing.ratio);
    const double at_edge = spacing.edge_size * slope / (spacing.ratio - 1.0);
    double length = spacing.longest;
    for (const double edge : spacing.graded_towards)
        length = std::min(length, at_edge + slope * std::abs(coordinate - edge));
    return 1.0 / length;
}

} // namespace

std::vector<double> merged_lines(std::vector<double> coordinates) {
    std::sort(coordinates.begin(), coordinates.end());
    std::vector<double> lines;
    const double extent = coordinates.empty() ? 0.0 : coordinates.back() - coordinates.front();
    for (const double coordinate : coordinates)
        if (lines.empty() || coordinate - lines.back() > line_tolerance * extent)
            lines.push_back(coordinate);
    return lines;
}

std::size_t nearest_line(const std::vector<double>& lines, double coordinate) {
    const auto above = std::lower_bound(lines.begin(), lines.end(), coordinate);
    if (above == lines.begin())
        return 0;
    const auto index = static_cast<std::size_t>(above - lines.begin());
    if (above == lines.end() || coordinate - lines[index - 1] < lines[index] - coordinate)
        return index - 1;
    return index;
}

bool on_a_line(const std::vector<double>& lines, double coordinate) {
    return std::abs(lines[nearest_line(lines, coordinate)] - coordinate) <=
           line_tolerance * (lines.back() - lines.front());
}

std::vector<double> divided(double low, double high, const Spacing& spacing) {
    const double length = high - low;
    std::vector<double> points = {low};
    if (spacing.graded_towards.empty()) {
        const std::size_t cells = whole_cells(length / spacing.longest);
        for (std::size_t i = 1; i < cells; ++i)
            points.push_back(low + length * static_cast<double>(i) / static_cast<double>(cells));
        points.push_back(high);
        return points;
    }
    // Number of cells below each of many samples, by the trapezium rule.
    constexpr std::size_t samples = 4000;
    std::vector<double> below(samples + 1, 0.0);
    const double step = length / samples;
    double before = cells_per_length(low, spacing);
    for (std::size_t i = 1; i <= samples; ++i) {
        const double here = cells_per_length(low + step * static_cast<double>(i), spacing);
        below[i] = below[i - 1] + 0.5 * step * (before + here);
        before = here;
    }
    const std::size_t cells = whole_cells(below.back() * (1.0 - 1e-4));
    std::size_t sample = 0;
    for (std::size_t i = 1; i < cells; ++i) {
        const double wanted = below.back() * static_cast<double>(i) / static_cast<double>(cells);
        while (below[sample + 1] < wanted)
            ++sample;
        const double part = (wanted - below[sample]) / (below[sample + 1] - below[sample]);
        points.push_back(low + step * (static_cast<double>(sample) + part));
    }
    points.push_back(high);
    return points;
}

} // namespace sidejump::device
