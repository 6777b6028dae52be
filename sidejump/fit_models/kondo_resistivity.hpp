// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::fit_models {

/// Resistivity of phonons, ohm m: A (T/Theta)^5 int_0^{Theta/T} x^5/((e^x - 1)(1 - e^{-x})) dx.
/// It is A T/(4 Theta) at high and 124.43 A (T/Theta)^5 at low temperature.
///
/// Source: F. Bloch, Z. Phys. 59, 208 (1930); E. Grueneisen, Ann. Phys. 408, 530 (1933).
/// @param amplitude    A, ohm m
/// @param debye        Theta, K
/// @param temperature  T, K, not negative
double bloch_grueneisen_resistivity(double amplitude, double debye, double temperature);

/// Part of its value at zero temperature that the resistivity of a Kondo impurity has left:
/// (T_1^2/(T^2 + T_1^2))^s, T_1 = T_K/sqrt(2^{1/s} - 1), so that it is 1/2 at T_K. An empirical
/// form; s = 0.22 follows the numerical renormalisation group for spin 1/2.
///
/// Source: D. Goldhaber-Gordon, J. Goeres, M. A. Kastner, H. Shtrikman, D. Mahalu, U. Meirav,
/// Phys. Rev. Lett. 81, 5225 (1998).
double empirical_kondo_part(double temperature, double kondo_temperature, double exponent);

/// The same of the Nagaoka equation: (1/2) {1 - x/sqrt(x^2 + pi^2 S(S + 1))}, x = ln(T/T_K). It is
/// 1/2 at T_K, right for T > T_K, and reaches its value at T = 0 too slowly (logarithmically; a
/// Fermi liquid does with T^2).
///
/// Source: D. R. Hamann, Phys. Rev. 158, 570 (1967).
double hamann_kondo_part(double temperature, double kondo_temperature, double spin);

} // namespace sidejump::fit_models
