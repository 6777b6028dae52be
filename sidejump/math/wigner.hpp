// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::math {

/// Wigner 3j symbol (j1 j2 j3; m1 m2 m3). All arguments are twice the quantum number.
/// Zero where a selection rule forbids it.
double wigner_3j(int twice_j1, int twice_j2, int twice_j3, int twice_m1, int twice_m2,
                 int twice_m3);

/// Wigner 6j symbol {j1 j2 j3; j4 j5 j6}. All arguments are twice the quantum number.
double wigner_6j(int twice_j1, int twice_j2, int twice_j3, int twice_j4, int twice_j5,
                 int twice_j6);

/// Wigner 9j symbol, row by row. All arguments are twice the quantum number.
double wigner_9j(int twice_j11, int twice_j12, int twice_j13, int twice_j21, int twice_j22,
                 int twice_j23, int twice_j31, int twice_j32, int twice_j33);

/// (-1)^n for any integer n.
constexpr double sign_of_power(int n) {
    return n % 2 == 0 ? 1.0 : -1.0;
}

} // namespace sidejump::math
