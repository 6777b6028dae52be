// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/self_consistency.hpp"

#include <functional>
#include <vector>

namespace sidejump::usadel {

/// A structure that depends on one parameter: a field, a phase, a gradient, its temperature.
struct StructureFamily {
    std::function<DiscreteStructure(double)> structure;
    std::function<double(double)> temperature;
    /// A change of the parameter that matters as much as one of the gap by itself.
    double scale = 1.0;
};

struct BranchPoint {
    double parameter = 0.0;
    double free_energy = 0.0;
    /// Change of the parameter along the branch, of unit length: changes sign in a fold. Between
    /// steps it is interpolated.
    double direction = 0.0;
    EquilibriumState state;
};

/// What a branch ends at.
enum class BranchEnd {
    bound, ///< the lowest or the highest parameter, on which its last point is
    gap,   ///< all order parameters vanish
    steps  ///< the most steps were done
};

struct Branch {
    std::vector<BranchPoint> points;
    std::vector<double> folds; ///< parameters where the branch turns, in order
    BranchEnd end = BranchEnd::bound;
};

struct BranchOptions {
    double first_step = 0.05; ///< arc length, in units of `scale` and of the gap at the start
    double longest_step = 0.1;
    double shortest_step = 1e-5;
    int most_steps = 200;
    double lowest = -1e300; ///< the branch ends where the parameter leaves these
    double highest = 1e300;
    /// The branch ends where all order parameters are below this part of the largest at the start.
    double smallest_gap = 1e-2;
    bool forwards = true; ///< whether the parameter grows at first
    double tolerance = 1e-9;
    /// Points at equal arc lengths from its start to its end, at least two; 0 for the steps
    /// themselves.
    std::size_t points = 0;
};

/// Follows solutions of the gap equation by their arc length (Keller 1977), through folds, where a
/// solution cannot be followed in the parameter itself: the order parameters and the parameter are
/// unknowns together, the step along the tangent is prescribed. Stable, metastable and unstable
/// solutions alike.
/// @param start  a self-consistent state at the first parameter; its number of points is kept and
///               these move with the temperature
/// @throws std::invalid_argument if all order parameters of the start are 0
/// @throws std::runtime_error if steps become shorter than the shortest
Branch follow_branch(const StructureFamily& family, double parameter, const EquilibriumState& start,
                     const BranchOptions& options = {});

struct CurrentMaximum {
    double phase = 0.0;
    double current = 0.0;
};

/// The largest current over a range of phases: the best of equally spaced samples, then Brent's
/// method about it.
/// @param tolerance  of the phase; the current is exact to its square
/// @throws std::invalid_argument unless low < high and there are at least three samples
CurrentMaximum largest_current(const std::function<double(double)>& current, double low,
                               double high, int samples = 16, double tolerance = 1e-4);

/// The same about the best of samples that are there.
/// @param samples  in ascending order of the phase
/// @throws std::invalid_argument unless there are at least three, in order
CurrentMaximum largest_current(const std::function<double(double)>& current,
                               const std::vector<CurrentMaximum>& samples, double tolerance = 1e-4);

} // namespace sidejump::usadel
