// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_units.hpp"
#include "sidejump/electron_gas/impurity_section.hpp"
#include "sidejump/rashba/impurity_potentials.hpp"

#include <memory>

namespace sidejump::electron_gas {

/// An impurity in the units inside.
struct ImpurityModel {
    std::shared_ptr<const rashba::Scatterers> scatterers;
    rashba::ScatteringRates rates; ///< of all of its kind, without spin-orbit coupling
    double born_phase = 0.0;       ///< in the Born approximation if the strength is given, else 0
    bool is_spin_independent = true;
};

/// @param reference  Fermi momentum without spin-orbit coupling
/// @param largest    momentum of the electrons that scatter
/// @throws input::InputError if a table does not reach twice that
ImpurityModel impurity_model(const ImpurityInput& input, const GasUnits& units,
                             double effective_mass, double reference, double largest);

/// The wavenumber of Thomas and Fermi in 1/m: m e^2/(2 pi eps_0 eps_r hbar^2), of two spins.
/// @param effective_mass  in electron masses
double thomas_fermi_wavenumber(double effective_mass, double permittivity);

} // namespace sidejump::electron_gas
