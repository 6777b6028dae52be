// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace sidejump::impurity {

/// One scattering channel (l, j = l +- 1/2) of a spherical impurity at the Fermi energy.
struct Channel {
    int l = 0;
    int twice_j = 1;                 ///< 2 j
    double phase_shift = 0.0;        ///< eta in radians; S-matrix element |s| e^{2 i eta}
    double inelastic = 1.0;          ///< |s|, 1 for an elastic channel, 0 <= |s| <= 1
    double off_shell_exponent = 0.0; ///< alpha_l = d ln V_l/d ln p at k_F (K-S184: l)
    /// What the channel loses, 1 - |s|^2, comes back to it with this part of its dipole in m_j:
    /// 0 where it comes back evenly over m_j, -1/3 from moments of a doublet that are fixed in
    /// random directions (docs/theory/impurity-models).
    double dipole_return = 0.0;
};

/// <l.s> = [j(j+1) - l(l+1) - 3/4]/2 in a state (l, j), hbar = 1: l/2 for j = l + 1/2 and
/// -(l+1)/2 for j = l - 1/2.
constexpr double spin_orbit_product(int l, int twice_j) {
    return twice_j > 2 * l ? 0.5 * l : -0.5 * (l + 1);
}

/// One impurity species with its scattering channels.
struct Impurity {
    std::string name;
    double concentration = 0.0; ///< n_i/n_c, impurities per conduction electron
    std::vector<Channel> channels;
};

} // namespace sidejump::impurity
