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

/// The resonances of a partial wave from the band bottom to an energy, from the lowest one up.
/// However narrow they are, none is missed unless the phase shift falls back through the same
/// multiple within a fiftieth of the interval.
/// @throws std::runtime_error as integrate_outward
std::vector<ScatteringResonance> resonances(const RadialPotential& potential, PartialWave wave,
                                            double highest_energy, double tolerance);

} // namespace sidejump::impurity::potential
