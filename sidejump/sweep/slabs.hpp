// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/output/hdf5_file.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace sidejump::sweep {

/// Cuts a grid of points into boxes of consecutive points, in order.
/// @param sizes   of the dimensions, the last changes fastest
/// @param most    points of a box
/// @param visit   gets the box, its first point and the number of its points
void for_each_slab(const std::vector<std::uint64_t>& sizes, std::uint64_t most,
                   const std::function<void(const output::Hdf5Box&, std::uint64_t first,
                                            std::uint64_t count)>& visit);

} // namespace sidejump::sweep
