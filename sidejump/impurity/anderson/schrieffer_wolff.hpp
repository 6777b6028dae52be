// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/anderson/anderson_level.hpp"

#include <string>
#include <vector>

/// The Anderson impurity in the local-moment regime as a Kondo impurity (K-S115..S136). Energies
/// in eV from the Fermi energy.
namespace sidejump::impurity::anderson {

/// K-S119: level < 0 < level + U, one electron on the impurity.
bool has_local_moment(const AndersonLevel& anderson);

/// The couplings of the Kondo model in units of 1/N_F, to second order in the hybridisation:
/// H = -(J/N) sum a+_m c_m c+_m' a_m' + bare n_c, or J S.S + potential n_c for N = 2.
struct KondoCouplings {
    double exchange = 0.0;       ///< J N_F, K-S129 for N = 2
    double bare_potential = 0.0; ///< K-S130 (U tilde)
    double potential = 0.0;      ///< K-S136, what is left when the exchange has no trace
};

/// With X = 1/(level + U) and Y = -1/level: J N_F = (N Delta/pi)(X + Y), bare = -(Delta/pi) X,
/// potential = -(Delta/pi)(X - (X + Y)/N), so that potential = bare + J N_F/N^2.
/// @throws std::domain_error without a local moment
KondoCouplings schrieffer_wolff(const AndersonLevel& anderson, int degeneracy);

/// Width over the smaller of the two excitation energies: small where second order is enough.
double hybridisation_ratio(const AndersonLevel& anderson);

/// What does not hold of the transformation, one line each: a level that is not narrow against its
/// distances from the Fermi energy, an exchange or a Kondo temperature that is not small.
/// @param kondo_temperature  eV
std::vector<std::string> schrieffer_wolff_warnings(const AndersonLevel& anderson,
                                                   const KondoCouplings& couplings,
                                                   double kondo_temperature);

/// Haldane's T_H = sqrt(U Delta/2) exp(pi level (level + U)/(2 U Delta)) of a doublet, eV.
/// @throws std::domain_error without a local moment
double haldane_temperature(const AndersonLevel& anderson);

/// T_0 = 1/(4 chi_0) of the symmetric doublet, level = -U/2, from the Bethe ansatz up to terms that
/// are exponentially small: sqrt(U Delta/2) exp(-pi U/(8 Delta) + pi Delta/(2 U)), eV. The level is
/// not used.
double symmetric_bethe_ansatz_temperature(const AndersonLevel& anderson);

} // namespace sidejump::impurity::anderson
