// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/thermal_section.hpp"

namespace sidejump::coefficients {

const input::Section<ThermalOptions>& thermal_section() {
    static const input::Section<ThermalOptions> section =
        input::Section<ThermalOptions>("Temperatures for `sidejump thermal`.")
            .required("temperature", &ThermalOptions::temperatures,
                      input::Quantities(input::Quantity("K", "300 K", input::positive())),
                      "Temperature, one or a list.")
            .with_default("chemical_potential", &ThermalOptions::chemical_potential,
                          input::Choice<ChemicalPotential>(
                              {{"fixed-density", ChemicalPotential::fixed_density},
                               {"fixed", ChemicalPotential::fixed}}),
                          "Whether the chemical potential follows from a fixed carrier density or "
                          "stays at the Fermi energy.")
            .with_default("tolerance", &ThermalOptions::tolerance,
                          input::Number({.low = 1e-12, .high = 1e-2}),
                          "Relative tolerance of the integrals over energy.");
    return section;
}

} // namespace sidejump::coefficients
