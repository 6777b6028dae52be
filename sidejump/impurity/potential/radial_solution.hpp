// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/potential/radial_potential.hpp"

#include <limits>

namespace sidejump::impurity::potential {

/// A channel (l, j) of the radial equation.
struct PartialWave {
    int l = 0;
    int twice_j = 1;
};

/// Which integrals over the wave function come with it.
enum class Integrals { none, norm, off_shell };

/// The solution that is regular at the origin, at the end of the potential, in any normalisation
/// with u > 0 close to the origin (for a hard sphere: u' > 0 at the wall).
struct RadialSolution {
    double radius = 0.0;
    double u = 0.0;
    double slope = 0.0; ///< u' outside of the shell, if the potential has one
    int nodes = 0;      ///< zeros of u in (0, radius)
    /// With Integrals::norm, int u^2 dx up to the radius.
    double norm = 0.0;
    /// With Integrals::off_shell, int jhat(k x) U u dx with k = sqrt(e) and U = v + w <l.s>, the
    /// shell and the wall included, and its derivative with respect to the k of jhat.
    double on_shell = 0.0;
    double on_shell_derivative = 0.0;
};

/// Integrates the radial equation outward: a power series close to the origin, then the Runge-Kutta
/// method of Prince and Dormand of order 8 with adaptive steps.
/// @param energy     e, any sign; > 0 with Integrals::off_shell
/// @param tolerance  relative error of a step
/// @param forbidden_from  a radius from which the wave is forbidden up to the end: beyond it a wave
///        that has grown by many orders of magnitude has no further nodes, and the solution is
///        given at the radius where that is so instead of at the end. Without effect if the
///        potential has a shell.
/// @throws std::runtime_error if the steps become too small or too many
RadialSolution integrate_outward(const RadialPotential& potential, PartialWave wave, double energy,
                                 double tolerance, Integrals integrals = Integrals::none,
                                 double forbidden_from = std::numeric_limits<double>::infinity());

} // namespace sidejump::impurity::potential
