// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_potential.hpp"

namespace sidejump::impurity::potential {

/// The effective range expansion of the s wave, k cot eta = -1/a + r_e k^2/2 + ..., lengths in
/// 1/k_F.
struct EffectiveRangeExpansion {
    double scattering_length = 0.0;
    double effective_range = 0.0; ///< not a number where a = 0 to rounding
};

/// From the solution at zero energy, u0 -> 1 - x/a: r_e = 2 int [(1 - x/a)^2 - u0^2] dx.
/// @throws std::runtime_error as integrate_outward
EffectiveRangeExpansion effective_range_expansion(const RadialPotential& potential,
                                                  double tolerance);

} // namespace sidejump::impurity::potential
