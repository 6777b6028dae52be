// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/data_scale.hpp"

#include "sidejump/fit/fit_problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sidejump::fit {
namespace {

// Of the operations that make a value of a curve, over the value.
constexpr double rounding = 64.0 * std::numeric_limits<double>::epsilon();

double mean(std::span<const double> values) {
    double found = 0.0;
    for (const double value : values)
        found += value / static_cast<double>(values.size());
    return found;
}

std::vector<double> all_y(const std::vector<DataSet>& sets) {
    std::vector<double> all;
    for (const DataSet& set : sets)
        all.insert(all.end(), set.y.begin(), set.y.end());
    return all;
}

double root_mean_square_about(double middle, std::vector<double> values) {
    for (double& value : values)
        value -= middle;
    return root_mean_square(values);
}

} // namespace

double root_mean_square(std::span<const double> values) {
    double largest = 0.0;
    for (const double value : values)
        largest = std::max(largest, std::abs(value));
    if (largest == 0.0 || !std::isfinite(largest))
        return largest;
    double sum = 0.0;
    for (const double value : values)
        sum += (value / largest) * (value / largest);
    return largest * std::sqrt(sum / static_cast<double>(values.size()));
}

double root_mean_square_of(const std::vector<DataSet>& sets) {
    return root_mean_square(all_y(sets));
}

double scatter_of(const std::vector<DataSet>& sets) {
    std::vector<double> deviations;
    for (const DataSet& set : sets) {
        const double middle = mean(set.y);
        for (const double y : set.y)
            deviations.push_back(y - middle);
    }
    const std::vector<double> all = all_y(sets);
    const double size = root_mean_square(all);
    for (const double scatter :
         {root_mean_square(deviations), root_mean_square_about(mean(all), all), size})
        if (scatter > rounding * size)
            return scatter;
    return 1.0;
}

bool is_rounding(std::span<const double> values, std::span<const double> residuals) {
    const double scatter = root_mean_square_about(mean(values), {values.begin(), values.end()});
    const double size = root_mean_square(values);
    return root_mean_square(residuals) <=
           std::max(FitProblem::search_accuracy * scatter, rounding * size);
}

} // namespace sidejump::fit
