// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/residual_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <limits>
#include <numeric>

namespace sidejump::fit {
namespace {

// Of ways to choose; minus infinite where there is none.
double log_ways(int of, int chosen) {
    return chosen < 0 || chosen > of
               ? -std::numeric_limits<double>::infinity()
               : gsl_sf_lnchoose(static_cast<unsigned>(of), static_cast<unsigned>(chosen));
}

// Of a number of runs of `more` signs of one kind and `fewer` of the other in any order: A. Wald
// and J. Wolfowitz, Ann. Math. Statist. 11, 147 (1940). Runs of both kinds take turns, and n signs
// make k runs in (n - 1 over k - 1) ways.
double probability_of_runs(int runs, int more, int fewer) {
    const double all = log_ways(more + fewer, fewer);
    const auto part = [&](int of_more, int of_fewer) {
        return std::exp(log_ways(more - 1, of_more - 1) + log_ways(fewer - 1, of_fewer - 1) - all);
    };
    const int half = runs / 2;
    return runs % 2 == 0 ? 2.0 * part(half, half) : part(half + 1, half) + part(half, half + 1);
}

// Of numbers of runs that are as far from their expectation, or farther.
double probability_of_deviation(int runs, int more, int fewer) {
    const double expected = 2.0 * more * fewer / (more + fewer) + 1.0;
    const int most = more == fewer ? 2 * fewer : 2 * fewer + 1;
    constexpr double rounding = 1e-12; // of the expectation
    const double deviation = std::abs(runs - expected) * (1.0 - rounding);
    double sum = 0.0;
    for (int other = 2; other <= most; ++other)
        if (std::abs(other - expected) >= deviation)
            sum += probability_of_runs(other, more, fewer);
    return std::min(sum, 1.0);
}

} // namespace

ResidualStatistics residual_statistics(const std::vector<double>& x,
                                       const std::vector<double>& residuals) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    ResidualStatistics found;
    double squares = 0.0;
    double steps = 0.0;
    // Squares of numbers of any size are numbers, once these are over the largest.
    double largest = 0.0;
    for (const double residual : residuals)
        largest = std::max(largest, std::abs(residual));
    if (largest == 0.0)
        largest = 1.0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double residual = residuals[order[i]] / largest;
        squares += residual * residual;
        ++(residual > 0.0 ? found.positive : found.negative);
        if (i == 0) {
            found.runs = 1;
            continue;
        }
        const double before = residuals[order[i - 1]] / largest;
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
        found.runs_p =
            probability_of_deviation(found.runs, std::max(found.positive, found.negative),
                                     std::min(found.positive, found.negative));
    } else if (product == 0.0 && count > 1.0 && squares > 0.0) {
        // One run, whatever the order: all have the sign of the first.
        found.runs_z = -std::numeric_limits<double>::infinity();
        found.runs_p = std::exp2(1.0 - count);
    }
    return found;
}

double median_scale(const Eigen::VectorXd& residuals, std::size_t parameters) {
    std::vector<double> sizes;
    for (const double residual : residuals)
        sizes.push_back(std::abs(residual));
    std::sort(sizes.begin(), sizes.end());
    const std::size_t first = std::min(parameters > 0 ? parameters - 1 : 0, sizes.size() - 1);
    const std::size_t last = sizes.size() - 1;
    const double median = 0.5 * (sizes[(first + last) / 2] + sizes[(first + last + 1) / 2]);
    return median / gsl_cdf_ugaussian_Pinv(0.75);
}

} // namespace sidejump::fit
