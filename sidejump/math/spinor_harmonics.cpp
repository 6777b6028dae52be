// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/spinor_harmonics.hpp"

#include "sidejump/math/wigner.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace sidejump::math {
namespace {

// <l||C_lambda||l'>, C_lambda = sqrt(4 pi/(2 lambda+1)) Y_lambda (Edmonds 5.4.6).
double orbital_element(int l, int lambda, int l_ket) {
    return sign_of_power(l) * std::sqrt((2.0 * l + 1.0) * (2.0 * l_ket + 1.0)) *
           wigner_3j(2 * l, 2 * lambda, 2 * l_ket, 0, 0, 0);
}

} // namespace

double multipole_element(SpinorHarmonic bra, int lambda, int s, int J, SpinorHarmonic ket) {
    // <1/2||1||1/2> = sqrt 2 and <1/2||sigma||1/2> = sqrt 6, each over sqrt 2 (Edmonds 7.1.5).
    const double spin = s == 0 ? 1.0 : std::numbers::sqrt3;
    const double harmonic = std::sqrt((2.0 * lambda + 1.0) / (4.0 * std::numbers::pi)) *
                            orbital_element(bra.l, lambda, ket.l);
    return std::sqrt((bra.twice_j + 1.0) * (ket.twice_j + 1.0) * (2.0 * J + 1.0)) *
           wigner_9j(2 * bra.l, 2 * ket.l, 2 * lambda, 1, 1, 2 * s, bra.twice_j, ket.twice_j,
                     2 * J) *
           harmonic * spin;
}

double gradient_element(SpinorHarmonic bra, SpinorHarmonic ket, double alpha) {
    if (std::abs(bra.l - ket.l) != 1)
        return 0.0;
    const double orbital = bra.l == ket.l + 1 ? std::sqrt(ket.l + 1.0) * (alpha - ket.l)
                                              : -std::sqrt(ket.l) * (alpha + ket.l + 1.0);
    // The spin stands by (Edmonds 7.1.7).
    const int phase = (2 * bra.l + 1 + ket.twice_j + 2) / 2;
    return sign_of_power(phase) * std::sqrt((bra.twice_j + 1.0) * (ket.twice_j + 1.0)) *
           wigner_6j(2 * bra.l, bra.twice_j, 1, ket.twice_j, 2 * ket.l, 2) * orbital;
}

double unit_vector_element(int lambda_to, int J_to, int lambda_from, int J_from, int s) {
    return sign_of_power(lambda_to + s + J_from + 1) * std::sqrt(2.0 * J_from + 1.0) *
           wigner_6j(2 * lambda_to, 2 * J_to, 2 * s, 2 * J_from, 2 * lambda_from, 2) *
           orbital_element(lambda_to, 1, lambda_from);
}

} // namespace sidejump::math
