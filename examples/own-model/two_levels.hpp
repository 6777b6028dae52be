// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <complex>

namespace own_model {

/// A level without the other one.
struct BareLevel {
    double position = 0.0; ///< eV from the Fermi energy
    double width = 0.0;    ///< half width pi N_F |V|^2, eV
};

/// Two levels E_1, E_2 of an impurity with the half widths G_1, G_2, which couple to the same
/// partial wave of a wide band:
///   tan eta(e) = G_1/(E_1 - e) + G_2/(E_2 - e),
/// eta from 0 far below both to 2 pi far above. They interfere: between them, at
/// (G_1 E_2 + G_2 E_1)/(G_1 + G_2), eta = pi and the wave does not scatter.
class TwoLevels {
  public:
    TwoLevels(BareLevel first, BareLevel second);

    /// @param energy  eV from the Fermi energy
    [[nodiscard]] double phase_shift(double energy) const;
    /// Where the wave does not scatter, eV from the Fermi energy.
    [[nodiscard]] double transparent_energy() const;
    /// The poles of the S matrix, position + i half width in eV: the levels as they share the wave.
    [[nodiscard]] const std::array<std::complex<double>, 2>& poles() const { return poles_; }

  private:
    std::array<BareLevel, 2> bare_;
    std::array<std::complex<double>, 2> poles_;
};

} // namespace own_model
