// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace sidejump::device {

/// Coordinates in increasing order; of those closer than 1e-9 of the extent one is kept.
std::vector<double> merged_lines(std::vector<double> coordinates);

/// Index of the line nearest to a coordinate. `lines` increases and is not empty.
std::size_t nearest_line(const std::vector<double>& lines, double coordinate);

/// Whether the nearest line lies within 1e-9 of the extent of the lines.
bool on_a_line(const std::vector<double>& lines, double coordinate);

/// How long cells may be along one coordinate.
struct Spacing {
    double longest = 0.0; ///< > 0
    /// Cells that begin at one of these are as long as `edge_size`, the next ones longer by the
    /// factor `ratio` each, up to `longest`.
    std::vector<double> graded_towards;
    double edge_size = 0.0; ///< > 0 if `graded_towards` is not empty
    double ratio = 1.5;     ///< > 1
};

/// The points that divide [low, high] into the fewest cells that `spacing` allows, both ends
/// included.
std::vector<double> divided(double low, double high, const Spacing& spacing);

} // namespace sidejump::device
