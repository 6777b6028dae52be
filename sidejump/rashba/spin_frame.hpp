// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cmath>
#include <complex>

namespace sidejump::rashba {

/// The spin axes of one direction of the momentum: b^ in the plane, t^ = z x b^, and z; as Pauli
/// matrices in the basis of spins along z.
class SpinFrame {
  public:
    /// @param axis  angle of b^
    explicit SpinFrame(double axis) {
        const std::complex<double> phase = std::polar(1.0, axis);
        const std::complex<double> i(0.0, 1.0);
        along_ << 0.0, std::conj(phase), phase, 0.0;
        across_ << 0.0, -i * std::conj(phase), i * phase, 0.0;
        normal_ << 1.0, 0.0, 0.0, -1.0;
    }

    [[nodiscard]] const Eigen::Matrix2cd& along() const { return along_; }   ///< sigma.b^
    [[nodiscard]] const Eigen::Matrix2cd& across() const { return across_; } ///< sigma.t^
    [[nodiscard]] const Eigen::Matrix2cd& normal() const { return normal_; } ///< sigma_z

    /// (1 + helicity sigma.b^)/2
    [[nodiscard]] Eigen::Matrix2cd projector(double helicity) const {
        return 0.5 * (Eigen::Matrix2cd::Identity() + helicity * along_);
    }

  private:
    Eigen::Matrix2cd along_;
    Eigen::Matrix2cd across_;
    Eigen::Matrix2cd normal_;
};

} // namespace sidejump::rashba
