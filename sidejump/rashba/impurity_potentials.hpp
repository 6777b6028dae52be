// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/rashba/scatterers.hpp"

#include <functional>
#include <stdexcept>
#include <vector>

/// Fourier transforms U(q) = int U(r) e^{-i q r} d^2r of the potentials of impurities in a plane,
/// hbar = m = 1: an energy times an area, against the size of the momentum transfer.
namespace sidejump::rashba {

using Potential = std::function<double(double)>;

/// U_0 delta(r).
Potential delta_potential(double strength);
/// U(r) = U_0/(2 pi d^2) e^{-r^2/2 d^2}, so that U(q) = U_0 e^{-q^2 d^2/2}.
Potential gaussian_potential(double strength, double range);
/// U(r) = A e^{-r/l}/r, so that U(q) = 2 pi A/sqrt(q^2 + 1/l^2).
Potential yukawa_potential(double amplitude, double screening_length);
/// A charge at a distance d from the plane, screened by its electrons: U(q) = C e^{-q d}/(q + q_s).
/// @param coupling   C = Z e^2/(2 eps_0 eps_r)
/// @param screening  q_s > 0, of Thomas and Fermi
Potential screened_coulomb_potential(double coupling, double screening, double distance);

/// A momentum transfer that a table does not reach.
class MissingTransfer : public std::out_of_range {
  public:
    MissingTransfer(double transfer_, double last_);
    double transfer; ///< that is needed
    double last;     ///< of the table
};

/// A function through the rows of a table, by Steffen's interpolation, which is monotone between
/// them. Asked for more than the last transfer it throws MissingTransfer.
/// @param transfers  three or more, increasing, from 0
/// @throws std::invalid_argument for other tables
Potential tabulated_potential(std::vector<double> transfers, std::vector<double> values);

/// |U(q)|^2.
Potential squared(Potential potential);

/// Rates at which one impurity per area scatters electrons without spin-orbit coupling.
struct ScatteringRates {
    double all = 0.0;       ///< 1/tau
    double transport = 0.0; ///< 1/tau_tr, weighted with 1 - cos(angle)
};
/// In the Born approximation, of electrons with momentum p: the mean of |U|^2 over the angle.
/// @throws MissingTransfer if a table does not reach 2 p
ScatteringRates born_rates(const Potential& squared_potential, double momentum);
/// Size of the phase shift of the wave m = 0 in that approximation: pi N_0 times the mean of |U|.
/// It is small where the approximation is good.
/// @throws MissingTransfer likewise
double born_phase_shift(const Potential& squared_potential, double momentum);
/// From phase shifts: 4 sum_m sin^2 eta_m and 2 sum_m sin^2(eta_m - eta_{m+1}), m from -oo to oo.
ScatteringRates phase_shift_rates(const std::vector<ShortRangeScatterers::PartialWave>& waves);

} // namespace sidejump::rashba
