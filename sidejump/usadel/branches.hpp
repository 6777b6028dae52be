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
    /// Change of the parameter along the branch, of unit length: changes sign in a fold.
    double direction = 0.0;
    EquilibriumState state;
};

struct BranchOptions {
    double first_step = 0.05; ///< arc length, in units of `scale` and of the gap at the start
    double longest_step = 0.1;
    double shortest_step = 1e-5;
    int most_points = 200;
    double lowest = -1e300; ///< the branch ends where the parameter leaves these
    double highest = 1e300;
    /// The branch ends where all order parameters are below this part of the largest at the start.
    double smallest_gap = 1e-2;
    bool forwards = true; ///< whether the parameter grows at first
    double tolerance = 1e-9;
};

/// Follows solutions of the gap equation by their arc length (Keller 1977), through folds, where a
/// solution cannot be followed in the parameter itself: the order parameters and the parameter are
/// unknowns together, the step along the tangent is prescribed. Stable, metastable and unstable
/// solutions alike.
/// @param start  a self-consistent state at the first parameter; its number of points is kept and
///               these move with the temperature
/// @throws std::runtime_error if steps become shorter than the shortest
std::vector<BranchPoint> follow_branch(const StructureFamily& family, double parameter,
                                       const EquilibriumState& start,
                                       const BranchOptions& options = {});

struct CurrentMaximum {
    double phase = 0.0;
    double current = 0.0;
};

/// The largest current over a range of phases: the best of equally spaced samples, then golden
/// sections about it. The phase has the square root of the accuracy of the current.
/// @throws std::invalid_argument unless low < high and there are at least three samples
CurrentMaximum largest_current(const std::function<double(double)>& current, double low,
                               double high, int samples = 16, double tolerance = 1e-5);

} // namespace sidejump::usadel
