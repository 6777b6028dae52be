// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/collision_operator.hpp"

#include <array>
#include <complex>
#include <vector>

namespace sidejump::rashba {

/// A free decay e^{i q r - rate t} of number and spins.
struct SpinMode {
    std::complex<double> rate;
    /// Total number and S_x, S_y, S_z of the mode, the vector of norm one.
    std::array<std::complex<double>, 4> content{};
};

/// The four slowest modes of a contour at a wave vector: diffusion of the number, and of the three
/// spins with Dyakonov-Perel relaxation, in the order of Re rate. Without spin-orbit coupling their
/// rates are D q^2; at q = 0 one of them is the conserved number.
/// @param wave_vector  q along x and y
/// @throws NoFermiContour if the contour is in the lower band only
std::vector<SpinMode> spin_modes(const CollisionOperator& collisions,
                                 std::array<double, 2> wave_vector);

} // namespace sidejump::rashba
