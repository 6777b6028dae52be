// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/kondo/mean_field_functions.hpp"

#include <complex>
#include <vector>

/// The Read-Newns mean field of an SU(N) Kondo impurity (K-S137..S161), at any temperature and with
/// excited multiplets. Energies in eV from the Fermi energy, temperatures as k_B T in eV.
///
/// Multiplet i becomes a resonance at z_i = lambda + E_i + i r_i Gamma. The free energy
///     F = -sum_i (N_i/pi) Im K(z_i) + N_0 Gamma/(pi J N_F) - lambda Q
/// is stationary: a maximum in lambda (the constraint on the occupation) and a minimum in Gamma.
namespace sidejump::impurity::kondo {

struct Multiplet {
    int degeneracy = 2;
    double energy = 0.0;      ///< E_i above the ground multiplet
    double width_ratio = 1.0; ///< r_i, width over that of the ground multiplet
};

struct MeanField {
    std::vector<Multiplet> multiplets; ///< the ground multiplet first
    double occupation = 1.0;           ///< Q
    double exchange = 0.0;             ///< J N_F
    Band band;
};

/// lambda and Gamma, and how well they solve the equations.
struct MeanFieldSolution {
    double level = 0.0;
    double width = 0.0;               ///< 0 above the transition temperature
    double constraint_residual = 0.0; ///< of the occupation
    double gap_residual = 0.0;        ///< of 1/(J N_F); 0 above the transition temperature

    [[nodiscard]] std::complex<double> position() const { return {level, width}; }
};

/// lambda + E_i + i r_i Gamma.
std::complex<double> multiplet_position(const Multiplet& multiplet, double level, double width);

/// -(N_i/pi) Im C(z_i): electrons in all states of the multiplet.
double multiplet_occupation(const MeanField& field, const Multiplet& multiplet, double level,
                            double width, double temperature);

/// sum_i N_i r_i Re C(z_i)/N_0 - 1/(J N_F); its zero is the gap equation.
double gap_function(const MeanField& field, double level, double width, double temperature);

/// The lambda that meets the constraint at a given Gamma. In a finite band it is not below -D/2,
/// where the occupation is largest; if that is too little, -D/2 is returned.
double constrained_level(const MeanField& field, double width, double temperature);

/// F(lambda, Gamma), eV.
double free_energy(const MeanField& field, double level, double width, double temperature);

/// -dF/dT in units of k_B; the solution is stationary, so nothing else of it matters.
double entropy(const MeanField& field, double level, double width, double temperature);

/// The entropy of one electron that is free in the multiplets, in units of k_B: that of a moment
/// which nothing screens. A mean field with more entropy counts states that do not exist.
double free_moment_entropy(const MeanField& field, double temperature);

/// The density of states of the impurity at the Fermi energy,
/// sum_i (N_i/pi) r_i Gamma/|z_i|^2, 1/eV.
double density_of_states(const MeanField& field, const MeanFieldSolution& solution);

/// The stationary point, nested: lambda from the constraint at each Gamma, then Gamma.
/// @throws std::runtime_error if there is none, with the residuals and what to try
MeanFieldSolution solve_mean_field(const MeanField& field, double temperature);

/// The exact solution at T = 0 for one multiplet: z = D zeta/(1 - zeta), zeta = e^{-1/(J N_F)}
/// e^{i pi Q/N}; in the wide band z = D zeta (K-S159..S161). Other multiplets are ignored.
std::complex<double> zero_temperature_position(const MeanField& field);

/// The exchange J N_F that makes |z_0| = k_B T_K at T = 0, K's own definition of T_K.
/// @param field  its exchange is ignored
/// @throws std::runtime_error if T_K is not below the depth of the band, or no positive exchange
///         gives it
double exchange_from_kondo_temperature(const MeanField& field, double kondo_temperature);

/// The temperature above which Gamma = 0 (2 e^gamma/pi T_K for one doublet in a wide band): a
/// transition that the mean field makes of the Kondo crossover. The highest one if there are
/// several, as with excited multiplets of large width ratio.
/// @throws std::runtime_error if there is none
double transition_temperature(const MeanField& field);

} // namespace sidejump::impurity::kondo
