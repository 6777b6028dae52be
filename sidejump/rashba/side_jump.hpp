// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <array>
#include <complex>
#include <vector>

namespace sidejump::rashba {

/// The side jump at impurities of short range: what collisions do where the distribution, or the
/// potential energy of a field of force F, changes over the size of the displacement (K-S23 in two
/// dimensions),
///
///   I_1[X]_p = pi n_i sum_k delta(eps_p - eps_k) sum_a i (T X_a (D_a T)^+ - (D_a T) X_a T^+)
///
/// with D = grad_p + grad_k and X_a = (d_a + F_a d_eps) n. To leading order in the splitting over
/// the Fermi energy: T and the contour are those of the gas without intrinsic spin-orbit coupling.
class SideJump {
  public:
    /// @param amplitudes  t of the waves -M ... M with spin up, then down: T(p, k) is the sum of
    ///                    t e^{i m (phi_p - phi_k)} at the momentum
    /// @param momentum    of the contour
    SideJump(double density, std::vector<std::array<std::complex<double>, 2>> amplitudes,
             double momentum);

    using Gradient = std::array<Eigen::Matrix2cd, 2>; ///< X_x, X_y

    /// int p dp I_1/(2 pi)^2 in a direction, per angle, of X that do not depend on the direction,
    /// per state of energy and angle.
    [[nodiscard]] Eigen::Matrix2cd uniform_collision(double out, const Gradient& x) const;
    /// The currents J_x, J_y, matrices over the spin, of electrons with the spin matrix `state` in
    /// a direction: sum_p I_1 = -div J.
    [[nodiscard]] Gradient current(double in, const Eigen::Matrix2cd& state) const;

  private:
    /// T(p, k), D_x T and D_y T, diagonal over the spin.
    struct Amplitude {
        Eigen::Vector2cd value;
        std::array<Eigen::Vector2cd, 2> gradient;
    };
    [[nodiscard]] Amplitude amplitude(double out, double in) const;
    /// i (T X (D_a T)^+ - (D_a T) X T^+)
    [[nodiscard]] static Eigen::Matrix2cd jump(const Amplitude& amplitude, std::size_t a,
                                               const Eigen::Matrix2cd& x);

    double rate_; ///< pi n_i N per angle, N = 1/4 pi^2 the states per energy, angle and spin
    std::vector<std::array<std::complex<double>, 2>> amplitudes_;
    double momentum_;
    int directions_; ///< in sums over angles, exact for the waves
};

} // namespace sidejump::rashba
