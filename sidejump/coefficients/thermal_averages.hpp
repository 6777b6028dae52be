// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/thermal_section.hpp"
#include "sidejump/coefficients/transport_coefficients.hpp"
#include "sidejump/impurity/energy_dependence.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace sidejump::coefficients {

/// Transport coefficients at a temperature, SI units. Elastic energy shells are independent:
///   L_n = int d eps (-f') (eps - mu)^n sigma(eps), for the charge and the spin Hall conductivity.
/// A result whose integral does not converge is not a number, and a warning says so: D_L has a pole
/// at an energy where helicity is conserved (docs/theory/pseudospin).
struct ThermalCoefficients {
    double temperature = 0.0;                      ///< K
    double chemical_potential = 0.0;               ///< mu - eps_F in J
    double charge_conductivity = 0.0;              ///< L_0, S/m
    double resistivity = 0.0;                      ///< ohm m
    double seebeck = 0.0;                          ///< S = -L_1/(e T L_0), V/K, electrons
    double thermal_conductivity = 0.0;             ///< (L_2 - L_1^2/L_0)/(e^2 T), W/(m K)
    double lorenz_number = 0.0;                    ///< kappa/(sigma T), W ohm/K^2
    double spin_hall_conductivity = 0.0;           ///< S/m
    double spin_hall_conductivity_skew = 0.0;      ///< S/m
    double spin_hall_conductivity_side_jump = 0.0; ///< S/m
    double spin_hall_angle = 0.0;
    double spin_nernst_conductivity = 0.0; ///< alpha_SN = -L_1^SH/(e T), A/(m K), at E = 0
    double spin_nernst_open_circuit =
        0.0;                           ///< alpha_SN - sigma_SH S, A/(m K), at zero charge current
    double spin_nernst_angle = 0.0;    ///< alpha_SN/(sigma_c S) = L_1^SH/L_1
    double spin_relaxation_rate = 0.0; ///< density-of-states average, 1/s
    double spin_diffusion_longitudinal = 0.0; ///< density-of-states average, m^2/s
    double spin_diffusion_transverse = 0.0;   ///< density-of-states average, m^2/s
    double slow_mode_weight = 0.0;            ///< density-of-states average
    double slow_mode_precession = 0.0;        ///< density-of-states average
    double integration_error = 0.0;           ///< largest relative error estimate of an integral
    std::vector<std::string> warnings;
};

/// One energy shell of the alloy, SI units.
struct EnergyShell {
    double density_of_states = 0.0; ///< per spin, 1/(J m^3)
    double charge_conductivity = 0.0;
    double spin_hall_conductivity = 0.0;
    double spin_hall_conductivity_skew = 0.0;
    double spin_relaxation_rate = 0.0;
    double spin_diffusion_longitudinal = 0.0;
    double spin_diffusion_transverse = 0.0;
    double slow_mode_weight = 0.0;
    double slow_mode_precession = 0.0;
    double spin_hall_conductivity_dressed = 0.0; ///< of the slow spin density
    std::array<double, 3> spin_diffusion{};      ///< D_0, D_1, D_2
};

/// The alloy as a function of energy: a parabolic band, so that k, N and v follow the energy and
/// n_i/n_c falls as k^-3 from shell to shell.
class ShellModel {
  public:
    /// @param alloy  host, impurities at the Fermi energy and kinetics options
    /// @param laws   the same impurities as functions of energy
    ShellModel(const Alloy& alloy, std::vector<impurity::ImpurityLaw> laws);

    /// The impurities at a temperature in K.
    [[nodiscard]] std::vector<impurity::ImpuritySpectrum> spectra(double temperature) const;

    /// The shell at an energy in J from the Fermi energy, with the impurities at a temperature.
    /// @throws std::domain_error at or below the band bottom
    [[nodiscard]] EnergyShell shell(double energy,
                                    const std::vector<impurity::ImpuritySpectrum>& spectra) const;
    /// The same with the impurities at zero temperature.
    [[nodiscard]] EnergyShell shell(double energy) const { return shell(energy, spectra(0.0)); }

    [[nodiscard]] const units::Host& host() const { return host_; }

  private:
    units::Host host_;
    std::vector<impurity::ImpurityLaw> laws_;
    CoefficientEngine engine_;
};

/// Highest temperature over the Fermi temperature at which the averages are offered: above, the
/// bottom of the band takes part.
inline constexpr double largest_degeneracy_ratio = 1.0 / 40.0;

/// Chemical potential mu - eps_F in J of a parabolic band of fixed density.
double chemical_potential_shift(const units::Host& host, double temperature);

/// The coefficients at a temperature in K.
/// @throws std::domain_error if the temperature is above largest_degeneracy_ratio times the Fermi
///         temperature
ThermalCoefficients thermal_coefficients(const ShellModel& model, double temperature,
                                         const ThermalOptions& options);

} // namespace sidejump::coefficients
