// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/sweep/point_evaluator.hpp"

#include "sidejump/sweep/study.hpp"

#include <random>

namespace sidejump::sweep {

std::unique_ptr<const EvaluationPlan> evaluation_plan(const Study& study, Route route) {
    return study.base->plan(study, route);
}

std::vector<std::uint64_t> scattered_points(const Study& study) {
    constexpr std::size_t samples = 16;
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> points(samples, 0);
    for (std::uint64_t& point : points)
        for (const Dimension& dimension : study.dimensions)
            point = point * dimension.size + random() % dimension.size;
    return points;
}

} // namespace sidejump::sweep
