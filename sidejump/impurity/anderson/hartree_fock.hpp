// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/anderson/anderson_level.hpp"

#include <array>

namespace sidejump::impurity::anderson {

/// Electrons in one state of a level: int d eps f(eps) A(eps - energy) with a Lorentzian of half
/// width `width`, which is 1/2 - Im psi(1/2 + (width + i energy)/(2 pi T))/pi.
/// @param thermal_energy  k_B T in eV, 0 included
double level_occupation(double energy, double width, double thermal_energy);

/// Unrestricted Hartree-Fock (K-S113, K-S114): each state stands at eps_0 + U n of the other one.
struct HartreeFock {
    std::array<double, 2> occupation{}; ///< of m = +1/2, -1/2; the first is the larger one
    std::array<double, 2> energy{};     ///< eps_0 + U n of the other state, eV
    double residual = 0.0;              ///< largest error of an occupation

    [[nodiscard]] double total() const { return occupation[0] + occupation[1]; }
    /// <S_z> along the moment, 0 where there is none.
    [[nodiscard]] double moment() const { return 0.5 * (occupation[0] - occupation[1]); }
    [[nodiscard]] bool magnetic() const { return occupation[0] != occupation[1]; }
};

/// The solution of lowest energy. A magnetic one is unique where it exists and lies below the
/// non-magnetic one: the map of one occupation onto the other has a negative Schwarzian derivative,
/// so its square has three fixed points at most.
/// @throws std::runtime_error if the occupations stay off the equations; with the residual
HartreeFock solve_hartree_fock(const AndersonLevel& level, double thermal_energy);

/// U/Delta above which there is a moment at zero temperature when the level lies (eps_F - eps_0)/U
/// = depth below the Fermi energy: pi/sin^2(pi n) with depth = n - sin(2 pi n)/(2 pi) (P. W.
/// Anderson, Phys. Rev. 124, 41 (1961)). Infinite outside 0 < depth < 1.
double critical_repulsion(double depth);

} // namespace sidejump::impurity::anderson
