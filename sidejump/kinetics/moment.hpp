// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::kinetics {

/// A moment of the density matrix on the Fermi surface: [Y_lambda (x) sigma_s]_J, the spherical
/// harmonic lambda coupled with the charge (s = 0) or the spin (s = 1) to total J, normalised to
/// one under the integral of the trace over the sphere. Parity is (-1)^lambda.
struct Moment {
    int lambda = 0;
    int s = 0;
    int J = 0;
    friend bool operator==(const Moment&, const Moment&) = default;
};

inline constexpr Moment charge_density{0, 0, 0};
inline constexpr Moment spin_density{0, 1, 1};
inline constexpr Moment spin_quadrupole{2, 1, 1};
inline constexpr Moment charge_current{1, 0, 1};
inline constexpr Moment spin_current_scalar{1, 1, 0};        ///< g_ii, m = 0 in K
inline constexpr Moment spin_current_antisymmetric{1, 1, 1}; ///< eps_ija g_ja, m = 1 in K
inline constexpr Moment spin_current_tensor{1, 1, 2};        ///< symmetric traceless, m = 2 in K
inline constexpr Moment spin_octupole_tensor{3, 1, 2};

} // namespace sidejump::kinetics
