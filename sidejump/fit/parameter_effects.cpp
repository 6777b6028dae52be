// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/parameter_effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace sidejump::fit {
namespace {

// A derivative is rounding if it is below that many times what rounding is estimated to be.
constexpr double clear_of_rounding = 20.0;
// A change is of second order if it is that many times the one of first order.
constexpr double dominance = 10.0;
// Steps, in sizes of the coordinate, over which a change is sought.
constexpr double longest_reach = 1e2;
constexpr double shortest_reach = 1e-6;
// Those of a first derivative that shorter ones lose.
constexpr double longest_first = 0.1;
constexpr double shortest_first = 1e-5;
// Changes, over the curves, that are rounding, and that second differences are taken over.
constexpr double least_effect = 1e-13;
constexpr double wanted_effect = 1e-4;
constexpr int most_reductions = 30;
// Relative error of a second difference from which on the change is not of second order.
constexpr double most_rounding = 0.05;

// The change of the residuals with one coordinate over steps of any length.
class Steps {
  public:
    Steps(const FitProblem& problem, const Eigen::VectorXd& u, const Eigen::VectorXd& residuals,
          double curves, std::size_t coordinate)
        : problem_(problem), u_(u), residuals_(residuals), curves_(curves),
          coordinate_(coordinate) {}

    // A derivative, and its relative rounding.
    struct Slope {
        Eigen::VectorXd column;
        double rounding = 0.0;
    };

    // The first derivative by steps that are longer than those of other differences, as for a curve
    // on a large constant. Nothing if there is none but rounding.
    [[nodiscard]] std::optional<Slope> first() const {
        const auto odd = [&](double step) -> Eigen::VectorXd {
            const auto up = shifted(step);
            const auto down = shifted(-step);
            return up && down ? Eigen::VectorXd((*up - *down) / (2.0 * step)) : Eigen::VectorXd();
        };
        std::optional<Slope> best;
        for (double step = longest_first * size(); step > shortest_first * size(); step *= 0.1) {
            const Eigen::VectorXd whole = odd(step);
            const Eigen::VectorXd half = odd(0.5 * step);
            if (whole.size() == 0 || half.size() == 0)
                continue;
            const double norm = whole.norm();
            const double rounding =
                std::max((whole - half).norm() / norm,
                         std::numeric_limits<double>::epsilon() * curves_ / (norm * step));
            if (rounding < (best ? best->rounding : most_rounding))
                best = Slope{whole, rounding};
        }
        return best;
    }

    // Half the second derivative. Nothing if the change is of the first order, below the deviation,
    // or none.
    // @param first  derivatives
    // @param least  change that counts
    [[nodiscard]] std::optional<Slope> second(const Eigen::VectorXd& first, double least,
                                              double longest) const {
        double step = longest;
        auto found = change(step);
        for (int i = 0; i < most_reductions && step > shortest_reach * size(); ++i) {
            if (found)
                break;
            step *= 0.1;
            found = change(step);
        }
        if (!found || !(found->norm > least_effect * curves_) ||
            !is_second(*found, first, step, least))
            return std::nullopt;
        const double wanted = std::max(least, wanted_effect * curves_);
        for (int i = 0; i < most_reductions && found->norm > 4.0 * wanted; ++i) {
            const double shorter =
                step * std::clamp(std::sqrt(2.0 * wanted / found->norm), 0.1, 0.7);
            const auto next = change(shorter);
            if (!next || !is_second(*next, first, shorter, least))
                break;
            step = shorter;
            found = next;
        }
        const auto half = change(0.5 * step);
        if (!half)
            return std::nullopt;
        const auto curvature = [&](const Change& of, double over) -> Eigen::VectorXd {
            if (of.both_sides)
                return of.mean / (over * over);
            return (of.mean - of.side * over * first) / (over * over);
        };
        Slope result;
        result.column = curvature(*found, step);
        const double norm = result.column.norm();
        result.rounding =
            std::max((result.column - curvature(*half, 0.5 * step)).norm() / norm,
                     std::numeric_limits<double>::epsilon() * curves_ / (norm * step * step));
        return result;
    }

    // Whether the curves change at all over the longest steps to either side that have a value.
    [[nodiscard]] bool changes() const {
        for (const double side : {-1.0, 1.0}) {
            int tried = 0;
            for (double step = reach(); step > shortest_reach * size() && tried < 2; step *= 0.1)
                if (const auto shift = shifted(side * step)) {
                    ++tried;
                    if (shift->norm() > least_effect * curves_)
                        return true;
                }
        }
        return false;
    }

    [[nodiscard]] double reach() const { return longest_reach * std::max(1.0, size()); }

  private:
    struct Change {
        Eigen::VectorXd mean; // of both sides, or that of one
        double norm = 0.0;    // of the smaller one
        bool both_sides = true;
        double side = 1.0;
    };

    [[nodiscard]] double size() const {
        return problem_.coordinates[coordinate_].size(u_[index(coordinate_)]);
    }

    [[nodiscard]] static bool is_second(const Change& change, const Eigen::VectorXd& first,
                                        double step, double least) {
        return change.norm > dominance * step * first.norm() && change.norm >= least;
    }

    // Of the residuals; nothing if it leads beyond a bound, or they have no value there.
    [[nodiscard]] std::optional<Eigen::VectorXd> shifted(double step) const {
        const Coordinate& coordinate = problem_.coordinates[coordinate_];
        Eigen::VectorXd u = u_;
        u[index(coordinate_)] += step;
        if (u[index(coordinate_)] < coordinate.low || u[index(coordinate_)] > coordinate.high)
            return std::nullopt;
        Eigen::VectorXd shift = problem_.residuals(u) - residuals_;
        return shift.allFinite() ? std::optional(std::move(shift)) : std::nullopt;
    }

    // To both sides, or to one where a bound is in the way of the other.
    [[nodiscard]] std::optional<Change> change(double step) const {
        const Coordinate& coordinate = problem_.coordinates[coordinate_];
        const double at = u_[index(coordinate_)];
        std::vector<Eigen::VectorXd> sides;
        Change found;
        for (const double side : {-1.0, 1.0}) {
            if (at + side * step < coordinate.low || at + side * step > coordinate.high)
                continue;
            auto shift = shifted(side * step);
            if (!shift)
                return std::nullopt;
            sides.push_back(std::move(*shift));
            found.side = side;
        }
        if (sides.empty())
            return std::nullopt;
        found.both_sides = sides.size() == 2;
        found.norm = std::min(sides.front().norm(), sides.back().norm());
        found.mean = 0.5 * (sides.front() + sides.back());
        return found;
    }

    const FitProblem& problem_;
    const Eigen::VectorXd& u_;
    const Eigen::VectorXd& residuals_;
    double curves_;
    std::size_t coordinate_;
};

// Norm of the data in the unit of residuals, which curves are of the size of.
double data_norm(const FitProblem& problem) {
    double squares = 0.0;
    for (std::size_t s = 0; s < problem.sets.size(); ++s)
        for (std::size_t i = 0; i < problem.sets[s].y.size(); ++i)
            squares += std::pow(problem.weight(s, i) * problem.sets[s].y[i], 2);
    return std::sqrt(squares);
}

} // namespace

ParameterEffects parameter_effects(const FitProblem& problem, const Eigen::VectorXd& u,
                                   double deviation) {
    const std::size_t count = problem.coordinates.size();
    const Derivatives first = problem.derivatives(u);
    const Eigen::VectorXd residuals = problem.residuals(u);
    const double curves = data_norm(problem) + residuals.norm();
    ParameterEffects found;
    found.columns.resize(residuals.size(), index(count));
    found.rounding = Eigen::VectorXd::Zero(index(count));
    found.stationary.assign(count, false);
    found.hidden.assign(count, false);
    found.none.assign(count, false);
    for (std::size_t k = 0; k < count; ++k) {
        Eigen::VectorXd column = first.columns.col(index(k));
        double rounding = first.rounding[index(k)] / column.norm();
        const Steps steps(problem, u, residuals, curves, k);
        bool vanishes = !(clear_of_rounding * rounding < 1.0);
        if (vanishes) {
            if (const auto longer = steps.first()) {
                column = longer->column;
                rounding = longer->rounding;
                vanishes = false;
            }
        }
        const double norm = column.norm();
        const double size = problem.coordinates[k].size(u[index(k)]);
        found.columns.col(index(k)) = column;
        found.rounding[index(k)] = rounding;
        const bool is_hidden = deviation > norm * size; // by noise, over the value itself
        if (!vanishes && !is_hidden)
            continue;
        const auto second =
            vanishes ? steps.second(Eigen::VectorXd::Zero(column.size()), 0.0, steps.reach())
                     : steps.second(column, deviation, deviation / (dominance * norm));
        if (second && second->rounding < most_rounding) {
            found.stationary[k] = true;
            found.columns.col(index(k)) = second->column;
            found.rounding[index(k)] = second->rounding;
        } else if (vanishes) {
            found.hidden[k] = steps.changes();
            found.none[k] = !found.hidden[k];
            found.columns.col(index(k)).setZero();
            found.rounding[index(k)] = 0.0;
        }
    }
    return found;
}

} // namespace sidejump::fit
