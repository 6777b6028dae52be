// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/energy_dependence.hpp"
#include "sidejump/impurity/spectrum_section.hpp"

#include <vector>

namespace sidejump::impurity {

/// The channels of a species over energy.
struct PhaseShiftCurves {
    std::vector<double> energies;               ///< eV from the Fermi energy, increasing
    std::vector<std::vector<Channel>> channels; ///< for each energy, in one order
};

/// Tabulates the phase shifts: at evenly spaced energies if the options give their number, else
/// where they change, so that straight lines between the points are good to 0.001 rad, within
/// 4000 energies.
/// @param band_bottom  eV from the Fermi energy, negative
/// @throws std::domain_error if the range does not lie above the band bottom
PhaseShiftCurves phase_shift_curves(const ImpuritySpectrum& spectrum,
                                    const SpectrumOptions& options, double band_bottom);

} // namespace sidejump::impurity
