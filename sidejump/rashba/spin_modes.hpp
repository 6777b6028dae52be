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

/// The slowest modes of a contour at a wave vector: diffusion of the number, and of the three spins
/// with Dyakonov-Perel relaxation, are the first four where spins do not precess between
/// collisions; in the order of Re rate. Without spin-orbit coupling their
/// rates are D q^2; at q = 0 one of them is the conserved number.
/// @param wave_vector  q along x and y
/// @param count        how many modes, at most as many as there are
/// @throws NoFermiContour if the contour is in the lower band only
std::vector<SpinMode> spin_modes(const CollisionOperator& collisions,
                                 std::array<double, 2> wave_vector, std::size_t count = 4);

} // namespace sidejump::rashba
