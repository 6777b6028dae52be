// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sidejump::fit {
namespace {

constexpr int most_steps = 60;
constexpr int most_refinements = 30;
// Accuracy of the ends of intervals, in the square root of the statistic.
constexpr double accuracy = 1e-6;
// Where rounding makes the statistic coarse, that accuracy is enough with which it has not come
// nearer to its threshold in so many refinements.
constexpr double coarse_accuracy = 1e-3;
constexpr int most_in_vain = 3;
// Steps of the square root of the statistic that a profile aims at.
constexpr double wanted_rise = 0.35;
// How far a coordinate without a bound is followed: values by a factor 1e9 on a logarithmic scale,
// and as near to an open end of the range.
constexpr double farthest_logarithm = 20.7;
constexpr double nearest_end = 1e-9;
// Part of the way to an open end that one step may go.
constexpr double most_approach = 0.75;
// A step of the first try where the standard error is unknown.
constexpr double first_step = 0.05;

// Follows the profile from the minimum to one side.
class Walk {
  public:
    Walk(const FitProblem& problem, const SearchSettings& settings, const Minimum& minimum,
         const Uncertainty& uncertainty, const std::vector<Eigen::VectorXd>& optima,
         std::size_t coordinate, double side)
        : problem_(problem), settings_(settings), minimum_(minimum), uncertainty_(uncertainty),
          optima_(optima), coordinate_(coordinate), side_(side) {
        for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
            if (i != coordinate)
                others_.push_back(i);
        points.push_back({0.0, minimum.u});
    }

    std::vector<ProfilePoint> points; ///< away from the minimum, the minimum first
    Minimum better;

    // Until the statistic is above the threshold beyond all known optima, or the way ends.
    End follow(double threshold) {
        const double start = minimum_.u[index(coordinate_)];
        const double error =
            uncertainty_.standard_errors(problem_.coordinates.size())[index(coordinate_)];
        const double last = way_end(start);
        const double size = problem_.coordinates[coordinate_].size(start);
        double step = std::isfinite(error) && error > 0.0 ? wanted_rise * error : first_step * size;
        step = std::min(step, 0.25 * std::abs(last - start));
        if (step == 0.0)
            return at_last();
        double farthest = start;
        for (const Eigen::VectorXd& optimum : optima_)
            if (side_ * (optimum[index(coordinate_)] - farthest) > 0.0)
                farthest = optimum[index(coordinate_)];
        for (int i = 0; i < most_steps; ++i) {
            const double at = points.back().u[index(coordinate_)];
            const double scale = scale_at(at);
            if (open_end())
                step = std::min(step, most_approach * std::abs(at - *open_end()));
            double next = at + side_ * step;
            const bool ends = side_ * (next - last) >= 0.0;
            if (ends)
                next = last;
            const auto point = fitted(next, points.back().u);
            if (!point) {
                if (step < 1e-3 * first_step * scale)
                    return End::failed;
                step *= 0.25;
                continue;
            }
            const double rise = root(point->statistic) - root(points.back().statistic);
            if (rise > 4.0 * wanted_rise && points.size() + 10 < most_steps &&
                point->statistic > 1.0 && std::abs(next - at) > 1e-6 * scale) {
                step = std::abs(next - at) * 0.4;
                continue;
            }
            points.push_back(*point);
            if (point->statistic > threshold && side_ * (next - farthest) >= 0.0)
                return End::crossed;
            if (ends)
                return at_last();
            const double change = std::abs(rise);
            step *= change < 0.1 * wanted_rise ? 2.0 : std::clamp(wanted_rise / change, 0.5, 2.0);
        }
        return End::open;
    }

    // Where the statistic crosses the threshold, between the points that are there.
    IntervalEnd crossing(double threshold, End end) {
        std::size_t above = points.size();
        while (above > 1 && points[above - 1].statistic > threshold)
            --above;
        if (above == points.size())
            return {end == End::crossed ? End::open : end, points.back().u[index(coordinate_)]};
        // Illinois variant of the false position, in the square root: linear for a linear model.
        const double goal = std::sqrt(threshold);
        const ProfilePoint low = points[above - 1];
        const ProfilePoint high = points[above];
        double a = low.u[index(coordinate_)];
        double b = high.u[index(coordinate_)];
        double f_a = root(low.statistic) - goal;
        double f_b = root(high.statistic) - goal;
        Eigen::VectorXd from = low.u;
        IntervalEnd best = {End::crossed, b};
        double least = std::abs(f_b);
        int in_vain = 0;
        for (int i = 0; i < most_refinements; ++i) {
            const double middle = (a * f_b - b * f_a) / (f_b - f_a);
            const auto point = fitted(middle, from);
            if (!point)
                return {End::failed, middle};
            const double f = root(point->statistic) - goal;
            in_vain = std::abs(f) < 0.5 * least ? 0 : in_vain + 1;
            if (std::abs(f) < least) {
                least = std::abs(f);
                best.u = middle;
            }
            if (least < accuracy * goal ||
                (in_vain == most_in_vain && least < coarse_accuracy * goal))
                return best;
            if ((f > 0.0) == (f_b > 0.0)) {
                b = middle;
                f_b = f;
                f_a *= 0.5;
            } else {
                a = b;
                f_a = f_b;
                b = middle;
                f_b = f;
            }
        }
        // Between the two it jumps, as to another valley.
        return {End::crossed, b};
    }

  private:
    [[nodiscard]] double bound() const {
        const Coordinate& coordinate = problem_.coordinates[coordinate_];
        return side_ > 0.0 ? coordinate.high : coordinate.low;
    }

    // An end of the range of the model, which is not reached.
    [[nodiscard]] const std::optional<double>& open_end() const {
        const Coordinate& coordinate = problem_.coordinates[coordinate_];
        return (side_ > 0.0 ? coordinate.high_from : coordinate.low_from).open_end;
    }

    [[nodiscard]] End at_last() const {
        return std::isfinite(bound()) && !open_end() ? End::bound : End::open;
    }

    // How far the way goes.
    [[nodiscard]] double way_end(double start) const {
        if (open_end()) {
            const double near = std::lerp(*open_end(), start, nearest_end);
            return side_ * (near - bound()) > 0.0 ? bound() : near;
        }
        if (std::isfinite(bound()))
            return bound();
        const bool logarithmic = problem_.coordinates[coordinate_].logarithmic;
        return start +
               side_ * (logarithmic ? farthest_logarithm : 1e6 * std::max(1.0, std::abs(start)));
    }

    // What is a short step at a place.
    [[nodiscard]] double scale_at(double at) const {
        const double size = problem_.coordinates[coordinate_].size(at);
        return open_end() ? std::min(size, std::abs(at - *open_end())) : size;
    }

    [[nodiscard]] static double root(double statistic) {
        return std::sqrt(std::max(statistic, 0.0));
    }

    std::optional<ProfilePoint> fitted(double at, Eigen::VectorXd from) {
        from[index(coordinate_)] = at;
        Minimum found = minimise(problem_, settings_, from, others_);
        // From the minima themselves, too: the way along a ridge may have led into a side valley.
        const auto try_from = [&](Eigen::VectorXd anew) {
            anew[index(coordinate_)] = at;
            Minimum other = minimise(problem_, settings_, anew, others_);
            if (other.objective < found.objective)
                found = std::move(other);
        };
        if (points.size() > 1)
            try_from(minimum_.u);
        for (const Eigen::VectorXd& optimum : optima_)
            try_from(optimum);
        if (!std::isfinite(found.objective))
            return std::nullopt;
        if (found.objective < minimum_.objective - least_difference(problem_, minimum_.objective) &&
            (better.u.size() == 0 || found.objective < better.objective))
            better = found;
        return ProfilePoint{uncertainty_.statistic(found.objective, minimum_.objective), found.u};
    }

    const FitProblem& problem_;
    const SearchSettings& settings_;
    const Minimum& minimum_;
    const Uncertainty& uncertainty_;
    const std::vector<Eigen::VectorXd>& optima_;
    std::size_t coordinate_;
    double side_;
    std::vector<std::size_t> others_;
};

} // namespace

Profile profile_of(const FitProblem& problem, const SearchSettings& settings,
                   const Minimum& minimum, const Uncertainty& uncertainty,
                   const std::vector<Eigen::VectorXd>& optima, std::size_t coordinate,
                   const std::vector<double>& levels) {
    Profile profile;
    profile.coordinate = coordinate;
    for (const double level : levels)
        profile.intervals.push_back({level, uncertainty.threshold(level), {}, {}});
    profile.intervals.push_back({0.0, 1.0, {}, {}});
    double highest = 0.0;
    for (const auto& interval : profile.intervals)
        highest = std::max(highest, interval.threshold);
    for (const double side : {-1.0, 1.0}) {
        Walk walk(problem, settings, minimum, uncertainty, optima, coordinate, side);
        const End end = walk.follow(highest);
        for (auto& interval : profile.intervals)
            (side < 0.0 ? interval.low : interval.high) = walk.crossing(interval.threshold, end);
        if (walk.better.u.size() > 0 &&
            (profile.better.u.size() == 0 || walk.better.objective < profile.better.objective))
            profile.better = walk.better;
        if (side < 0.0)
            profile.points.assign(walk.points.rbegin(), walk.points.rend());
        else
            profile.points.insert(profile.points.end(), walk.points.begin() + 1, walk.points.end());
    }
    return profile;
}

} // namespace sidejump::fit
