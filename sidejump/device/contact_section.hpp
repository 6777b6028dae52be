// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device/interface_law.hpp"
#include "sidejump/input/placed_text.hpp"
#include "sidejump/input/section.hpp"
#include "sidejump/input/vector_types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sidejump::device {

/// A section [[interface]] as it is written, SI units per area.
struct InterfaceInput {
    std::vector<input::PlacedText> between; ///< two regions
    std::optional<double> conductance;      ///< S/m^2
    std::optional<double> area_resistance;  ///< ohm m^2
    std::optional<double> spin_conductance; ///< S/m^2
    std::optional<double> spin_loss;        ///< S/m^2
    std::optional<double> spin_loss_delta;
    std::optional<double> polarisation;
    std::optional<MixingConductance> mixing;
    input::Place place; ///< of the section
};

/// Declaration of the section [[interface]].
const input::Section<InterfaceInput>& interface_section();

/// The law of an interface between two regions with these magnetisations (none: normal), both sides
/// in the order of `between`.
/// @throws input::InputError if its keys do not go with the regions
InterfaceLaw interface_from_input(const InterfaceInput& input,
                                  const std::optional<Vector3>& magnetisation_1,
                                  const std::optional<Vector3>& magnetisation_2);

/// A section [[contact]] as it is written, SI units.
struct ContactInput {
    std::optional<input::PlacedText> name;
    input::PlacedText boundary;
    std::optional<double> potential; ///< V
    std::optional<double> current;   ///< A
    bool floating = false;
    std::optional<ContactSpin> spin;
    bool spin_sink = false;
    std::optional<double> conductance;     ///< S/m^2
    std::optional<double> area_resistance; ///< ohm m^2
    std::optional<double> polarisation;
    std::optional<input::Vector3> magnetisation; ///< unit vector
    std::optional<MixingConductance> mixing;
    std::optional<double> ferromagnet_spin_resistance; ///< ohm m^2
    std::optional<double> ferromagnet_polarisation;
    std::optional<input::Vector3> injected_polarisation;
    input::Place place; ///< of the section
};

/// Declaration of the section [[contact]].
const input::Section<ContactInput>& contact_section();

/// The name of a contact: that of its boundary unless it has one.
const input::PlacedText& contact_name(const ContactInput& input);

/// The terminal that a contact makes of its boundary.
/// @param boundary       index of the boundary
/// @param magnetisation  direction to take instead of the one of the input
Terminal terminal_from_input(const ContactInput& input, std::size_t boundary,
                             const std::optional<Vector3>& magnetisation = std::nullopt);

} // namespace sidejump::device
