// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace sidejump::units {

/// The host metal: a parabolic band filled up to the Fermi wavenumber.
///
/// It fixes the unit system of the kernels, hbar = k_F = m* = 1 (and e = 1 for conductivities).
struct Host {
    std::string name;
    double fermi_wavenumber = 0.0;        ///< k_F in 1/m
    double effective_mass = 1.0;          ///< m* in electron masses
    std::optional<double> atomic_density; ///< lattice sites per volume, 1/m^3

    [[nodiscard]] double carrier_density() const; ///< n_c = k_F^3/(3 pi^2), both spins, 1/m^3
    [[nodiscard]] double fermi_velocity() const;  ///< v_F = hbar k_F/m*, m/s
    [[nodiscard]] double fermi_energy() const;    ///< eps_F = hbar^2 k_F^2/(2 m*), J
    [[nodiscard]] double
    density_of_states() const; ///< N_F = m* k_F/(2 pi^2 hbar^2) per spin, 1/(J m^3)
};

/// What a number in the reduced units hbar = k_F = m* = e = 1 measures.
enum class Dimension { none, rate, length, diffusion, conductivity, resistivity };

/// The SI unit in which results of that dimension are given, in UDUNITS-2 syntax ("1" if none).
const char* si_unit(Dimension dimension);

/// The value in SI units of the reduced unit of that dimension, for this host.
///
/// Rates: hbar k_F^2/m* in 1/s; lengths: 1/k_F in m; diffusion constants: hbar/m* in m^2/s;
/// conductivities: e^2 k_F/hbar in S/m; resistivities: the inverse of that in ohm m.
double reduced_unit(const Host& host, Dimension dimension);

} // namespace sidejump::units
