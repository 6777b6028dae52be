// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/units/constants.hpp"

/// Files and runs of the Rashba electron gas.
namespace sidejump::electron_gas {

/// The units inside: hbar = m* = k_B = 1, lengths in nanometres. Each member is a unit in those of
/// files and results, so that a number of a file is divided by it.
class GasUnits {
  public:
    /// @param effective_mass  in electron masses
    explicit GasUnits(double effective_mass)
        : energy_(units::planck_reduced * units::planck_reduced /
                  (effective_mass * units::electron_mass * length() * length())) {}

    [[nodiscard]] static constexpr double length() { return 1e-9; } ///< m
    [[nodiscard]] double energy() const { return energy_; }         ///< J
    [[nodiscard]] double energy_mev() const { return energy_ / units::elementary_charge * 1e3; }
    [[nodiscard]] double energy_ev() const { return energy_ / units::elementary_charge; }
    [[nodiscard]] double temperature() const { return energy_ / units::boltzmann; } ///< K
    [[nodiscard]] double rate() const { return energy_ / units::planck_reduced; }   ///< 1/s
    [[nodiscard]] double time_ps() const { return 1e12 * units::planck_reduced / energy_; }
    [[nodiscard]] static constexpr double density() { return 1e18; }         ///< 1/m^2
    [[nodiscard]] static constexpr double density_per_cm2() { return 1e14; } ///< 1/cm^2
    [[nodiscard]] double force() const { return energy_ / length(); }        ///< N
    /// Particle currents per force, times e^2: a conductance, S.
    [[nodiscard]] static constexpr double conductance() {
        return units::elementary_charge * units::elementary_charge / units::planck_reduced;
    }
    /// Spins per area in units of hbar, per force: 1/(N m^2).
    [[nodiscard]] double spin_per_force() const { return density() / force(); }

  private:
    double energy_;
};

} // namespace sidejump::electron_gas
