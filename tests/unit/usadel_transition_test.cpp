// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/bracketed_root.hpp"
#include "sidejump/usadel/branches.hpp"
#include "sidejump/usadel/critical_temperature_check.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <gsl/gsl_sf_psi.h>
#include <gtest/gtest.h>
#include <numbers>

namespace sidejump::usadel {
namespace usadel_transition_test {

const double zero_gap = std::numbers::pi * std::exp(-std::numbers::egamma); ///< Delta_0 / Tc

/// A uniform metal with Tc = 1 in an exchange field.
DiscreteStructure uniform_metal(double field = 0.0, double spin_orbit_rate = 0.0) {
    DiscreteStructure structure;
    structure.nodes.resize(1);
    structure.nodes[0].weight = 1.0;
    structure.nodes[0].exchange_field = {0.0, 0.6 * field, 0.8 * field};
    structure.nodes[0].spin_orbit_rate = spin_orbit_rate;
    structure.sites.push_back({0, 1.0, 1.0});
    return structure;
}

/// Abrikosov and Gorkov: ln(Tc0/Tc) = psi(1/2 + alpha/(2 pi Tc)) - psi(1/2).
double pair_broken(double alpha) {
    return math::bracketed_root(
        [&](double t) {
            return std::log(t) + gsl_sf_psi(0.5 + alpha / (2.0 * std::numbers::pi * t)) -
                   gsl_sf_psi(0.5);
        },
        1e-3, 1.0, 1e-13);
}

TEST(CriticalTemperature, FollowsAbrikosovAndGorkov) {
    for (const double alpha : {0.1, 0.5, 0.8, 0.88}) {
        DiscreteStructure magnetic = uniform_metal();
        magnetic.nodes[0].spin_flip_rate = alpha;
        DiscreteStructure orbital = uniform_metal();
        orbital.nodes[0].orbital_rate = alpha;
        EXPECT_NEAR(critical_temperature(magnetic).value(), pair_broken(alpha), 1e-8);
        EXPECT_NEAR(critical_temperature(orbital).value(), pair_broken(alpha), 1e-8);
    }
    DiscreteStructure broken = uniform_metal();
    broken.nodes[0].spin_flip_rate = 0.881938 + 1e-3;
    EXPECT_FALSE(critical_temperature(broken));
}

TEST(CriticalTemperature, FallsInAnExchangeFieldLessWithSpinOrbitRelaxation) {
    EXPECT_NEAR(critical_temperature(uniform_metal(0.5, 4.0)).value(), 0.9660244295, 1e-9);
    EXPECT_NEAR(critical_temperature(uniform_metal(1.0, 20.0)).value(), 0.944785, 1e-6);
}

TEST(CriticalTemperature, IsTheEndOfTheGap) {
    const DiscreteStructure metal = uniform_metal(0.5, 4.0);
    EXPECT_NEAR(transition_temperature(metal, GapCriterion::exists).value(), 0.9660244, 3e-6);
    EXPECT_NEAR(transition_temperature(metal, GapCriterion::lowest).value(), 0.9660244, 3e-6);
}

TEST(CriticalTemperature, OfATransitionOfFirstOrderIsNotThatOfTheLinearisedProblem) {
    const DiscreteStructure metal = uniform_metal(0.65 * zero_gap);
    EXPECT_FALSE(critical_temperature(metal));
    const double first = transition_temperature(metal, GapCriterion::lowest).value();
    const double spinodal = transition_temperature(metal, GapCriterion::exists).value();
    EXPECT_GT(spinodal, first + 1e-3);
    const SelfConsistentState there =
        self_consistent_state(metal, first, bulk_order_parameters(metal, first));
    EXPECT_GT(std::abs(there.state.order_parameters[0]), 0.5);
    EXPECT_NEAR(free_energy(metal, there.state), 0.0, 1e-5);
}

/// A superconductor on a ferromagnet.
DiscreteStructure bilayer() {
    constexpr std::size_t cells = 12;
    DiscreteStructure structure;
    structure.nodes.resize(cells + 1);
    for (std::size_t n = 0; n <= cells; ++n) {
        NodeMatter& node = structure.nodes[n];
        node.weight = n == 0 || n == cells ? 0.1 : 0.2;
        if (n > cells / 2)
            node.exchange_field = Eigen::Vector3d(0.5, 0.0, 2.0) * node.weight;
        else
            structure.sites.push_back({n, n == cells / 2 ? 0.1 : node.weight, 1.0});
        if (n > 0)
            structure.links.push_back({n - 1, n, 5.0, 0.0});
    }
    return structure;
}

TEST(CriticalTemperatureCheck, HoldsWhereTheLinearProblemSays) {
    DiscreteStructure magnetic = uniform_metal(0.5, 4.0);
    magnetic.nodes[0].spin_flip_rate = 0.3;
    for (const DiscreteStructure& structure : {uniform_metal(), magnetic, bilayer()}) {
        const double temperature = critical_temperature(structure).value();
        const SmallPairPotential check = check_critical_temperature(structure, temperature);
        EXPECT_LT(check.residual, 1e-9);
        EXPECT_LT(check.frequency_error, 1e-8);
        EXPECT_GT(check.state.points.cut_off,
                  2.0 * points_of_stability(structure, temperature).cut_off);
    }
}

TEST(CriticalTemperatureCheck, TellsTheErrorOfATemperature) {
    // Of a pure metal R = Delta ln(T/Tc) to first order, 1/L of that in the scaled unknowns.
    const DiscreteStructure metal = uniform_metal();
    for (const double error : {1e-6, -1e-4, 0.1}) {
        const SmallPairPotential check = check_critical_temperature(metal, 1.0 + error);
        const double logarithm = GapEquation(metal, check.state).logarithm(0);
        EXPECT_NEAR(check.residual, std::abs(std::log1p(error)) / logarithm, 1e-10);
    }
    const DiscreteStructure layers = bilayer();
    const double temperature = critical_temperature(layers).value();
    EXPECT_GT(check_critical_temperature(layers, (1.0 + 1e-5) * temperature).residual, 2e-7);
}

TEST(CriticalTemperatureCheck, HoldsForANormalStateThatIsStable) {
    for (const DiscreteStructure& structure : {uniform_metal(0.65 * zero_gap), bilayer()}) {
        const SmallPairPotential check = check_normal_state(structure, 0.9);
        EXPECT_LT(check.residual, 1e-9);
        // Its eigenvalue is not 0.
        EXPECT_GT(check_critical_temperature(structure, 0.9).residual, 1e-3);
    }
}

TEST(CriticalTemperatureCheck, FindsWhereFreeEnergiesCross) {
    const DiscreteStructure metal = uniform_metal(0.65 * zero_gap);
    const auto transition = find_transition(metal, std::nullopt, GapCriterion::lowest);
    ASSERT_FALSE(transition->order_parameters.empty());
    EXPECT_NEAR(coexistence(metal, *transition).temperature, transition->temperature, 1e-6);
    Transition spoiled = *transition;
    spoiled.temperature *= 0.99;
    EXPECT_NEAR(coexistence(metal, spoiled).temperature, transition->temperature, 3e-4);
    // Far above it there is no solution.
    spoiled.temperature = 0.9;
    EXPECT_TRUE(std::isnan(coexistence(metal, spoiled).temperature));
    // Of second order there is none with a gap.
    const DiscreteStructure weak = uniform_metal(0.5, 4.0);
    const auto second = find_transition(weak, critical_temperature(weak), GapCriterion::lowest);
    EXPECT_TRUE(second->order_parameters.empty());
    EXPECT_EQ(second->temperature, critical_temperature(weak));
}

TEST(CriticalTemperature, RefusesPrescribedPairPotentials) {
    DiscreteStructure metal = uniform_metal();
    metal.nodes[0].pair_potential = 0.1;
    EXPECT_THROW(critical_temperature(metal), std::invalid_argument);
    DiscreteStructure normal = uniform_metal();
    normal.sites.clear();
    EXPECT_THROW(normal_stability(normal, 1.0), std::invalid_argument);
}

SelfConsistentState solved(const DiscreteStructure& structure, double temperature) {
    return self_consistent_state(structure, temperature,
                                 bulk_order_parameters(structure, temperature));
}

TEST(PauliLimit, IsWhereTheFreeEnergyVanishes) {
    // exp(-(Delta_0 - h)/T) = 1e-11 at this temperature. The normal metal gains pi^2 T^2/3 by its
    // electrons near the Fermi energy: h^2 + pi^2 T^2/3 = Delta_0^2/2.
    constexpr double temperature = 0.02;
    const double limit = math::bracketed_root(
        [&](double field) {
            const DiscreteStructure metal = uniform_metal(field);
            return free_energy(metal, solved(metal, temperature).state);
        },
        0.6 * zero_gap, 0.8 * zero_gap, 1e-10);
    const double thermal = std::pow(std::numbers::pi * temperature, 2) / 3.0;
    EXPECT_NEAR(std::sqrt(limit * limit + thermal) / zero_gap, std::numbers::sqrt2 / 2.0, 1e-7);
}

/// The first two coefficients of residual/Delta = a + b Delta^2.
std::array<double, 2> landau(double temperature, double field) {
    const DiscreteStructure metal = uniform_metal(field);
    const MatsubaraPoints points =
        endless_matsubara_points(temperature, cut_off_for(metal, temperature, 1e-9));
    const auto quotient = [&](double delta) {
        const EquilibriumState state = solved_state(metal, temperature, points, {delta});
        return GapEquation(metal, state).residual(state)[0].real() / delta;
    };
    constexpr double small = 0.02;
    const double at_one = quotient(small);
    const double at_two = quotient(2.0 * small);
    const double at_three = quotient(3.0 * small);
    // Polynomial in Delta^2 through three points.
    const double one = small * small;
    const double slope = (at_two - at_one) / (3.0 * one);
    const double bend = ((at_three - at_two) / (5.0 * one) - slope) / (8.0 * one);
    return {at_one - slope * one + bend * 4.0 * one * one, slope - 5.0 * bend * one};
}

TEST(PauliLimit, HasATricriticalPoint) {
    const auto field = [](double temperature) {
        return math::bracketed_root([&](double h) { return landau(temperature, h)[0]; }, 0.8, 1.2,
                                    1e-11);
    };
    const double temperature =
        math::bracketed_root([&](double t) { return landau(t, field(t))[1]; }, 0.5, 0.62, 1e-8);
    EXPECT_NEAR(temperature, 0.561493, 2e-6);
    EXPECT_NEAR(field(temperature) / zero_gap, 0.608221, 2e-6);
}

/// Delta(h) of a thin film at low temperature: Delta_0 up to h = Delta_0, and the unstable branch
/// Delta^2 = Delta_0 (2 h - Delta_0) back to Delta = 0 at h = Delta_0/2.
TEST(Branch, PassesTheFoldOfATransitionOfFirstOrder) {
    constexpr double temperature = 0.03;
    const StructureFamily family{[](double h) { return uniform_metal(h); },
                                 [](double) { return temperature; }, zero_gap};
    const SelfConsistentState start = solved(uniform_metal(0.8 * zero_gap), temperature);
    BranchOptions options;
    options.smallest_gap = 0.05;
    const auto branch = follow_branch(family, 0.8 * zero_gap, start.state, options).points;
    const auto fold = std::ranges::max_element(branch, {}, &BranchPoint::parameter);
    EXPECT_GT(fold->parameter, 0.93 * zero_gap);
    EXPECT_LT(fold->parameter, zero_gap);
    EXPECT_LT(branch.back().direction, 0.0);
    int compared = 0;
    for (const BranchPoint& point : branch) {
        const double gap = std::abs(point.state.order_parameters[0]) / zero_gap;
        const double field = point.parameter / zero_gap;
        if (point.direction < 0.0 && gap > 0.3 && gap < 0.55) {
            // Sommerfeld's expansion: ln(Delta_0/Delta) = arcosh(h/Delta) + (pi^2/6) T^2 f'(h)
            //   + (7 pi^4/360) T^4 f'''(h) + O(T^6), f(E) = (E^2 - Delta^2)^(-1/2).
            const double warm = std::pow(std::numbers::pi * temperature / zero_gap, 2);
            const double edge = std::sqrt(field * field - gap * gap);
            const double first = -field / std::pow(edge, 3);
            const double third =
                9.0 * field / std::pow(edge, 5) - 15.0 * std::pow(field, 3) / std::pow(edge, 7);
            const double thermal = -warm / 6.0 * first - 7.0 / 360.0 * warm * warm * third;
            EXPECT_NEAR(std::log(field + edge), thermal, 3e-4) << field;
            ++compared;
        }
    }
    EXPECT_GE(compared, 3);
}

TEST(Branch, EndsOnTheBoundInAsManyPointsAsAreWanted) {
    constexpr double temperature = 0.2;
    const StructureFamily family{[](double h) { return uniform_metal(h); },
                                 [](double) { return temperature; }, 0.5};
    const SelfConsistentState start = solved(uniform_metal(0.4), temperature);
    BranchOptions options;
    options.highest = 0.9;
    options.points = 7;
    const Branch branch = follow_branch(family, 0.4, start.state, options);
    EXPECT_EQ(branch.end, BranchEnd::bound);
    ASSERT_EQ(branch.points.size(), 7U);
    EXPECT_EQ(branch.points.back().parameter, 0.9);
    EXPECT_TRUE(branch.folds.empty());
    double shortest = 1e300;
    double longest = 0.0;
    for (std::size_t k = 0; k < branch.points.size(); ++k) {
        const BranchPoint& point = branch.points[k];
        const double gap = std::abs(point.state.order_parameters[0]);
        EXPECT_NEAR(
            gap,
            std::abs(solved(uniform_metal(point.parameter), temperature).state.order_parameters[0]),
            1e-7);
        if (k == 0)
            continue;
        const double before = std::abs(branch.points[k - 1].state.order_parameters[0]);
        const double length =
            std::hypot((point.parameter - branch.points[k - 1].parameter) / 0.5,
                       (gap - before) / std::abs(start.state.order_parameters[0]));
        shortest = std::min(shortest, length);
        longest = std::max(longest, length);
    }
    EXPECT_NEAR(longest / shortest, 1.0, 0.01);
}

/// The field of the fold by another way: the largest one at which a gap solves its equation.
TEST(Branch, FindsItsFold) {
    constexpr double temperature = 0.3;
    const auto field_of = [&](double gap) {
        return math::bracketed_root(
            [&](double h) {
                const DiscreteStructure metal = uniform_metal(h);
                const EquilibriumState state = solved_state(
                    metal, temperature,
                    endless_matsubara_points(temperature, cut_off_for(metal, temperature, 1e-9)),
                    {gap});
                return GapEquation(metal, state).residual(state)[0].real() / gap;
            },
            0.3, 1.75, 1e-11);
    };
    const CurrentMaximum expected = largest_current(field_of, 0.6 * zero_gap, 0.95 * zero_gap, 5);
    const StructureFamily family{[](double h) { return uniform_metal(h); },
                                 [](double) { return temperature; }, zero_gap};
    const SelfConsistentState start = solved(uniform_metal(0.6 * zero_gap), temperature);
    BranchOptions options;
    options.smallest_gap = 0.3;
    const Branch branch = follow_branch(family, 0.6 * zero_gap, start.state, options);
    EXPECT_EQ(branch.end, BranchEnd::gap);
    ASSERT_EQ(branch.folds.size(), 1U);
    EXPECT_NEAR(branch.folds[0], expected.current, 1e-6);
}

TEST(Branch, HasALengthThatDoesNotDependOnItsSteps) {
    constexpr double temperature = 0.3;
    const StructureFamily family{[](double h) { return uniform_metal(h); },
                                 [](double) { return temperature; }, zero_gap};
    const SelfConsistentState start = solved(uniform_metal(0.6 * zero_gap), temperature);
    const auto points = [&](double longest) {
        BranchOptions options;
        options.longest_step = longest;
        options.first_step = 0.5 * longest;
        options.points = 8;
        return follow_branch(family, 0.6 * zero_gap, start.state, options).points;
    };
    const auto one = points(0.1);
    const auto other = points(0.03);
    const double largest = std::abs(start.state.order_parameters[0]);
    for (std::size_t k = 0; k < one.size(); ++k) {
        EXPECT_NEAR(one[k].parameter, other[k].parameter, 2e-5) << k;
        EXPECT_NEAR(std::abs(one[k].state.order_parameters[0]),
                    std::abs(other[k].state.order_parameters[0]), 2e-5)
            << k;
    }
    EXPECT_NEAR(std::abs(one.back().state.order_parameters[0]), 0.01 * largest, 2e-6 * largest);
}

TEST(Branch, NeedsAGapAtItsStart) {
    const StructureFamily family{[](double h) { return uniform_metal(h); },
                                 [](double) { return 0.5; }, 1.0};
    const SelfConsistentState normal = solved(uniform_metal(3.0), 0.5);
    EXPECT_THROW(follow_branch(family, 3.0, normal.state), std::invalid_argument);
}

TEST(Branch, FollowsTheTemperature) {
    const StructureFamily family{[](double) { return uniform_metal(); }, [](double t) { return t; },
                                 1.0};
    const SelfConsistentState start = solved(uniform_metal(), 0.7);
    BranchOptions options;
    options.smallest_gap = 0.05;
    const auto branch = follow_branch(family, 0.7, start.state, options).points;
    EXPECT_LT(std::abs(branch.back().parameter - 1.0), 0.02);
    for (std::size_t k = 0; k < branch.size(); k += 3) {
        const double again =
            std::abs(solved(uniform_metal(), branch[k].parameter).state.order_parameters.front());
        EXPECT_NEAR(std::abs(branch[k].state.order_parameters[0]), again, 1e-7);
    }
}

/// A thin wire: the current grows with the gradient q of the phase until pair breaking wins.
TEST(Wire, HasTheDepairingCurrent) {
    constexpr double temperature = 0.02;
    const auto current = [](double q) {
        DiscreteStructure wire = uniform_metal();
        wire.nodes[0].orbital_rate = 0.5 * q * q;
        wire.nodes[0].flow = q;
        return currents_across(wire, solved(wire, temperature).state).total();
    };
    const CurrentMaximum depairing = largest_current(current, 0.3, 1.1, 9, 1e-5);
    // The conductivity is 2 N_F D = 2.
    EXPECT_NEAR(depairing.current / (2.0 * std::pow(zero_gap, 1.5)), 0.74569, 1e-5);
    EXPECT_NEAR(0.5 * depairing.phase * depairing.phase / zero_gap, 0.23726, 2e-5);
}

TEST(LargestCurrent, RefusesAnEmptyRange) {
    const auto sine = [](double phase) { return std::sin(phase); };
    EXPECT_THROW(largest_current(sine, 1.0, 1.0), std::invalid_argument);
    EXPECT_THROW(largest_current(sine, 0.0, 1.0, 2), std::invalid_argument);
    EXPECT_THROW(largest_current(sine, {{0.0, 0.0}, {2.0, 0.9}, {1.0, 0.8}}),
                 std::invalid_argument);
}

TEST(LargestCurrent, IsFoundInAFewSteps) {
    int solved = 0;
    const auto current = [&](double phase) {
        ++solved;
        return std::sin(phase) + 0.1 * std::sin(2.0 * phase);
    };
    // cos(phase) + 0.2 cos(2 phase) = 0
    const double phase = std::acos((-1.0 + std::sqrt(1.32)) / 0.8);
    const double largest = std::sin(phase) + 0.1 * std::sin(2.0 * phase);
    const CurrentMaximum found = largest_current(current, 0.0, 3.0);
    EXPECT_NEAR(found.phase, phase, 1e-4);
    EXPECT_NEAR(found.current, largest, 1e-8);
    EXPECT_LE(solved, 16 + 7);
    // Between the last two samples, and at the end of a range in which the current grows.
    EXPECT_NEAR(largest_current(current, 0.0, 1.45, 3).phase, phase, 1e-4);
    EXPECT_EQ(largest_current(current, 0.0, 1.0).phase, 1.0);
}

TEST(LargestCurrent, StaysAtAJump) {
    const auto current = [](double phase) { return phase < 2.0 ? phase : 0.0; };
    EXPECT_NEAR(largest_current(current, 0.0, 3.0).current, 2.0, 1e-3);
}

} // namespace usadel_transition_test
} // namespace sidejump::usadel
