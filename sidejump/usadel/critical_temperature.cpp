// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/critical_temperature.hpp"

#include "sidejump/math/bracketed_root.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/krylov.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace sidejump::usadel {
namespace {

double highest_site(const DiscreteStructure& structure) {
    double highest = 0.0;
    for (const PairingSite& site : structure.sites)
        highest = std::max(highest, site.critical_temperature);
    return highest;
}

/// Where the search for the mode starts: nothing that a symmetry could make orthogonal to it.
std::vector<Complex> generic_start(std::size_t sites) {
    std::vector<Complex> start;
    for (std::size_t s = 0; s < sites; ++s)
        start.emplace_back(1.0 + 0.2 * std::cos(1.0 + 2.0 * static_cast<double>(s)));
    return start;
}

NormalStability stability(const DiscreteStructure& structure, double temperature,
                          const std::vector<Complex>& start, bool sign_only) {
    constexpr double accuracy = 1e-9;
    constexpr int largest_products = 300;
    EquilibriumState state =
        local_state(structure, temperature, points_of_stability(structure, temperature),
                    std::vector<Complex>(structure.sites.size(), 0.0));
    const GapEquation gap(structure, state);
    if (!gap.has_free_phase())
        throw std::invalid_argument("a structure with prescribed pair potentials has no normal "
                                    "state and no critical temperature");
    if (!gap.has_unknowns())
        throw std::invalid_argument("nothing in the structure pairs: it has no critical "
                                    "temperature");
    const std::vector<LinearResponse> responses = solve_with_responses(structure, state);
    const LowestMode lowest =
        lowest_mode([&](const Eigen::VectorXd& x) { return gap.apply(state, responses, x); },
                    gap.scaled_unknowns(start), accuracy, largest_products, sign_only);
    NormalStability result{lowest.value, gap.order_parameters(lowest.vector)};
    Complex largest = 0.0;
    for (const Complex& value : result.mode)
        if (std::abs(value) > std::abs(largest))
            largest = value;
    for (Complex& value : result.mode)
        value /= largest;
    return result;
}

} // namespace

MatsubaraPoints points_of_stability(const DiscreteStructure& structure, double temperature) {
    constexpr double frequency_error = 1e-9;
    return endless_matsubara_points(temperature,
                                    cut_off_for(structure, temperature, frequency_error));
}

NormalStability normal_stability(const DiscreteStructure& structure, double temperature) {
    return stability(structure, temperature, generic_start(structure.sites.size()), false);
}

std::optional<double> critical_temperature(const DiscreteStructure& structure,
                                           const CriticalTemperatureOptions& options) {
    // Nothing raises a critical temperature above the highest of the parts.
    constexpr double margin = 1.001;
    const double highest = highest_site(structure);
    const std::vector<Complex> generic = generic_start(structure.sites.size());
    // The mode varies little with the temperature. What is mixed in keeps others within reach.
    std::vector<Complex> start = generic;
    const auto eigenvalue = [&](double temperature) {
        constexpr double part = 1e-3;
        const NormalStability found = stability(structure, temperature, start, false);
        for (std::size_t s = 0; s < start.size(); ++s)
            start[s] = found.mode[s] + part * generic[s];
        return found.eigenvalue;
    };
    const double ratio = std::pow(options.lowest / margin, 1.0 / options.samples);
    double above = margin * highest;
    for (int sample = 0; sample < options.samples; ++sample) {
        double below = above * ratio;
        if (stability(structure, below, generic, true).eigenvalue < 0.0) {
            // The sign may have been wrong at the samples before, as no more was asked for.
            while (above < highest && eigenvalue(above) < 0.0) {
                below = above;
                above /= ratio;
            }
            return math::bracketed_root(eigenvalue, below, above, options.tolerance * highest);
        }
        above = below;
    }
    return std::nullopt;
}

std::optional<Transition> find_transition(const DiscreteStructure& structure,
                                          const std::optional<double>& linear,
                                          GapCriterion criterion, double lowest, double tolerance) {
    constexpr double near = 1e-3;
    const double highest = highest_site(structure);
    double low = lowest * highest;
    double high = 1.001 * highest;
    std::vector<Complex> start;
    const auto superconducting = [&](double temperature) {
        if (start.empty())
            start = bulk_order_parameters(structure, temperature);
        const SelfConsistentState found = self_consistent_state(structure, temperature, start);
        const bool holds =
            found.report.superconducting &&
            (criterion == GapCriterion::exists || free_energy(structure, found.state) < 0.0);
        if (holds)
            start = found.state.order_parameters;
        return holds;
    };
    // Most transitions are of second order, where the normal state loses its stability: there is a
    // solution just below and none just above. Of first order the transition is above that.
    if (linear && superconducting((1.0 - near) * *linear)) {
        const double above = *linear + tolerance * highest;
        if (!superconducting(above))
            return Transition{*linear, {}};
        low = above;
    } else {
        start.clear();
        if (!superconducting(low))
            return std::nullopt;
    }
    while (high - low > tolerance * highest) {
        const double middle = 0.5 * (low + high);
        (superconducting(middle) ? low : high) = middle;
    }
    return Transition{0.5 * (low + high), std::move(start)};
}

std::optional<double> transition_temperature(const DiscreteStructure& structure,
                                             GapCriterion criterion, double lowest,
                                             double tolerance) {
    const auto transition =
        find_transition(structure, critical_temperature(structure, {.lowest = lowest}), criterion,
                        lowest, tolerance);
    return transition ? std::optional(transition->temperature) : std::nullopt;
}

} // namespace sidejump::usadel
