// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/wigner.hpp"

#include <gsl/gsl_sf_coupling.h>

namespace sidejump::math {

double wigner_3j(int twice_j1, int twice_j2, int twice_j3, int twice_m1, int twice_m2,
                 int twice_m3) {
    return gsl_sf_coupling_3j(twice_j1, twice_j2, twice_j3, twice_m1, twice_m2, twice_m3);
}

double wigner_6j(int twice_j1, int twice_j2, int twice_j3, int twice_j4, int twice_j5,
                 int twice_j6) {
    return gsl_sf_coupling_6j(twice_j1, twice_j2, twice_j3, twice_j4, twice_j5, twice_j6);
}

double wigner_9j(int twice_j11, int twice_j12, int twice_j13, int twice_j21, int twice_j22,
                 int twice_j23, int twice_j31, int twice_j32, int twice_j33) {
    return gsl_sf_coupling_9j(twice_j11, twice_j12, twice_j13, twice_j21, twice_j22, twice_j23,
                              twice_j31, twice_j32, twice_j33);
}

} // namespace sidejump::math
