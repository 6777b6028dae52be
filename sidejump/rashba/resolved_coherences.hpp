// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/collision_operator.hpp"

#include <Eigen/Core>

namespace sidejump::rashba {

/// Electrons that a field moves, with the momenta of their coherences.
struct MovedElectrons {
    Eigen::MatrixXcd slow;   ///< occupations: of both points and the upper band, for each direction
    Eigen::MatrixXcd across; ///< s_t, for each direction, summed over momenta
    Eigen::MatrixXcd normal; ///< s_z
    Eigen::MatrixXcd across_flow; ///< s_t weighted with p^{n-1}, n the power of the coupling
    Eigen::MatrixXcd normal_flow; ///< s_z weighted with p
};

/// What drives them; a column for each drive.
struct ResolvedDrive {
    Eigen::MatrixXcd slow;     ///< into occupations
    Eigen::MatrixXcd fast;     ///< into s_t and s_z of each direction at the points, half at each
    Eigen::MatrixXcd rotation; ///< into s_t and s_z, evenly at all momenta between the points
};

/// The dynamic kinetic equation with the momenta of the coherences resolved: those that collisions
/// make are at the points of the contour, those that a field makes at all momenta between, and each
/// precesses with the splitting there. A coherence scatters into others of its momentum: those that
/// turn with the precession conserve the energy of one band, those that turn against it matter only
/// where the bands are closer than their width.
///
/// @param directions      of the rows: all of a contour, or one of an isotropic gas
/// @param damping         a rate at which coherences decay, for the number of momenta
/// @param most_momenta    between the points
MovedElectrons solve_resolved(const ResolvedCollisions& collisions,
                              const std::vector<ContourDirection>& directions,
                              const SpinOrbitField& field, const ResolvedDrive& drive,
                              double frequency, double rate_scale, double damping,
                              int most_momenta);

/// The largest difference of the splittings at the two points of a direction.
double splitting_spread(const FermiContour& contour);

} // namespace sidejump::rashba
