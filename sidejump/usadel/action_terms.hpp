// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/Core>
#include <array>

namespace sidejump::usadel {

/// Terms of the discrete action of the generalised Usadel equation, of which the saddle point is
/// looked for (paper U, equations 1 to 3, the current projected on the tangent space of g^2 = 1):
///   S = sum over volume of Tr{ -(omega tau_3 - i h.sigma tau_3 + i Delta) g
///       + (D/4) (d_k g)^2 + (D theta/4) eps_akj sigma_a g d_k g d_j g
///       - (i D kappa/4) eps_akj sigma_a d_k g d_j g - (1/16 tau_so) sigma_a g sigma_a g },
/// less constants. Energies, rates and diffusion constants over lengths squared in one unit,
/// hbar = k_B = 1. The Hamiltonian of the exchange field is -h.sigma.

/// omega tau_3 - i h.sigma tau_3 + pairing. omega is the Matsubara frequency, -i (epsilon + i 0)
/// for the retarded function.
NambuMatrix source_matrix(Complex omega, const Eigen::Vector3d& exchange_field,
                          Complex order_parameter);

/// -(volume/16 tau_so) Tr[sigma_a g sigma_a g]; rate = 1/tau_so
void add_spin_orbit_relaxation(DiscreteAction& action, std::size_t node, double volume,
                               double rate);

/// Orbital pair breaking, -(volume Gamma/4) Tr[tau_3 g tau_3 g]: a condensate with the phase
/// gradient q has Gamma = D q^2/2, a film of thickness d along a field B has
/// Gamma = D (e B d)^2/6.
void add_orbital_pair_breaking(DiscreteAction& action, std::size_t node, double volume,
                               double rate);

/// Pair breaking by magnetic impurities of all directions,
/// -(volume Gamma/12) Tr[sigma_a tau_3 g sigma_a tau_3 g]; Gamma is what lowers Tc.
void add_spin_flip_pair_breaking(DiscreteAction& action, std::size_t node, double volume,
                                 double rate);

/// -(conductance/2) Tr[g_i U g_j U^-1] with U = exp(i phase tau_3/2): a metal between two nodes at
/// distance h has conductance D area/h, a tunnel junction its own (Kupriyanov and Lukichev).
/// @param phase  of the vector potential, from i to j
void add_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
              double phase = 0.0);

/// A link of a stack along x in which everything has the phase q y: the integral over x of the
/// spin Hall term, D theta/4 Tr sigma_z g [d_x g, d_y g] with d_y g = (i q/2) [tau_3, g], by the
/// two triangles between i, j and their neighbours along y. `i` stands before `j` along x.
/// @param strength  D theta q area
void add_spin_hall_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength);

/// The same of the swapping term, -(i D kappa/4) Tr sigma_z [d_x g, d_y g], a total derivative.
/// @param strength  D kappa q area
void add_swapping_link(DiscreteAction& action, std::size_t i, std::size_t j, double strength);

/// A cell of a plane: its corners counter-clockwise and the phases of the links from each to the
/// next.
struct Plaquette {
    std::array<std::size_t, 4> corners{};
    std::array<double, 4> phases{};
};

/// The integral over a cell of the spin Hall term, D theta/4 Tr sigma_z g [d_x g, d_y g]: the mean
/// of its two triangulations, on each triangle (D theta/24) sum over orders of the corners, with
/// their sign, Tr sigma_z g_1 g_2 g_3. The corners are turned to one gauge along the links, what
/// flux the cell holds in equal parts.
/// @param strength  D theta times thickness
void add_spin_hall_plaquette(DiscreteAction& action, const Plaquette& plaquette, double strength);

/// The same of the swapping term, -(i D kappa/8) times the sum over edges of
/// Tr sigma_z [g_i, g_{i+1}].
/// @param strength  D kappa times thickness
void add_swapping_plaquette(DiscreteAction& action, const Plaquette& plaquette, double strength);

/// A tunnel junction whose amplitudes t = t_0 + t_1 (m.sigma) tau_3 differ for spins along and
/// against m (Bergeret, Verso, Volkov, Phys. Rev. B 86, 214516 (2012); Eschrig et al., New J. Phys.
/// 17, 083037 (2015)): -(conductance/2) Tr[g_i U t g_j t U^-1], t_0^2 + t_1^2 = 1,
/// 2 t_0 t_1 = |polarisation|. Spin mixing acts like an exchange field at the nodes and is part of
/// their sources.
/// @param polarisation  P m, of a length up to 1
/// @throws std::invalid_argument for a length above 1
void add_spin_active_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
                          const Eigen::Vector3d& polarisation, double phase = 0.0);

/// A contact of one transmission for all its channels.
void add_transmitting_link(DiscreteAction& action, std::size_t i, std::size_t j, double conductance,
                           double transmission, double phase = 0.0);

} // namespace sidejump::usadel
