// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/value_types.hpp"

#include <fmt/format.h>
#include <optional>
#include <vector>

/// The parameter `lengths_across` of geometries that know only the coordinates of their mesh.
namespace sidejump::device {

inline input::Quantities lengths_across_type() {
    return input::Quantities(input::Quantity("m", "20 nm", {.low = 1e-12, .high = 1e3}));
}

inline constexpr const char* lengths_across_description =
    "Lengths of the device along the axes that the mesh leaves out: one for a plane, two for a "
    "line. "
    "Currents are for them.";
inline constexpr const char* lengths_across_default = "1 m each";

/// Product of the lengths across.
/// @throws input::InputError if their number is not that of the axes left out
inline double cross_section(const std::optional<std::vector<double>>& lengths,
                            std::size_t dimension, const input::Place& place) {
    double product = 1.0;
    if (!lengths)
        return product;
    if (lengths->size() != 3 - dimension)
        place.fail(dimension == 3 ? std::string("no lengths, as the mesh has all three axes")
                                  : fmt::format("{} for a mesh of {}",
                                                dimension == 2 ? "one length" : "two lengths",
                                                dimension == 2 ? "two axes" : "one axis"),
                   fmt::format("{} of them", lengths->size()));
    for (const double length : *lengths)
        product *= length;
    return product;
}

} // namespace sidejump::device
