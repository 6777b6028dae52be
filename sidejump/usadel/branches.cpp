// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/branches.hpp"

#include "sidejump/math/bracketed_root.hpp"
#include "sidejump/usadel/branch_follower.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

double largest_gap(const std::vector<Complex>& values) {
    double result = 0.0;
    for (const Complex& value : values)
        result = std::max(result, std::abs(value));
    return result;
}

/// What follow_branch does, step by step.
class Walk {
  public:
    Walk(const StructureFamily& family, double parameter, const EquilibriumState& start,
         const BranchOptions& options)
        : options_(options), follower_(family, parameter, start, options.tolerance),
          smallest_(options.smallest_gap * largest_gap(start.order_parameters)),
          length_(options.first_step) {
        const BranchDirection forwards{std::vector<Complex>(start.order_parameters.size(), 0.0),
                                       options.forwards ? 1.0 : -1.0};
        add(parameter, start, forwards);
    }

    BranchEnd go() {
        while (static_cast<int>(steps_.size()) < options_.most_steps)
            if (const std::optional<BranchEnd> end = step())
                return *end;
        return BranchEnd::steps;
    }

    [[nodiscard]] const std::vector<BranchStep>& steps() const { return steps_; }
    [[nodiscard]] const BranchFollower& follower() const { return follower_; }

  private:
    void add(double parameter, EquilibriumState state, const BranchDirection& along) {
        BranchStep step{parameter, std::move(state), {}, 0.0};
        step.along = follower_.tangent(parameter, step.state, along);
        if (!steps_.empty()) {
            const BranchStep& last = steps_.back();
            step.length = last.length + arc(last, step);
        }
        steps_.push_back(std::move(step));
    }

    /// The length from one step to the next: the chord, and what an arc of a circle with these
    /// tangents is longer by, so that lengths hardly depend on the steps.
    [[nodiscard]] double arc(const BranchStep& from, const BranchStep& to) const {
        const BranchDirection way =
            follower_.change(from.state, from.parameter, to.state, to.parameter);
        const double chord = std::sqrt(follower_.product(way, way));
        const double cosine = std::clamp(follower_.product(from.along, to.along), 0.0, 1.0);
        const double sine_of_half = std::sqrt(0.5 * (1.0 - cosine));
        return sine_of_half > 0.0 ? chord * std::asin(sine_of_half) / sine_of_half : chord;
    }

    // Through zero the branch goes back with the opposite sign.
    [[nodiscard]] bool vanishes(const EquilibriumState& state) const {
        const BranchDirection before{steps_.back().state.order_parameters, 0.0};
        const BranchDirection after{state.order_parameters, 0.0};
        return largest_gap(state.order_parameters) < smallest_ ||
               follower_.product(before, after) <= 0.0;
    }

    /// Adds the solution before the next step at which the largest order parameter is the smallest
    /// one that is wanted.
    /// @returns whether it was found
    bool end_at_smallest_gap() {
        constexpr double tolerance = 1e-6;
        const BranchStep& from = steps_.back();
        const BranchDirection before{from.state.order_parameters, 0.0};
        EquilibriumState state;
        double parameter = from.parameter;
        const auto excess = [&](double length) {
            state = from.state;
            parameter = from.parameter;
            if (length > 0.0 && !follower_.advance(parameter, state, from.along, length))
                throw std::runtime_error("no solution at this length");
            const BranchDirection here{state.order_parameters, 0.0};
            const double size = largest_gap(state.order_parameters);
            return (follower_.product(before, here) > 0.0 ? size : -size) - smallest_;
        };
        try {
            const double end = math::bracketed_root(excess, 0.0, length_, tolerance);
            // The gap may change its sign by a jump.
            if (!(std::abs(excess(end)) < 0.1 * smallest_))
                return false;
        } catch (const std::runtime_error&) {
            return false;
        }
        add(parameter, std::move(state), from.along);
        return true;
    }

    /// @returns whether the next step may be shorter
    bool shorten(double shortest) {
        length_ /= 2.0;
        return length_ >= shortest;
    }

    /// One step further, or the next try with a shorter one.
    /// @returns what the branch has come to, if it ends
    std::optional<BranchEnd> step() {
        constexpr double near_the_end = 1e-3;
        const BranchStep& from = steps_.back();
        EquilibriumState trial = from.state;
        double there = from.parameter;
        const std::optional<int> steps = follower_.advance(there, trial, from.along, length_);
        if (!steps) {
            if (!shorten(options_.shortest_step))
                throw std::runtime_error(fmt::format(
                    "the branch of solutions was lost at the parameter {:.8g}: no step along it "
                    "converged; a smaller first step or another scale of the parameter may help",
                    from.parameter));
            return std::nullopt;
        }
        if (there < options_.lowest || there > options_.highest) {
            const double bound = std::clamp(there, options_.lowest, options_.highest);
            auto landed = follower_.land(from, trial, there, bound);
            if (landed && !vanishes(*landed)) {
                add(bound, std::move(*landed), from.along);
                return BranchEnd::bound;
            }
            if (!shorten(options_.shortest_step))
                return landed ? BranchEnd::gap : BranchEnd::bound;
            return std::nullopt;
        }
        if (vanishes(trial)) {
            if (end_at_smallest_gap() || !shorten(near_the_end))
                return BranchEnd::gap;
            return std::nullopt;
        }
        add(there, std::move(trial), from.along);
        length_ = std::min(options_.longest_step, *steps <= 3 ? 1.5 * length_ : length_);
        return std::nullopt;
    }

    const BranchOptions& options_;
    BranchFollower follower_;
    double smallest_;
    double length_; ///< of the next step
    std::vector<BranchStep> steps_;
};

BranchPoint point_of(const StructureFamily& family, const BranchStep& step) {
    return {step.parameter, free_energy(family.structure(step.parameter), step.state),
            step.along.parameter, step.state};
}

std::vector<double> folds_of(const Walk& walk) {
    constexpr double tolerance = 1e-3; ///< of the length; the parameter is exact to its square
    std::vector<double> folds;
    const auto& steps = walk.steps();
    for (std::size_t k = 0; k + 1 < steps.size(); ++k) {
        if (steps[k].along.parameter * steps[k + 1].along.parameter >= 0.0)
            continue;
        BranchStep at = steps[k];
        (void)math::bracketed_root(
            [&](double length) {
                // The ends are known.
                for (const std::size_t end : {k, k + 1})
                    if (length == steps[end].length)
                        return steps[end].along.parameter;
                at = walk.follower().between(steps[k], steps[k + 1], length);
                at.along = walk.follower().tangent(at.parameter, at.state, at.along);
                return at.along.parameter;
            },
            steps[k].length, steps[k + 1].length,
            tolerance * (steps[k + 1].length - steps[k].length));
        folds.push_back(at.parameter);
    }
    return folds;
}

} // namespace

Branch follow_branch(const StructureFamily& family, double parameter, const EquilibriumState& start,
                     const BranchOptions& options) {
    Walk walk(family, parameter, start, options);
    Branch branch;
    branch.end = walk.go();
    branch.folds = folds_of(walk);
    const std::vector<BranchStep>& steps = walk.steps();
    if (options.points == 0 || steps.size() < 2) {
        for (const BranchStep& step : steps)
            branch.points.push_back(point_of(family, step));
        return branch;
    }
    branch.points.push_back(point_of(family, steps.front()));
    std::size_t next = 1;
    for (std::size_t k = 1; k + 1 < options.points; ++k) {
        const double length =
            steps.back().length * static_cast<double>(k) / static_cast<double>(options.points - 1);
        while (next + 1 < steps.size() && steps[next].length < length)
            ++next;
        branch.points.push_back(
            point_of(family, walk.follower().between(steps[next - 1], steps[next], length)));
    }
    branch.points.push_back(point_of(family, steps.back()));
    return branch;
}

} // namespace sidejump::usadel
