// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"

#include <vector>

namespace sidejump::coefficients {

/// What is held while the temperature changes.
enum class ChemicalPotential { fixed_density, fixed };

/// The options of the section [thermal].
struct ThermalOptions {
    std::vector<double> temperatures; ///< K
    ChemicalPotential chemical_potential = ChemicalPotential::fixed_density;
    double tolerance = 1e-8; ///< relative, of each integral over energy
};

/// Declaration of the section [thermal].
const input::Section<ThermalOptions>& thermal_section();

} // namespace sidejump::coefficients
