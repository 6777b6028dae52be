// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/electron_gas/gas_file.hpp"
#include "sidejump/electron_gas/gas_units.hpp"
#include "sidejump/rashba/gas_response.hpp"

#include <string>
#include <vector>

namespace sidejump::electron_gas {

/// The gas of a file in the units inside.
struct GasModel {
    GasUnits units;
    rashba::Gas gas{};
    double carriers = 0.0;           ///< per area
    double reference_momentum = 0.0; ///< of the same carriers without spin-orbit coupling
    /// 1/tau and 1/tau_tr of all impurities there, in the Born approximation or from phase shifts.
    double scattering_rate = 0.0;
    double transport_rate = 0.0;
    std::vector<double> transport_rates{}; ///< the latter of each kind
    /// Of each kind the phase shift in the Born approximation; 0 of those to all orders, and where
    /// a time sets the density and the strength together.
    std::vector<double> born_phases{};
    /// No impurity depends on the spin.
    bool is_spin_independent = true;
    std::vector<std::string> warnings{};

    /// An energy at which there are electrons, that of rashba::typical_energy.
    [[nodiscard]] double typical_energy() const { return rashba::typical_energy(gas); }
};

/// @throws input::InputError if there are no states at the Fermi level, if a cubic term leaves no
///         room for the carriers, if a table does not reach the momentum transfers of the
///         electrons, or if waves of number and spin are shorter than those of the electrons
GasModel gas_model(const GasFile& file);

} // namespace sidejump::electron_gas
