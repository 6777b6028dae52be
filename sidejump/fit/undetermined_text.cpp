// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/undetermined_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <string_view>

namespace sidejump::fit {
namespace {

// A part of an undetermined direction.
struct Change {
    std::size_t coordinate = 0;
    double change = 0.0;   // of the value
    double relative = 0.0; // NaN for a value that the data do not tell from zero
    double alone = 0.0;    // error of the value were all others known
};

std::vector<Change> changes_of(const FitProblem& problem, const FitRun& run,
                               const Undetermined& one) {
    const Uncertainty& uncertainty = run.uncertainty;
    std::vector<Change> changes;
    for (std::size_t i = 0; i < uncertainty.free.size(); ++i) {
        const std::size_t k = uncertainty.free[i];
        if (one.direction[index(k)] == 0.0)
            continue;
        const Coordinate& coordinate = problem.coordinates[k];
        const double u = run.minimum.u[index(k)];
        const double value = coordinate.value(u);
        Change part;
        part.coordinate = k;
        part.change = one.direction[index(k)] * coordinate.derivative(u);
        part.alone = uncertainty.alone[index(i)] * std::abs(coordinate.derivative(u));
        part.relative = value != 0.0 && !(std::abs(value) < part.alone)
                            ? part.change / value
                            : std::numeric_limits<double>::quiet_NaN();
        changes.push_back(part);
    }
    return changes;
}

// The largest relative change is made one of 1 %; if there is none, that of the first an error.
double scale_of(const std::vector<Change>& changes) {
    double largest = 0.0;
    for (const Change& part : changes)
        if (std::abs(part.relative) > std::abs(largest))
            largest = part.relative;
    if (largest != 0.0)
        return 0.01 / largest;
    return std::isfinite(changes.front().alone) ? changes.front().alone / changes.front().change
                                                : 1.0;
}

std::string change_text(const FitProblem& problem, const std::vector<Change>& changes) {
    const double scale = scale_of(changes);
    std::string parts;
    for (const Change& part : changes) {
        const Quantity& quantity = problem.quantity_of(part.coordinate);
        const std::string unit = quantity.unit == "1" ? "" : " " + quantity.unit;
        parts += (parts.empty() ? "" : ", ") + quantity.name + " by ";
        parts +=
            std::isfinite(part.relative)
                ? fmt::format("{:+.3g} %", 100.0 * scale * part.relative)
                : fmt::format("{:+.3g}{}", quantity.reported.difference(scale * part.change), unit);
    }
    return parts;
}

std::string combination_text(const FitProblem& problem, const FitRun& run,
                             const Undetermined& one) {
    const auto changes = changes_of(problem, run, one);
    const auto& stationary = run.uncertainty.stationary;
    std::string names;
    std::string to_first_order;
    for (const Change& part : changes) {
        const std::string& name = problem.quantity_of(part.coordinate).name;
        names += (names.empty() ? "" : ", ") + name;
        if (std::count(stationary.begin(), stationary.end(), part.coordinate) > 0)
            to_first_order += (to_first_order.empty() ? "" : ", ") + name;
    }
    const std::string text = "the data determine only a combination of " + names;
    if (!to_first_order.empty())
        return fmt::format("{}: the others make up for the square of a change of {}", text,
                           to_first_order);
    return fmt::format("{}: they stay the same if one changes {}", text,
                       change_text(problem, changes));
}

} // namespace

std::vector<std::string> undetermined_text(const FitProblem& problem, const FitRun& run) {
    const Uncertainty& uncertainty = run.uncertainty;
    std::vector<std::string> found;
    for (const std::size_t i : uncertainty.without_effect)
        found.push_back(fmt::format("the data do not depend on {}", problem.quantity_of(i).name));
    const auto without_error = [&](std::size_t i, std::string_view beginning) {
        const Quantity& quantity = problem.quantity_of(i);
        const bool has_profile =
            std::any_of(run.profiles.begin(), run.profiles.end(),
                        [&](const Profile& profile) { return profile.coordinate == i; });
        found.push_back(fmt::format(
            "{} with {} at {}: it has no standard error, {}", beginning, quantity.name,
            reported_text(quantity, problem.coordinates[i].value(run.minimum.u[index(i)])),
            has_profile ? "see its interval" : "only a profile gives it an interval"));
    };
    for (const std::size_t i : uncertainty.stationary)
        without_error(i, "to first order the curves do not change");
    for (const std::size_t i : uncertainty.hidden)
        without_error(i, "the curves hardly change");
    for (const Undetermined& one : uncertainty.undetermined)
        found.push_back(combination_text(problem, run, one));
    for (const LightPressure& one : uncertainty.light_pressures)
        found.push_back(fmt::format(
            "{} is at {}, which does not hold it: beyond {} Delta chi^2 would fall by about "
            "{:.2g}. Errors are those without the bound, which only intervals by profiles keep to",
            problem.quantity_of(one.coordinate).name,
            bound_text(problem.coordinates[one.coordinate], run.minimum.u[index(one.coordinate)]),
            uncertainty.light_pressures.size() > 1 ? "such bounds" : "it", one.gain));
    return found;
}

} // namespace sidejump::fit
