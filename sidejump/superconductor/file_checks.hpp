// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/superconductor_file.hpp"

namespace sidejump::superconductor {

/// Whether the tables of a file fit together: those that belong to its kind, names, interfaces
/// between neighbours, a study that the structure allows.
/// @throws input::InputError at the first mistake
void check_file(SuperconductorInput& input, const input::Table& table, const input::Place& place);

/// The metals of a structure itself, without those of its ends.
std::vector<const input::PlacedText*> metals_inside(const SuperconductorInput& input);

/// Whether a metal has a pair potential, prescribed or solved for.
bool superconducts(const MetalInput& metal);

/// The metal of a name that is known to be there.
const MetalInput& metal_called(const SuperconductorInput& input, const input::PlacedText& name);

/// Warnings of metals, but of the first one, that nothing is made of.
std::vector<std::string> unused_metals(const SuperconductorInput& input);

/// Warnings of layers whose spin-orbit coupling is not weak.
std::vector<std::string> warnings_of_parts(const SuperconductorInput& input);

/// The two layers of an interface, the left one first.
/// @throws input::InputError if they are not neighbours
std::size_t left_layer(const InterfaceInput& interface, const std::vector<LayerInput>& layers);

} // namespace sidejump::superconductor
