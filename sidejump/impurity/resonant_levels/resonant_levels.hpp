// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/impurity_model.hpp"

#include <vector>

namespace sidejump::impurity::resonant_levels {

/// A resonant level in a channel (l, j) of a wide band (K-S110, K-S181):
///   eta(eps) = atan2(width, position - eps), from 0 far below the level to pi far above.
struct ResonantLevel {
    int l = 0;
    int twice_j = 1;
    double position = 0.0; ///< eV from the Fermi energy
    double width = 0.0;    ///< half width, eV
    double off_shell_exponent = 0.0;

    [[nodiscard]] double phase_shift(double energy) const;
    /// Electrons in the 2j + 1 states at zero temperature: (2j+1) eta(eps_F)/pi (Friedel).
    [[nodiscard]] double occupation() const;
};

/// The centre of a shell l whose levels j = l +- 1/2 stand at centre + spin_orbit <l.s>, such that
/// they hold so many electrons at zero temperature. eV from the Fermi energy.
/// @param electrons  between 0 and 4l + 2, both excluded
/// @throws std::domain_error if the electrons do not fit
double shell_position(int l, double width, double spin_orbit, double electrons);

/// Levels that do not interact, at any temperature.
class ResonantLevels : public ImpurityModel {
  public:
    explicit ResonantLevels(std::vector<ResonantLevel> levels);

    [[nodiscard]] std::shared_ptr<const ImpurityState>
    at_temperature(double temperature) const override;
    [[nodiscard]] ModelReport report() const override;

  private:
    std::shared_ptr<const ImpurityState> state_;
};

} // namespace sidejump::impurity::resonant_levels
