// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/impurity/potential/low_energy.hpp"

#include "sidejump/impurity/potential/radial_solution.hpp"

#include <cmath>
#include <limits>

namespace sidejump::impurity::potential {

EffectiveRangeExpansion effective_range_expansion(const RadialPotential& potential,
                                                  double tolerance) {
    const RadialSolution s = integrate_outward(potential, {0, 1}, 0.0, tolerance, Integrals::norm);
    const double x = s.radius;
    const double a = x - s.u / s.slope;
    // r_e grows as 1/a, and the rounding of the difference below as 1/a^2.
    constexpr double rounding = 1e-9;
    if (std::abs(a) < rounding * x)
        return {a, std::numeric_limits<double>::quiet_NaN()};
    // u0 = -u/(a u'), which holds at nodes of u as well.
    const double asymptotic = x - x * x / a + x * x * x / (3.0 * a * a);
    return {a, 2.0 * (asymptotic - s.norm / (a * a * s.slope * s.slope))};
}

} // namespace sidejump::impurity::potential
