// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The Rashba electron gas. Inside hbar = m = 1 with m the effective mass: momenta are inverse
/// lengths, energies momenta squared.
namespace sidejump::rashba {

/// Intrinsic spin-orbit coupling H = p^2/2 + sigma.b(p)/2 of electrons in the plane z = 0,
///
///   sigma.b/2 = alpha (sigma_y p_x - sigma_x p_y) + beta (sigma_x p_x - sigma_y p_y)
///
/// (paper R, equation 1, writes alpha/2 for this alpha), or the cubic one of heavy holes,
/// alpha_3 p^3 (sigma_y cos 3 phi - sigma_x sin 3 phi). Linear and cubic terms do not occur
/// together.
struct SpinOrbitField {
    double rashba = 0.0;       ///< alpha
    double dresselhaus = 0.0;  ///< beta
    double cubic_rashba = 0.0; ///< alpha_3

    [[nodiscard]] bool is_cubic() const { return cubic_rashba != 0.0; }
    /// Whether a rotation of momentum and spin together leaves the gas as it is.
    [[nodiscard]] bool is_isotropic() const { return rashba == 0.0 || dresselhaus == 0.0; }
    /// The power n in |b| = strength p^n: 1 or 3.
    [[nodiscard]] int power() const { return is_cubic() ? 3 : 1; }

    /// The field in one direction of the momentum.
    struct Direction {
        double strength = 0.0;       ///< |b|/p^n
        double strength_slope = 0.0; ///< its derivative by the angle of the momentum
        double axis = 0.0;           ///< angle of b in the plane
        double axis_turn = 0.0;      ///< its derivative by the angle of the momentum
    };
    [[nodiscard]] Direction at(double angle) const;
};

} // namespace sidejump::rashba
