// SPDX-License-Identifier: GPL-3.0-or-later
#include "two_levels.hpp"

#include <cmath>

namespace own_model {
namespace {

// tan eta = N/D makes S = (D + iN)/(D - iN), and D + iN = (z_1 - e)(z_2 - e) with the roots of
// z^2 - (E_1 + E_2 + i (G_1 + G_2)) z + E_1 E_2 + i (G_1 E_2 + G_2 E_1), both above the real axis.
std::array<std::complex<double>, 2> poles_of(const BareLevel& first, const BareLevel& second) {
    const std::complex<double> half_sum(0.5 * (first.position + second.position),
                                        0.5 * (first.width + second.width));
    const std::complex<double> product(first.position * second.position,
                                       first.width * second.position +
                                           second.width * first.position);
    const std::complex<double> half_split = std::sqrt(half_sum * half_sum - product);
    return {half_sum - half_split, half_sum + half_split};
}

} // namespace

TwoLevels::TwoLevels(BareLevel first, BareLevel second)
    : bare_{first, second}, poles_(poles_of(first, second)) {}

double TwoLevels::phase_shift(double energy) const {
    double sum = 0.0;
    for (const auto& pole : poles_)
        sum += std::atan2(pole.imag(), pole.real() - energy);
    return sum;
}

double TwoLevels::transparent_energy() const {
    return (bare_[0].width * bare_[1].position + bare_[1].width * bare_[0].position) /
           (bare_[0].width + bare_[1].width);
}

} // namespace own_model
