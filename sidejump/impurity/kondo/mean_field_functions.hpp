// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>

/// Integrals over a flat band that the Read-Newns mean field needs, all energies in eV from the
/// Fermi energy and temperatures as k_B T in eV.
namespace sidejump::impurity::kondo {

/// Whether the bottom of the band is kept, or only in the logarithm of its depth.
enum class BandEdge { finite, wide };

/// A band of constant density of states from -depth upwards; its upper edge does not matter.
struct Band {
    double depth = 0.0; ///< D, eV
    BandEdge edge = BandEdge::finite;
};

/// C(z) = int_{-D}^infinity f(e)/(z - e) de
///      = ln(z + D) - ln(2 pi i T) - psi(1/2 + z/(2 pi i T)), and ln((z + D)/z) at T = 0;
/// in the wide band ln D stands for ln(z + D). The relative error is e^{-D/T}.
/// @param z  level + i width, Im z >= 0; at T = 0 not 0
/// @throws std::runtime_error if the digamma function fails
std::complex<double> level_integral(std::complex<double> z, double temperature, const Band& band);

/// Im K(z) in eV, K(z) = int_{-D}^infinity f(e) ln(z - e) de, so that dK/dz = C. In the wide band
/// it is the limit of large D at fixed ln D. For z on the real axis it is
/// pi T ln(1 + e^{-z/T}).
double phase_integral(std::complex<double> z, double temperature, const Band& band);

/// Im dK/dT at fixed z: pi times the entropy in units of k_B of one state of the level, 0 at T = 0
/// and pi^2 T Im z/(3 |z|^2) near it.
double entropy_integral(std::complex<double> z, double temperature);

} // namespace sidejump::impurity::kondo
