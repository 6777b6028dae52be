// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/decay_operator.hpp"

#include <Eigen/Core>

namespace sidejump::response {

/// Spin in the half space x > 0 behind a transparent contact: the electrons that enter at x = 0
/// come from a reservoir with the spin density s_0, isotropically; those that leave are lost to it.
/// The half-range (Milne) problem of the kinetic equation, v_F = 1.
struct HalfSpaceInjection {
    double surface_density = 0.0; ///< s(0)/s_0; 1 where spin is conserved
    double current = 0.0;         ///< spin current into the metal over v_F s_0; 1/4 if none returns
    int directions = 0;           ///< polar directions in the half space
    double error = 0.0; ///< largest change of s(0)/s_0 and of the current by the last doubling

    /// s(x)/s_0 at x >= 0 in reduced units.
    [[nodiscard]] double density(double x) const;
    /// The slowest mode of the density, over s_0: its amplitude is what a diffusion equation with
    /// the exact decay length has as its boundary value. The inverse length has an absolute error
    /// of 1e-6 over the ballistic length.
    struct SlowMode {
        double amplitude = 0.0;
        double inverse_length = 0.0;
    };
    [[nodiscard]] SlowMode slow_mode() const;

    // The part of the distribution with even lambda at the directions, exp(-x decay) surface.
    Eigen::MatrixXcd decay;
    Eigen::VectorXcd surface;
    Eigen::VectorXd to_density;
};

/// Solves by discrete directions: Gauss points in the cosine to x over each half, where the
/// collisions act through the low moments alone. Their number is doubled until the result changes
/// by less than the tolerance, or reaches 32 (twice the order of the collisions where that is
/// more).
HalfSpaceInjection half_space_injection(const MomentCollisions& collisions,
                                        Polarisation polarisation, double tolerance);

} // namespace sidejump::response
