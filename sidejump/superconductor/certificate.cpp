// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/certificate.hpp"

#include "sidejump/superconductor/structure_fields.hpp"
#include "sidejump/superconductor/superconducting_model.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/gap_equation.hpp"
#include "sidejump/usadel/spin_balance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidejump::superconductor {
namespace {

using usadel::DiscreteStructure;
using usadel::NambuMatrix;

/// Size of the anomalous part of a Green function.
double pair_amplitude(const usadel::LocalFrame& frame) {
    return frame.green_function().block<2, 2>(0, 2).norm();
}

/// Largest charge that comes in at a node which is not a reservoir, over the largest current.
double charge_divergence(const DiscreteStructure& structure,
                         const usadel::EquilibriumState& state) {
    const usadel::ChargeCurrents currents = usadel::charge_currents(structure, state);
    std::vector<bool> held(structure.nodes.size(), false);
    for (const auto& reservoir : structure.reservoirs)
        held[reservoir.node] = true;
    double largest = 0.0;
    for (const auto* list : {&currents.links, &currents.transverse_links, &currents.junctions})
        for (const double current : *list)
            largest = std::max(largest, std::abs(current));
    // Where none flows, currents are rounding: against that of a phase of 1 over one link.
    constexpr double rounding = 1e-4;
    for (const auto& link : structure.links) {
        double pairs = 0.0;
        for (std::size_t p = 0; p < state.frames.size(); ++p)
            pairs += state.points.points[p].weight * pair_amplitude(state.frames[p][link.i]) *
                     pair_amplitude(state.frames[p][link.j]);
        largest = std::max(largest, rounding * 2.0 * std::numbers::pi * state.temperature *
                                        link.conductance * pairs);
    }
    double divergence = 0.0;
    for (std::size_t n = 0; n < held.size(); ++n)
        if (!held[n])
            divergence = std::max(divergence, std::abs(currents.outflow[n]));
    return largest > 0.0 ? divergence / largest : 0.0;
}

/// Largest of the sum of all parts of the balance of spin, over the largest part.
double spin_imbalance(const usadel::SpinBalance& balance, const DiscreteStructure& structure,
                      const std::vector<usadel::LocalFrame>& frames) {
    // Without spin all parts are rounding: against those of pairs that are all turned, and in the
    // normal state against what rounding makes of its own functions.
    const auto rounding = [&](std::size_t i, std::size_t j) {
        constexpr double of_pairs = 1e-4;
        constexpr double of_normal_state = 1e-8;
        return std::max(of_pairs * pair_amplitude(frames[i]) * pair_amplitude(frames[j]),
                        of_normal_state);
    };
    std::vector<bool> held(structure.nodes.size(), false);
    for (const auto& reservoir : structure.reservoirs)
        held[reservoir.node] = true;
    const auto sum = balance.residual();
    double largest = 0.0;
    for (const auto& link : structure.links)
        largest = std::max(largest, rounding(link.i, link.j) * link.conductance);
    for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
        const auto& node = structure.nodes[n];
        largest =
            std::max(largest, rounding(n, n) * (node.exchange_field.norm() + node.spin_orbit_rate));
    }
    double rest = 0.0;
    for (std::size_t n = 0; n < sum.size(); ++n) {
        if (held[n])
            continue;
        rest = std::max(rest, sum[n].norm());
        for (const auto* part :
             {&balance.exchange, &balance.relaxation, &balance.flow, &balance.spin_hall_flow,
              &balance.spin_hall_torque, &balance.swapping_flow, &balance.swapping_torque})
            largest = std::max(largest, (*part)[n].norm());
    }
    return largest > 0.0 ? rest / largest : 0.0;
}

/// Whether charge may flow from a node to another.
bool has_currents(const DiscreteStructure& structure) {
    return !structure.links.empty() || !structure.junctions.empty();
}

bool has_spin(const DiscreteStructure& structure) {
    for (const auto& node : structure.nodes)
        if (node.exchange_field.norm() > 0.0)
            return true;
    for (const auto& link : structure.transverse_links)
        if (link.spin_hall != 0.0 || link.swapping != 0.0)
            return true;
    for (const auto& cell : structure.cells)
        if (cell.spin_hall != 0.0 || cell.swapping != 0.0)
            return true;
    return false;
}

} // namespace

EquationChecks equation_checks(const usadel::DiscreteAction& action,
                               const std::vector<usadel::LocalFrame>& frames) {
    EquationChecks checks;
    const auto gradients = action.gradient(frames);
    double scale = 0.0;
    for (const NambuMatrix& gradient : gradients)
        scale = std::max(scale, gradient.cwiseAbs().maxCoeff());
    for (std::size_t n = 0; n < frames.size(); ++n) {
        const NambuMatrix& g = frames[n].green_function();
        checks.square =
            std::max(checks.square, (g * g - NambuMatrix::Identity()).cwiseAbs().maxCoeff() /
                                        (1.0 + g.squaredNorm()));
        if (action.is_held(n) || !(scale > 0.0))
            continue;
        const NambuMatrix equation = g * gradients[n] - gradients[n] * g;
        checks.residual = std::max(checks.residual, equation.cwiseAbs().maxCoeff() / scale);
        checks.anticommutator = std::max(
            checks.anticommutator, (g * equation + equation * g).cwiseAbs().maxCoeff() / scale);
    }
    return checks;
}

const std::vector<Check>& certificate_laws() {
    static const std::vector<Check> laws = {
        {"square", "largest |g^2 - 1| over |g|^2"},
        {"equation", "largest |E| of the Usadel equation over its largest term"},
        {"anticommutator", "largest |{g, E}| over the same"},
        {"coexistence",
         "how far from transition_temperature free energies cross, over the largest Tc "
         "of a metal"},
        {"transition", "residual of the gap equation at Tc over a small pair potential"},
        {"gap_equation", "residual of the gap equation over the largest gap of a pure metal"},
        {"frequencies", "what sums over frequencies leave out, over the same"},
        {"charge_divergence", "charge that appears at a node over the largest current"},
        {"spin_balance", "sum of all sources of spin at a node over the largest of them"},
        {"reciprocity", "current by a field less spin by a phase, over the larger of them"},
        {"states", "integral of the density of states less 1 over the largest energy"},
        {"grid", "largest relative change of a result on a grid twice as fine"}};
    return laws;
}

void Certificate::add(const std::string& name, double value) {
    const auto known = std::ranges::find(checks_, name, &Check::name);
    if (known != checks_.end()) {
        if (!(value <= known->value))
            known->value = value;
        return;
    }
    const auto place = [](const Check& check) {
        return std::ranges::find(certificate_laws(), check.name, &Check::name);
    };
    Check check = *std::ranges::find(certificate_laws(), name, &Check::name);
    check.value = value;
    checks_.insert(std::ranges::upper_bound(checks_, place(check), {}, place), check);
}

void Certificate::add_equation(const DiscreteStructure& structure,
                               const usadel::EquilibriumState& state) {
    EquationChecks worst;
    double imbalance = 0.0;
    const bool spin = has_spin(structure);
    const usadel::SpinBalanceTerms balance(structure);
    for (std::size_t p = 0; p < state.frames.size(); ++p) {
        const auto action =
            usadel::action_at(structure, state.points.points[p].frequency, state.order_parameters);
        const EquationChecks checks = equation_checks(action, state.frames[p]);
        worst.square = std::max(worst.square, checks.square);
        worst.residual = std::max(worst.residual, checks.residual);
        worst.anticommutator = std::max(worst.anticommutator, checks.anticommutator);
        // The lowest frequency matters most; all of them take as long as the solution.
        if (spin && p == 0)
            imbalance = spin_imbalance(balance.at(state.frames[p]), structure, state.frames[p]);
    }
    add("square", worst.square);
    add("equation", worst.residual);
    add("anticommutator", worst.anticommutator);
    if (spin)
        add("spin_balance", imbalance);
}

void Certificate::add(const DiscreteStructure& structure,
                      const usadel::SelfConsistentState& solution, bool self_consistent) {
    const usadel::EquilibriumState& state = solution.state;
    add_equation(structure, state);
    if (!self_consistent)
        return;
    const usadel::GapEquation gap(structure, state);
    // Where the structure has become normal its own gap measures nothing.
    double scale = 0.0;
    for (const usadel::PairingSite& site : structure.sites)
        scale = std::max(scale, bcs_ratio * site.critical_temperature);
    for (const usadel::Complex potential : pair_potentials(structure, state.order_parameters))
        scale = std::max(scale, std::abs(potential));
    if (gap.has_unknowns()) {
        double residual = 0.0;
        for (const usadel::Complex value : gap.residual(state))
            residual = std::max(residual, std::abs(value));
        add("gap_equation", residual / scale);
        add("frequencies", gap.tail_error(state) / scale);
    }
    if (has_currents(structure))
        add("charge_divergence", charge_divergence(structure, state));
}

void Certificate::add(const DiscreteStructure& structure,
                      const usadel::SmallPairPotential& normal_state) {
    add_equation(structure, normal_state.state);
    add("transition", normal_state.residual);
    add("frequencies", normal_state.frequency_error);
    if (has_currents(structure))
        add("charge_divergence", charge_divergence(structure, normal_state.state));
}

} // namespace sidejump::superconductor
