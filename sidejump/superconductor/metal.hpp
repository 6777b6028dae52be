// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/superconductor/metal_section.hpp"
#include "sidejump/usadel/nambu.hpp"

#include <string>
#include <vector>

namespace sidejump::superconductor {

using usadel::Complex;

/// What a metal, or a cell of a structure, is to the Usadel equation; units inside.
struct Metal {
    double critical_temperature = 0.0; ///< 0 where no pair potential is solved for
    Complex pair_potential = 0.0;      ///< prescribed
    double states = 1.0;               ///< N_F over that of the first metal
    double diffusion = 1.0;
    double spin_hall_angle = 0.0;                             ///< theta
    double swapping = 0.0;                                    ///< kappa
    Eigen::Vector3d exchange_field = Eigen::Vector3d::Zero(); ///< its own; of a layer that of it
    Eigen::Vector3d zeeman_field = Eigen::Vector3d::Zero();   ///< of an induction, which adds to it
    double spin_orbit_rate = 0.0;                             ///< 1/tau_so
    double orbital_rate = 0.0;
    double spin_flip_rate = 0.0;

    /// h of -h.sigma: all that acts on spins.
    [[nodiscard]] Eigen::Vector3d field() const { return exchange_field + zeeman_field; }
};

/// The metals of a file.
struct Metals {
    std::vector<std::string> names;
    std::vector<Metal> metals; ///< as many
    UnitScale units;
    double reference_conductivity = 0.0; ///< of the first metal, S/m; 0 where no one said it
    double reference_diffusion = 1.0;    ///< of the first metal
    std::vector<std::string> warnings;

    /// G/(2 e^2) per area of an interface, in the units inside.
    /// @param place  for the message
    /// @throws input::InputError in SI units if the metals have no conductivity
    [[nodiscard]] double conductance(double per_area, const input::Place& place) const;
};

/// Beyond this size of theta or kappa a file gets a warning.
inline constexpr double largest_coupling = 0.5;

/// The warning of a theta or a kappa that a theory of first order in both does not hold for.
std::string warning_of_first_order(const std::string& where, const char* what, double value);

/// @throws input::InputError if some metals have a conductivity and some not, or an alloy has no
///         diffusion equation
Metals metals_from_input(const std::vector<MetalInput>& metals, UnitSystem units);

} // namespace sidejump::superconductor
