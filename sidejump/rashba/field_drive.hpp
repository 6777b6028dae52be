// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/collision_operator.hpp"

#include <Eigen/Core>

/// -d f_0/dp_x of the equilibrium below the energy of a contour, integrated over the size of the
/// momentum: what a force 1 along x drives (paper R, equation 4), in the order of directions, then
/// components.
namespace sidejump::rashba {

/// Of the wave functions, sin(phi) (p_+ - p_-) dP_+/dphi/(2 pi)^2, by which spins turn.
Eigen::VectorXd rotation_drive(const FermiContour& contour);

/// Of the occupations, N_c v_x at each point.
Eigen::VectorXd acceleration_drive(const FermiContour& contour);

} // namespace sidejump::rashba
