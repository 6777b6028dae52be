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

namespace sidejump::usadel {
namespace {

constexpr double frequency_error = 1e-9;

double highest_site(const DiscreteStructure& structure) {
    double highest = 0.0;
    for (const PairingSite& site : structure.sites)
        highest = std::max(highest, site.critical_temperature);
    return highest;
}

} // namespace

NormalStability normal_stability(const DiscreteStructure& structure, double temperature) {
    constexpr double accuracy = 1e-9;
    constexpr int largest_products = 300;
    EquilibriumState state = solved_state(
        structure, temperature,
        endless_matsubara_points(temperature, cut_off_for(structure, temperature, frequency_error)),
        std::vector<Complex>(structure.sites.size(), 0.0));
    const std::vector<LinearResponse> responses = solve_with_responses(structure, state);
    const GapEquation gap(structure, state);
    if (!gap.has_free_phase())
        throw std::invalid_argument("a structure with prescribed pair potentials has no normal "
                                    "state and no critical temperature");
    if (!gap.has_unknowns())
        throw std::invalid_argument("nothing in the structure pairs: it has no critical "
                                    "temperature");
    std::vector<Complex> start;
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        // Nothing that a symmetry could make orthogonal to the mode.
        start.emplace_back(1.0 + 0.2 * std::cos(1.0 + 2.0 * static_cast<double>(s)));
    const LowestMode lowest =
        lowest_mode([&](const Eigen::VectorXd& x) { return gap.apply(state, responses, x); },
                    gap.scaled_unknowns(start), accuracy, largest_products);
    NormalStability result{lowest.value, gap.order_parameters(lowest.vector)};
    Complex largest = 0.0;
    for (const Complex& value : result.mode)
        if (std::abs(value) > std::abs(largest))
            largest = value;
    for (Complex& value : result.mode)
        value /= largest;
    return result;
}

std::optional<double> critical_temperature(const DiscreteStructure& structure,
                                           const CriticalTemperatureOptions& options) {
    // Nothing raises a critical temperature above the highest of the parts.
    constexpr double margin = 1.001;
    const double highest = highest_site(structure);
    const auto eigenvalue = [&](double temperature) {
        return normal_stability(structure, temperature).eigenvalue;
    };
    const double ratio = std::pow(options.lowest / margin, 1.0 / options.samples);
    double above = margin * highest;
    for (int sample = 0; sample < options.samples; ++sample) {
        const double below = above * ratio;
        if (eigenvalue(below) < 0.0)
            return math::bracketed_root(eigenvalue, below, above, options.tolerance * highest);
        above = below;
    }
    return std::nullopt;
}

std::optional<double> transition_temperature(const DiscreteStructure& structure,
                                             GapCriterion criterion, double lowest,
                                             double tolerance) {
    const double highest = highest_site(structure);
    double low = lowest * highest;
    double high = 1.001 * highest;
    std::vector<Complex> start = bulk_order_parameters(structure, low);
    const auto superconducting = [&](double temperature) {
        const SelfConsistentState found = self_consistent_state(structure, temperature, start);
        const bool holds =
            found.report.superconducting &&
            (criterion == GapCriterion::exists || free_energy(structure, found.state) < 0.0);
        if (holds)
            start = found.state.order_parameters;
        return holds;
    };
    if (!superconducting(low))
        return std::nullopt;
    while (high - low > tolerance * highest) {
        const double middle = 0.5 * (low + high);
        (superconducting(middle) ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

} // namespace sidejump::usadel
