// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/time_course.hpp"

#include <algorithm>
#include <cmath>

namespace sidejump::device {

double TimeCourse::factor(std::size_t terminal, double t, double within) const {
    const auto& pulse = pulses.at(terminal);
    return pulse ? pulse->value(t, within) : 1.0;
}

std::vector<double> TimeCourse::break_points() const {
    const double end = output_times.back();
    std::vector<double> points{0.0};
    for (const auto& pulse : pulses)
        if (pulse)
            for (const double point : pulse->break_points())
                if (point > 0.0 && point < end)
                    points.push_back(point);
    std::ranges::sort(points);
    if (end > 0.0)
        points.push_back(end);
    // Points closer than rounding would leave no time between them.
    const double close = 1e-12 * end;
    std::vector<double> distinct{0.0};
    for (const double point : points)
        if (point - distinct.back() > close)
            distinct.push_back(point);
    // Rounding is not to part a break point from the output that is wanted there.
    for (double& point : distinct)
        for (const double output : output_times)
            if (std::abs(point - output) <= close)
                point = output;
    return distinct;
}

double TimeCourse::longest_step(double within) const {
    double longest = std::numeric_limits<double>::infinity();
    for (const auto& pulse : pulses)
        if (pulse)
            longest = std::min(longest, pulse->longest_step(within));
    return longest;
}

std::vector<Terminal> terminals_at(const std::vector<Terminal>& terminals, const TimeCourse& course,
                                   double t, double within) {
    std::vector<Terminal> driven = terminals;
    for (std::size_t k = 0; k < driven.size(); ++k)
        driven[k].value *= course.factor(k, t, within);
    return driven;
}

} // namespace sidejump::device
