// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/fermi_contour.hpp"

#include <Eigen/Core>

namespace sidejump::rashba {

/// What a static kinetic equation does not determine: the number of electrons, and spins that the
/// gas conserves. A field does not change them; terms that vanish then are added to the equation,
/// so that it can be solved.
void fix_conserved(const FermiContour& contour, Eigen::MatrixXd& equation);

} // namespace sidejump::rashba
