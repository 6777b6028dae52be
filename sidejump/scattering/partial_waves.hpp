// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/impurity/channel.hpp"

#include <complex>
#include <vector>

namespace sidejump::scattering {

/// S-matrix element of a channel, s = |s| e^{2 i eta}.
std::complex<double> s_element(const impurity::Channel& channel);

/// On-shell T-matrix element of a channel in units of -1/(pi N_F): t = (s - 1)/(2 i), which is
/// e^{i eta} sin eta when the channel is elastic (K-S171).
std::complex<double> t_element(const impurity::Channel& channel);

/// The elements of all channels, in their order.
std::vector<std::complex<double>> t_elements(const std::vector<impurity::Channel>& channels);

/// The first Born amplitude that the phase shift stands for: the real number eta, taken modulo pi
/// into (-pi/2, pi/2]. It replaces t where a formula asks for the bare potential (K-S41).
double born_element(const impurity::Channel& channel);

/// Friedel's sum (1/pi) sum_c (2j+1) eta_c, the charge that elastic phase shifts screen. Not a
/// number where a channel averages over moments: its one phase shift does not count their charge.
double friedel_sum(const std::vector<impurity::Channel>& channels);

/// Spin-independent and spin-orbit scattering amplitudes of T = A + i B (p^ x k^).sigma, with p
/// outgoing and k incoming, in units of 1/(pi N_F).
struct ScatteringAmplitudes {
    std::complex<double> A;
    std::complex<double> B;
};

/// A and B at the cosine x = p^.k^ of the scattering angle (K-S76, K-S179 for any l):
///   A = -sum_l [(l+1) t_{l,l+1/2} + l t_{l,l-1/2}] P_l(x),
///   B = -sum_l [t_{l,l-1/2} - t_{l,l+1/2}] P_l'(x).
/// @throws std::domain_error if x is outside [-1, 1]
ScatteringAmplitudes amplitudes(const std::vector<impurity::Channel>& channels, double x);

} // namespace sidejump::scattering
