// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/input/vector_types.hpp"
#include "sidejump/superconductor/unit_system.hpp"

#include <array>
#include <optional>

namespace sidejump::superconductor {

enum class InterfaceLaw { transparent, tunnel, transmission, spin_active };

/// How two metals touch, quantities in the units inside (conductances: S/m2 in SI files).
struct ContactLaw {
    InterfaceLaw law = InterfaceLaw::transparent;
    std::optional<double> conductance; ///< per area, both spins
    std::optional<double> transmission;
    std::optional<input::Vector3> polarisation;
    std::optional<double> spin_mixing_left;  ///< G_phi per area
    std::optional<double> spin_mixing_right; ///< likewise
    std::optional<input::Vector3> magnetisation;
    input::Place conductance_place;

    /// The direction of spin mixing: that of the magnetisation, or of the polarisation.
    [[nodiscard]] input::Vector3 axis() const;
};

/// A section [[interface]] as it is written.
struct InterfaceInput : ContactLaw {
    std::vector<input::PlacedText> between; ///< two layers or regions
    input::Place place;
};

enum class EndKind { open, reservoir };

/// A section [left], [right], [bottom] or [top] as it is written.
struct EndInput : ContactLaw {
    EndKind kind = EndKind::reservoir;
    std::optional<input::PlacedText> metal;
    double phase = 0.0;
    input::Place place;
};

/// Declarations of the sections.
const input::Section<InterfaceInput>& interface_section(UnitSystem units);
const input::Section<EndInput>& end_section(UnitSystem units);

} // namespace sidejump::superconductor
