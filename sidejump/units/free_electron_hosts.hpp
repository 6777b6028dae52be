// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/units/host.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidejump::units {

/// A free-electron host of the built-in table (effective mass 1) with its Fermi wavenumber and
/// atomic density, or nothing if the table has no metal of that chemical symbol.
///
/// Source: N. W. Ashcroft and N. D. Mermin, Solid State Physics (1976), Table 1.1: conduction
/// electron densities; the atomic density is that divided by the valence of the same table.
std::optional<Host> free_electron_host(std::string_view symbol);

/// The chemical symbols of the built-in table, in its order.
std::vector<std::string> free_electron_host_names();

} // namespace sidejump::units
