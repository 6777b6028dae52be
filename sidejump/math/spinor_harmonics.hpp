// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::math {

/// A spinor spherical harmonic multiplet: orbital momentum l coupled to spin 1/2 gives j.
struct SpinorHarmonic {
    int l = 0;
    int twice_j = 1;
    friend bool operator==(const SpinorHarmonic&, const SpinorHarmonic&) = default;
};

/// Reduced matrix elements between spinor harmonics, in the convention of Edmonds:
/// <j m|T_kq|j' m'> = (-1)^{j-m} (j k j'; -m q m') <j||T_k||j'>, with l coupled before the spin.

/// <bra|| [Y_lambda (x) sigma_s]_J ||ket>, the tensor product of a spherical harmonic with the
/// unit matrix (s = 0) or the Pauli vector (s = 1), both divided by sqrt 2: these operators are
/// orthonormal under the integral of the trace over the sphere.
double multipole_element(SpinorHarmonic bra, int lambda, int s, int J, SpinorHarmonic ket);

/// <bra|| k_F grad ||ket> of the gradient of |p|^alpha Y_{l m}(p^) on the Fermi sphere |p| = k_F.
/// Only bra.l = ket.l +- 1 is reached; the upper one carries alpha - l, the lower alpha + l + 1.
double gradient_element(SpinorHarmonic bra, SpinorHarmonic ket, double alpha);

/// <(lambda' s) J' || p^ || (lambda s) J>/sqrt(2J'+1): multiplication of the angular function
/// [Y_lambda (x) sigma_s]_J by the unit vector. It is the number that stands beside the
/// Clebsch-Gordan coefficient <J M 1 mu|J' M'>.
double unit_vector_element(int lambda_to, int J_to, int lambda_from, int J_from, int s);

} // namespace sidejump::math
