// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/critical_temperature_check.hpp"

#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <limits>

namespace sidejump::usadel {
namespace {

std::vector<Complex> times(double factor, std::vector<Complex> values) {
    for (Complex& value : values)
        value *= factor;
    return values;
}

/// @param eigenvalue  of the scaled gap equation at the mode, if the points are right
SmallPairPotential small_pair_potential(const DiscreteStructure& structure, double temperature,
                                        const MatsubaraPoints& points,
                                        const std::vector<Complex>& mode, double eigenvalue) {
    // Large enough for currents, which go with its square, to be above rounding.
    constexpr double part = 1e-3;
    const double size = part * temperature;
    SmallPairPotential result;
    result.state = solved_state(structure, temperature, points, times(size, mode));
    const EquilibriumState twice =
        solved_state(structure, temperature, points, times(2.0 * size, mode));
    const GapEquation gap(structure, result.state);
    // The residual is odd in the pair potential: two sizes leave its fifth power.
    std::vector<Complex> linear = gap.residual(result.state);
    const std::vector<Complex> of_twice = gap.residual(twice);
    for (std::size_t s = 0; s < linear.size(); ++s)
        linear[s] = (8.0 * linear[s] - of_twice[s]) / (6.0 * size);
    const Eigen::VectorXd unknowns = gap.scaled_unknowns(mode);
    result.residual =
        (gap.scaled_residual(linear) - eigenvalue * unknowns).norm() / unknowns.norm();
    result.frequency_error = gap.tail_error(result.state) / size;
    return result;
}

} // namespace

SmallPairPotential check_critical_temperature(const DiscreteStructure& structure,
                                              double temperature) {
    constexpr double further = 4.0;
    const MatsubaraPoints usual = points_of_stability(structure, temperature);
    // Half a block less, so that rounding does not add one.
    const MatsubaraPoints points =
        endless_matsubara_points(temperature, 0.75 * further * usual.cut_off, usual.rule);
    return small_pair_potential(structure, temperature, points,
                                normal_stability(structure, temperature).mode, 0.0);
}

SmallPairPotential check_normal_state(const DiscreteStructure& structure, double temperature) {
    const NormalStability stability = normal_stability(structure, temperature);
    return small_pair_potential(structure, temperature, points_of_stability(structure, temperature),
                                stability.mode, stability.eigenvalue);
}

Coexistence coexistence(const DiscreteStructure& structure, const Transition& transition) {
    constexpr double near = 1e-3;
    GapOptions options;
    options.frequency_error = 1e-9;
    Coexistence result;
    result.solution = self_consistent_state(structure, transition.temperature,
                                            transition.order_parameters, options);
    const double below = (1.0 - near) * transition.temperature;
    const SelfConsistentState colder =
        self_consistent_state(structure, below, result.solution.state.order_parameters, options);
    if (!result.solution.report.superconducting || !colder.report.superconducting) {
        result.temperature = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    const double here = free_energy(structure, result.solution.state);
    const double there = free_energy(structure, colder.state);
    result.temperature =
        transition.temperature - here * (transition.temperature - below) / (here - there);
    return result;
}

} // namespace sidejump::usadel
