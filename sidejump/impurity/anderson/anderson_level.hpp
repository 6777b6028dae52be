// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::impurity::anderson {

/// Anderson's impurity level, a multiplet in a wide band (K-S104). Energies in eV, those of levels
/// from the Fermi energy.
struct AndersonLevel {
    double level = 0.0;     ///< eps_0
    double repulsion = 0.0; ///< U >= 0, of each pair of electrons
    double width = 0.0;     ///< half width Delta = pi N_F |V|^2
};

} // namespace sidejump::impurity::anderson
