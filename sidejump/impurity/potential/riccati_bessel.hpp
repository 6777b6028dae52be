// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidejump::impurity::potential {

/// Riccati-Bessel functions jhat = z j_l(z) ~ sin(z - l pi/2) and yhat = z y_l(z) ~ -cos(z - l
/// pi/2) with their derivatives; jhat yhat' - jhat' yhat = 1.
struct RiccatiBessel {
    double j = 0.0;
    double j_slope = 0.0;
    double y = 0.0;
    double y_slope = 0.0;
    /// beta in jhat = M sin beta, yhat = -M cos beta, M > 0: continuous in z, 0 at z = 0, and
    /// z - l pi/2 at large z.
    double phase = 0.0;
};

/// @throws std::domain_error unless l is from 0 to 30 and z > 0, and where the functions leave the
///         range of numbers (z far below 1)
RiccatiBessel riccati_bessel(int l, double z);

/// jhat alone, which takes a fraction of the time.
struct RegularRiccatiBessel {
    double j = 0.0;
    double j_slope = 0.0;
};

/// @throws std::domain_error unless l is from 0 to 30 and z > 0
RegularRiccatiBessel regular_riccati_bessel(int l, double z);

} // namespace sidejump::impurity::potential
