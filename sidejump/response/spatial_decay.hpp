// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/decay_operator.hpp"

#include <vector>

namespace sidejump::response {

/// A steady mode exp(-x/length) cos(wavenumber x), reduced units.
struct DecayMode {
    double length = 0.0;     ///< infinite for a conserved density
    double wavenumber = 0.0; ///< of a pair that oscillates, else 0
};

/// The steady modes of the kinetic equation in a half space (DecayOperator).
struct SpatialDecay {
    /// Those slower than the ballistic length 1/outflow_rate, longest first. Below it lies a
    /// continuum.
    std::vector<DecayMode> modes;
    int order = 0;      ///< highest moment kept
    double error = 0.0; ///< relative change of the longest length by the last doubling of the order
};

/// @param tolerance  relative, on the longest decay length
SpatialDecay spatial_decay(const MomentCollisions& collisions, Polarisation polarisation,
                           double tolerance);

/// 1/outflow_rate: the mean distance to the next collision, of whatever kind.
double ballistic_length(const MomentCollisions& collisions);

} // namespace sidejump::response
