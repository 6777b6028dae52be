// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <complex>

namespace sidejump::usadel {

using Complex = std::complex<double>;

/// A matrix in Nambu and spin space, rows (particle up, particle down, hole up, hole down). The
/// holes are time-reversed, (psi, i sigma_y psi^dagger), so that singlet pairing is the unit matrix
/// in spin space and sigma_a is the spin of particles and holes alike (paper U, equation 12).
using NambuMatrix = Eigen::Matrix4cd;

/// tau_i sigma_a; 0 stands for the unit matrix, 1, 2, 3 for x, y, z.
/// @throws std::invalid_argument for other indices
NambuMatrix tau_sigma(int i, int a);

/// The pairing term i [[0, Delta], [-conj(Delta), 0]] (paper U, equation 17). Its square is
/// |Delta|^2.
NambuMatrix pairing(Complex order_parameter);

/// exp(i phase tau_3 / 2): the rotation that gives pairing(Delta) the phase of
/// Delta exp(i phase).
NambuMatrix gauge_rotation(double phase);

/// The matrix sign of M: it commutes with M and its square is 1. The Green function of a uniform
/// superconductor whose only source term is M.
/// @throws std::runtime_error if an eigenvalue is too close to the imaginary axis
NambuMatrix matrix_sign(const NambuMatrix& matrix);

} // namespace sidejump::usadel
