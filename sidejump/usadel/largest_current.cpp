// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_minimum.hpp"
#include "sidejump/usadel/branches.hpp"

#include <algorithm>
#include <stdexcept>

namespace sidejump::usadel {

CurrentMaximum largest_current(const std::function<double(double)>& current, double low,
                               double high, int samples, double tolerance) {
    if (!(low < high) || samples < 3)
        throw std::invalid_argument("a maximum is looked for between two phases by at least three "
                                    "samples");
    std::vector<CurrentMaximum> found;
    for (int k = 0; k < samples; ++k) {
        const double phase = low + k * (high - low) / (samples - 1);
        found.push_back({phase, current(phase)});
    }
    return largest_current(current, found, tolerance);
}

CurrentMaximum largest_current(const std::function<double(double)>& current,
                               const std::vector<CurrentMaximum>& samples, double tolerance) {
    constexpr int most_halvings = 4;
    const auto in_order = [](const CurrentMaximum& one, const CurrentMaximum& other) {
        return one.phase >= other.phase;
    };
    if (samples.size() < 3 || std::ranges::adjacent_find(samples, in_order) != samples.end())
        throw std::invalid_argument("a maximum is looked for by at least three samples whose "
                                    "phases increase");
    const auto best = std::ranges::max_element(samples, {}, &CurrentMaximum::current);
    const auto point = [](const CurrentMaximum& sample) {
        return math::FunctionPoint{sample.phase, -sample.current};
    };
    math::FunctionPoint low = point(best == samples.begin() ? *best : *(best - 1));
    math::FunctionPoint high = point(best + 1 == samples.end() ? *best : *(best + 1));
    math::FunctionPoint inner = point(*best);
    // Beside an end of the range the maximum may still be between it and its neighbour.
    for (int k = 0; k < most_halvings && (inner.x == low.x || inner.x == high.x); ++k) {
        math::FunctionPoint middle{0.5 * (low.x + high.x), 0.0};
        middle.value = -current(middle.x);
        if (middle.value < inner.value)
            inner = middle;
        else
            (inner.x == low.x ? high : low) = middle;
    }
    if (!(low.x < inner.x && inner.x < high.x && inner.value < low.value &&
          inner.value < high.value))
        return {inner.x, -inner.value};
    const math::FunctionPoint minimum = math::bracketed_minimum(
        [&](double phase) { return -current(phase); }, low, inner, high, tolerance);
    return {minimum.x, -minimum.value};
}

} // namespace sidejump::usadel
