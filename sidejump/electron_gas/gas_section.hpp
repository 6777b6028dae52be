// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/input/section.hpp"

#include <optional>

namespace sidejump::electron_gas {

/// The section [gas] as it is written.
struct GasInput {
    double effective_mass = 0.0;           ///< electron masses
    std::optional<double> carrier_density; ///< 1/cm^2
    std::optional<double> fermi_energy;    ///< meV from the crossing of the bands
    double rashba = 0.0;                   ///< meV nm
    double dresselhaus = 0.0;              ///< meV nm
    double cubic_rashba = 0.0;             ///< eV nm^3
    double temperature = 0.0;              ///< K
    input::Place level_place;              ///< of carrier_density or fermi_energy
    input::Place temperature_place;
};

/// Declaration of the section [gas].
const input::Section<GasInput>& gas_section();

} // namespace sidejump::electron_gas
