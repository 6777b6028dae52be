// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/undetermined_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sidejump::fit {
namespace {

// An interval of fits of equal quality whose ends differ by that factor is told of.
constexpr double wide = 3.0;
// Relative changes of other quantities along a profile that are not worth telling.
constexpr double least_companion = 0.01;

double value_of(const FitProblem& problem, std::size_t coordinate, const Eigen::VectorXd& u) {
    return problem.coordinates[coordinate].value(u[index(coordinate)]);
}

// The points of a profile up to the threshold.
std::vector<const ProfilePoint*> equal_points(const Profile& profile, double threshold) {
    std::vector<const ProfilePoint*> points;
    for (const ProfilePoint& point : profile.points)
        if (point.statistic <= threshold)
            points.push_back(&point);
    return points;
}

// How the quantity that changes most along a profile goes with it.
std::string companion_text(const FitProblem& problem, const Profile& profile, double threshold) {
    const auto points = equal_points(profile, threshold);
    double most = least_companion;
    std::string text;
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i) {
        if (i == profile.coordinate || points.size() < 2)
            continue;
        const double first = value_of(problem, i, points.front()->u);
        const double last = value_of(problem, i, points.back()->u);
        double low = first;
        double high = first;
        for (const ProfilePoint* point : points) {
            low = std::min(low, value_of(problem, i, point->u));
            high = std::max(high, value_of(problem, i, point->u));
        }
        const double change = (high - low) / std::max(std::abs(low), std::abs(high));
        if (!(change > most))
            continue;
        most = change;
        // It may come back, as where the curves are even in what the profile is of.
        const bool returns = std::abs(last - first) < 0.5 * (high - low);
        text = fmt::format("; {} goes along, {} {} {} {}", problem.quantity_of(i).name,
                           returns ? "between" : "from",
                           reported_text(problem.quantity_of(i), returns ? low : first),
                           returns ? "and" : "to",
                           reported_text(problem.quantity_of(i), returns ? high : last));
    }
    return text;
}

std::string end_text(const FitProblem& problem, std::size_t coordinate, const IntervalEnd& end) {
    const auto& quantity = problem.quantity_of(coordinate);
    std::string value = reported_text(quantity, problem.coordinates[coordinate].value(end.u));
    switch (end.end) {
    case End::bound:
        return fmt::format("{} ({})", value, bound_text(problem.coordinates[coordinate], end.u));
    case End::open:
        return value + " (as far as it was followed)";
    case End::failed:
        return value + " (where the search failed)";
    case End::crossed:
        break;
    }
    return value;
}

bool is_open(const ProfileInterval& interval) {
    return interval.low.end != End::crossed || interval.high.end != End::crossed;
}

// How many ranges of a profile are below a threshold.
int count_ranges(const Profile& profile, double threshold) {
    int count = 0;
    bool was_low = false;
    for (const ProfilePoint& point : profile.points) {
        const bool is_low = point.statistic <= threshold;
        count += is_low && !was_low ? 1 : 0;
        was_low = is_low;
    }
    return count;
}

// The narrowest interval that the data leave open on a side, or that is several ranges, or that of
// Delta chi^2 = 1 if it is wide; null if there is none.
const ProfileInterval* ambiguous_interval(const FitProblem& problem, const Profile& profile) {
    const ProfileInterval* narrowest = nullptr;
    for (const ProfileInterval& interval : profile.intervals)
        if ((is_open(interval) || count_ranges(profile, interval.threshold) > 1) &&
            (narrowest == nullptr || interval.threshold < narrowest->threshold))
            narrowest = &interval;
    if (narrowest != nullptr)
        return narrowest;
    const ProfileInterval& equal = profile.intervals.back();
    const Coordinate& coordinate = problem.coordinates[profile.coordinate];
    const double low = coordinate.value(equal.low.u);
    const double high = coordinate.value(equal.high.u);
    const bool is_wide = low * high > 0.0 && std::max(std::abs(low), std::abs(high)) >
                                                 wide * std::min(std::abs(low), std::abs(high));
    return is_wide ? &equal : nullptr;
}

// Where a profile crosses a threshold between two points, about: its root is nearly straight.
double crossing_between(const ProfilePoint& one, const ProfilePoint& other, double threshold,
                        std::size_t coordinate) {
    const double a = std::sqrt(std::max(one.statistic, 0.0));
    const double b = std::sqrt(std::max(other.statistic, 0.0));
    return std::lerp(one.u[index(coordinate)], other.u[index(coordinate)],
                     (std::sqrt(threshold) - a) / (b - a));
}

// "from 1 to 5", or where the profile rises above the threshold in between, the ranges below it.
std::string ranges_text(const FitProblem& problem, const Profile& profile,
                        const ProfileInterval& interval) {
    const std::size_t coordinate = profile.coordinate;
    std::string ranges = "from " + end_text(problem, coordinate, interval.low);
    std::size_t count = 1;
    const auto about = [&](std::size_t i) {
        const double u = crossing_between(profile.points[i], profile.points[i + 1],
                                          interval.threshold, coordinate);
        return "about " + reported_text(problem.quantity_of(coordinate),
                                        problem.coordinates[coordinate].value(u));
    };
    const auto is_low = [&](std::size_t i) {
        return profile.points[i].statistic <= interval.threshold;
    };
    std::size_t first = 0;
    std::size_t last = profile.points.size() - 1;
    while (first < last && !is_low(first))
        ++first;
    while (last > first && !is_low(last))
        --last;
    for (std::size_t i = first; i < last; ++i)
        if (is_low(i) && !is_low(i + 1)) {
            ranges += " to " + about(i);
            ++count;
        } else if (!is_low(i) && is_low(i + 1)) {
            ranges += " and from " + about(i);
        }
    ranges += " to " + end_text(problem, coordinate, interval.high);
    return count == 1 ? ranges : fmt::format("in {} ranges, {}", count, ranges);
}

std::string interval_text(const FitProblem& problem, const FitRun& run, const Profile& profile,
                          const ProfileInterval& interval) {
    const std::string quality = interval.level > 0.0
                                    ? fmt::format("that cannot be told apart at {} confidence",
                                                  percent_text(interval.level))
                                    : "of equal quality";
    return fmt::format("fits {} (Delta chi^2 < {:.3g}{}) with {} {}{}", quality, interval.threshold,
                       run.uncertainty.noise_estimated ? ", noise estimated" : "",
                       problem.quantity_of(profile.coordinate).name,
                       ranges_text(problem, profile, interval),
                       companion_text(problem, profile, interval.threshold));
}

// Other optima of equal quality, and between which values quantities are in them and in the best;
// empty if there are none.
std::string optima_text(const FitProblem& problem, const FitRun& run) {
    std::vector<const Eigen::VectorXd*> places = {&run.minimum.u};
    int searches = 0;
    double highest = 0.0;
    for (std::size_t i = 1; i < run.searches.optima.size(); ++i) {
        const Optimum& optimum = run.searches.optima[i];
        const double rise = run.rise(optimum.minimum.objective);
        if (!(rise < 1.0))
            continue;
        places.push_back(&optimum.minimum.u);
        searches += optimum.searches;
        highest = std::max(highest, rise);
    }
    if (places.size() == 1)
        return "";
    std::string ranges;
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i) {
        double low = value_of(problem, i, run.minimum.u);
        double high = low;
        for (const Eigen::VectorXd* u : places) {
            low = std::min(low, value_of(problem, i, *u));
            high = std::max(high, value_of(problem, i, *u));
        }
        if (high - low > least_companion * std::max(std::abs(low), std::abs(high)))
            ranges +=
                fmt::format("{} {} from {} to {}", ranges.empty() ? ", with" : ",",
                            problem.quantity_of(i).name, reported_text(problem.quantity_of(i), low),
                            reported_text(problem.quantity_of(i), high));
    }
    const std::size_t count = places.size() - 1;
    return fmt::format(
        "{} of equal quality (Delta chi^2 {} {:.2g}) {} found by {} of {} searches{}",
        count == 1 ? "another optimum" : fmt::format("{} other optima", count),
        count == 1 ? "=" : "up to", highest, count == 1 ? "was" : "were", searches,
        run.searches.searches, ranges);
}

} // namespace

std::vector<std::string> ambiguities(const FitProblem& problem, const FitRun& run) {
    std::vector<std::string> found = undetermined_text(problem, run);
    for (const Profile& profile : run.profiles)
        if (const ProfileInterval* interval = ambiguous_interval(problem, profile))
            found.push_back(interval_text(problem, run, profile, *interval));
    if (const std::string others = optima_text(problem, run); !others.empty())
        found.push_back(others);
    return found;
}

} // namespace sidejump::fit
