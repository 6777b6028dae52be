// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/decay_operator.hpp"

#include <complex>
#include <vector>

namespace sidejump::response {

/// The steady modes exp(-x/length) of the kinetic equation in a half space (DecayOperator).
struct SpatialDecay {
    /// Decay lengths above the ballistic length 1/outflow_rate, longest first, reduced units;
    /// infinite for a conserved density. Below it lies a continuum. A complex length oscillates.
    std::vector<std::complex<double>> lengths;
    int order = 0;      ///< highest moment kept
    double error = 0.0; ///< relative change of the longest length by the last doubling of the order
};

/// @param tolerance  relative, on the longest decay length
SpatialDecay spatial_decay(const MomentCollisions& collisions, Polarisation polarisation,
                           double tolerance);

/// 1/outflow_rate: the mean distance to the next collision, of whatever kind.
double ballistic_length(const MomentCollisions& collisions);

} // namespace sidejump::response
