// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/superconductor/graded_properties.hpp"

#include <optional>

namespace sidejump::superconductor {

/// A section [[layer]] as it is written, quantities in the units inside: a layer of a stack, or a
/// ring of a disc.
struct LayerInput : GradedProperties {
    std::optional<input::PlacedText> name;
    input::PlacedText metal;
    double thickness = 0.0;
    std::optional<int> cells;
    std::optional<double> spacing;
    double edge_refinement = 1.0;
    input::Place place;

    /// Its name, that of its metal if it has no other.
    [[nodiscard]] const input::PlacedText& called() const { return name ? *name : metal; }
};

/// Declaration of the section [[layer]].
const input::Section<LayerInput>& layer_section(UnitSystem units);

} // namespace sidejump::superconductor
