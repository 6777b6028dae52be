// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <array>

namespace sidejump::device {

using Vector3 = Eigen::Vector3d;
/// Acts on the four potentials u = (u_0, u_x, u_y, u_z).
using FieldMatrix = Eigen::Matrix4d;
/// sigma_{ja,kb} in S/m; row 4 j + a, column 4 k + b; j, k axes of space, a, b fields.
using ConductionTensor = Eigen::Matrix<double, 12, 12>;

/// One material in the four-field diffusion equation (K-7..K-16; docs/theory/devices):
///
///   J_ja = - sigma_{ja,kb} d_k u_b,
///   storage_ab d_t u_b + d_j J_ja = - relaxation_ab u_b,
///
/// with u_0 the electrochemical potential over the charge and u_a = (mu_up - mu_down)/2e along axis
/// a, in volts; J_j0 the charge current and J_ja = J_up - J_down the spin current in charge units,
/// A/m^2 (times hbar/2e: angular momentum).
struct Medium {
    ConductionTensor conduction = ConductionTensor::Zero();
    /// S/m^3. Row and column 0 vanish. Precession in a magnetic field is its antisymmetric part.
    FieldMatrix relaxation = FieldMatrix::Zero();
    /// A s/(V m^3): 2 e^2 N_F Z for the spin fields. Row and column 0 vanish (quasi-neutrality).
    FieldMatrix storage = FieldMatrix::Zero();
};

/// The conductivities of an isotropic metal with spin-orbit scattering, S/m.
struct IsotropicConduction {
    double charge = 0.0;
    double spin_hall = 0.0; ///< theta sigma_c in the sign convention of K
    double spin_0 = 0.0;    ///< 2 e^2 N_F D_0: divergence of the spin potential
    double spin_1 = 0.0;    ///< D_1: antisymmetric part
    double spin_2 = 0.0;    ///< D_2: symmetric traceless part
};

/// J_j0 = -sigma_c d_j u_0 - sigma_SH eps_jka d_k u_a;
/// J_ja = -sum_m sigma_m P^m_{ja,kb} d_k u_b - sigma_SH eps_jka d_k u_0 (K-7..K-10).
ConductionTensor isotropic_conduction(const IsotropicConduction& conductivities);

/// A conducting ferromagnet with the magnetisation m: J_0 = -sigma (d u_0 + P d u_m),
/// J_m = -sigma (P d u_0 + d u_m), transverse potentials with the conductivity sigma alone, and the
/// anomalous Hall current sigma_AH m x E, E = -grad u_0.
/// @param direction  unit vector
ConductionTensor ferromagnet_conduction(double conductivity, double polarisation,
                                        double anomalous_hall_conductivity,
                                        const Vector3& direction);

/// relaxation of a ferromagnet: sigma (1 - P^2)/lambda_sf^2 along m; across m
/// sigma [1/lambda_dephasing^2 - (1/lambda_precession^2) m x ]: u_perp turns about m. A term whose
/// length is infinite is absent.
/// @param direction  unit vector
FieldMatrix ferromagnet_relaxation(double conductivity, double polarisation,
                                   double spin_flip_length, double dephasing_length,
                                   double precession_length, const Vector3& direction);

/// The part of the relaxation matrix that describes Larmor precession,
/// d_t u = precession_rate x u:  - weight eps_acb omega_c.
/// @param weight  2 e^2 N_F Y in A s/(V m^3)
/// @param precession_rate  Larmor vector, rad/s
FieldMatrix larmor_precession(double weight, const Vector3& precession_rate);

} // namespace sidejump::device
