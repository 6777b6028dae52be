// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/coefficients/alloy.hpp"

namespace sidejump::coefficients {

double total_concentration(const Alloy& alloy) {
    double sum = 0.0;
    for (const auto& species : alloy.impurities)
        sum += species.concentration;
    return sum;
}

} // namespace sidejump::coefficients
