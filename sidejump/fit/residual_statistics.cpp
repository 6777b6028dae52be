// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/residual_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace sidejump::fit {

ResidualStatistics residual_statistics(const std::vector<double>& x,
                                       const std::vector<double>& residuals) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    ResidualStatistics found;
    double squares = 0.0;
    double steps = 0.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double residual = residuals[order[i]];
        squares += residual * residual;
        ++(residual > 0.0 ? found.positive : found.negative);
        if (i == 0) {
            found.runs = 1;
            continue;
        }
        const double before = residuals[order[i - 1]];
        steps += (residual - before) * (residual - before);
        if ((residual > 0.0) != (before > 0.0))
            ++found.runs;
    }
    found.durbin_watson =
        squares > 0.0 ? steps / squares : std::numeric_limits<double>::quiet_NaN();
    const double above = found.positive;
    const double below = found.negative;
    const double count = above + below;
    const double product = 2.0 * above * below;
    const double variance = product * (product - count) / (count * count * (count - 1.0));
    if (variance > 0.0) {
        found.runs_z = (found.runs - (product / count + 1.0)) / std::sqrt(variance);
        found.runs_p = std::erfc(std::abs(found.runs_z) / std::sqrt(2.0));
    } else if (product == 0.0 && count > 1.0 && squares > 0.0) {
        // One run, whatever the order: all have the sign of the first.
        found.runs_z = -std::numeric_limits<double>::infinity();
        found.runs_p = std::exp2(1.0 - count);
    }
    return found;
}

} // namespace sidejump::fit
