// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_solution.hpp"

#include <vector>

namespace sidejump::impurity::potential {

/// An energy at which a phase shift rises through an odd multiple of pi/2.
struct ScatteringResonance {
    double energy = 0.0; ///< e
    double width = 0.0;  ///< half width 1/(d eta/de)
};

/// Part of the highest energy at which the search begins: closer to the band bottom free solutions
/// leave the range of numbers.
inline constexpr double lowest_resonance = 1e-12;

/// The resonances of a partial wave from lowest_resonance times an energy to this energy, from the
/// lowest one up. Where the phase shift changes by n net passages through odd multiples of pi/2 in
/// one of 50 intervals, whose lengths grow with the energy, n of them are found however narrow they
/// are; one is missed if the phase shift falls back through the same multiple within its interval.
/// @throws std::runtime_error as integrate_outward
std::vector<ScatteringResonance> resonances(const RadialPotential& potential, PartialWave wave,
                                            double highest_energy, double tolerance);

} // namespace sidejump::impurity::potential
