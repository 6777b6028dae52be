// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/self_consistency.hpp"

#include <optional>
#include <vector>

namespace sidejump::usadel {

/// The lowest eigenvalue of the second derivatives of the free energy by the order parameters
/// about the normal state, in the scaled unknowns of GapEquation, and its mode. Below 0 the normal
/// state is unstable.
struct NormalStability {
    double eigenvalue = 0.0;
    std::vector<Complex> mode; ///< of the sites, the largest 1
};

/// @throws std::invalid_argument if pair potentials are prescribed, or nothing pairs
NormalStability normal_stability(const DiscreteStructure& structure, double temperature);

/// The points of its sums over frequencies.
MatsubaraPoints points_of_stability(const DiscreteStructure& structure, double temperature);

struct CriticalTemperatureOptions {
    /// Relative to the largest critical temperature of a site.
    double lowest = 0.01;
    double tolerance = 1e-10;
    /// Temperatures, in equal ratios, among which a change of sign is looked for from above.
    int samples = 24;
};

/// The highest temperature at which the normal state loses its stability: the critical temperature
/// of a transition of second order. Nothing where it is stable down to the lowest temperature.
std::optional<double> critical_temperature(const DiscreteStructure& structure,
                                           const CriticalTemperatureOptions& options = {});

enum class GapCriterion {
    lowest, ///< a solution with a free energy below that of the normal state
    exists  ///< a solution that is stable against small changes
};

struct Transition {
    double temperature = 0.0;
    /// Of the sites, of the solution next below it; empty where it is the critical temperature.
    std::vector<Complex> order_parameters;
};

/// The temperature up to which there is superconductivity, with the full gap equation; the
/// transition may be of first order. Where there is a solution just below the critical temperature,
/// and none above it by the tolerance, it is that; otherwise it is found by bisection. Each
/// solution is looked for from the one at the next lower temperature. Nothing if there is none at
/// the lowest temperature.
/// @param linear     what critical_temperature has found
/// @param lowest     relative to the largest critical temperature of a site
/// @param tolerance  of the result, relative to the same
std::optional<Transition> find_transition(const DiscreteStructure& structure,
                                          const std::optional<double>& linear,
                                          GapCriterion criterion, double lowest = 0.05,
                                          double tolerance = 1e-6);

/// The same with the critical temperature down to the lowest one.
std::optional<double> transition_temperature(const DiscreteStructure& structure,
                                             GapCriterion criterion, double lowest = 0.05,
                                             double tolerance = 1e-6);

} // namespace sidejump::usadel
