// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/multi_start.hpp"

#include "sidejump/math/parallel_for.hpp"
#include "sidejump/sweep/sobol_points.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sidejump::fit {
namespace {

// Minima as low that differ by less, relative to the size of the coordinates, are one.
constexpr double same_place = 1e-3;

std::vector<Eigen::VectorXd> start_points(const FitProblem& problem, int starts, int seed) {
    std::vector<std::size_t> spread;
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
        if (std::isfinite(problem.coordinates[i].low) && std::isfinite(problem.coordinates[i].high))
            spread.push_back(i);
    std::vector<Eigen::VectorXd> points(static_cast<std::size_t>(starts), problem.start());
    if (spread.empty())
        points.resize(1);
    if (points.size() == 1)
        return points;
    const auto dimensions =
        std::min<std::size_t>(spread.size(), sweep::SobolPoints::most_dimensions);
    const sweep::SobolPoints sobol(static_cast<unsigned>(dimensions), points.size(),
                                   static_cast<std::uint32_t>(seed));
    for (std::size_t point = 1; point < points.size(); ++point)
        for (std::size_t i = 0; i < dimensions; ++i) {
            const Coordinate& coordinate = problem.coordinates[spread[i]];
            points[point][index(spread[i])] = std::lerp(coordinate.low, coordinate.high,
                                                        sobol(point - 1, static_cast<unsigned>(i)));
        }
    return points;
}

} // namespace

bool is_same(const FitProblem& problem, const Minimum& one, const Minimum& other) {
    if (std::abs(one.objective - other.objective) >
        least_difference(problem, std::max(one.objective, other.objective)))
        return false;
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i) {
        const Coordinate& coordinate = problem.coordinates[i];
        const double a = one.u[index(i)];
        const double b = other.u[index(i)];
        const double size = coordinate.logarithmic
                                ? std::max({1.0, std::abs(a), std::abs(b)})
                                : std::max(coordinate.size(a), coordinate.size(b));
        if (std::abs(a - b) > same_place * size)
            return false;
    }
    return true;
}

MultiStart search_minima(const FitProblem& problem, const SearchSettings& settings, int starts,
                         int seed, const std::function<void(std::size_t)>& done) {
    const auto points = start_points(problem, starts, seed);
    std::vector<std::size_t> all(problem.coordinates.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::vector<Minimum> minima(points.size());
    const auto search = [&](std::size_t i) {
        minima[i] = minimise(problem, settings, points[i], all);
    };
    if (points.size() == 1) {
        search(0); // the model may use all threads for its points
        if (done)
            done(1);
    } else {
        math::parallel_for(
            points.size(),
            [&](std::size_t i) {
                const math::OneThread alone;
                search(i);
            },
            done);
    }
    MultiStart found;
    found.searches = static_cast<int>(points.size());
    std::stable_sort(minima.begin(), minima.end(),
                     [](const Minimum& a, const Minimum& b) { return a.objective < b.objective; });
    for (Minimum& minimum : minima) {
        if (!std::isfinite(minimum.objective)) {
            ++found.failed;
            continue;
        }
        // The first is kept whatever it is: a search that was given up is better than none.
        if (!minimum.converged && !found.optima.empty()) {
            ++found.given_up;
            found.lowest_given_up = std::min(found.lowest_given_up, minimum.objective);
            continue;
        }
        const auto known =
            std::find_if(found.optima.begin(), found.optima.end(), [&](const Optimum& optimum) {
                return is_same(problem, optimum.minimum, minimum);
            });
        if (known != found.optima.end())
            ++known->searches;
        else
            found.optima.push_back({std::move(minimum), 1});
    }
    return found;
}

} // namespace sidejump::fit
