// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/gap_equation.hpp"

#include "sidejump/usadel/matsubara_sum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using namespace std::complex_literals;

/// i (tr m_12 + conj tr m_21)
Complex anomalous(const NambuMatrix& matrix) {
    return 1i * (matrix(0, 2) + matrix(1, 3) + std::conj(matrix(2, 0) + matrix(3, 1)));
}

} // namespace

GapEquation::GapEquation(const DiscreteStructure& structure, const EquilibriumState& state)
    : structure_(&structure) {
    if (state.order_parameters.size() != structure.sites.size())
        throw std::invalid_argument("each pairing site has one order parameter");
    std::vector<bool> held(structure.nodes.size(), false);
    for (const Reservoir& reservoir : structure.reservoirs) {
        held[reservoir.node] = true;
        free_phase_ = free_phase_ && reservoir.pair_potential == 0.0;
    }
    for (const NodeMatter& node : structure.nodes)
        free_phase_ = free_phase_ && node.pair_potential == 0.0;
    double sum = 0.0;
    for (const MatsubaraPoint& point : state.points.points)
        sum += point.weight / point.frequency;
    sum *= 2.0 * std::numbers::pi * state.temperature;
    const std::vector<double> rates = mixing_rates(structure);
    for (const PairingSite& site : structure.sites) {
        const bool active =
            site.critical_temperature > 0.0 && site.weight > 0.0 && !held[site.node];
        active_.push_back(active);
        unknowns_ += active ? 1 : 0;
        mixing_.push_back(active ? rates[site.node] : 0.0);
        const double logarithm =
            active ? std::log(state.temperature / site.critical_temperature) + sum : 1.0;
        if (!(logarithm > 0.0))
            throw std::invalid_argument("the cut-off of the Matsubara sums is too low for the "
                                        "critical temperature of a pairing site");
        logarithms_.push_back(logarithm);
    }
}

std::vector<Complex> GapEquation::differences(const std::vector<Complex>& order_parameters) const {
    std::vector<Complex> means(structure_->nodes.size(), 0.0);
    for (std::size_t s = 0; s < active_.size(); ++s) {
        const PairingSite& site = structure_->sites[s];
        means[site.node] += site.weight / structure_->nodes[site.node].weight * order_parameters[s];
    }
    std::vector<Complex> result(active_.size(), 0.0);
    for (std::size_t s = 0; s < active_.size(); ++s)
        if (mixing_[s] > 0.0)
            result[s] = order_parameters[s] - means[structure_->sites[s].node];
    return result;
}

std::vector<Complex> GapEquation::residual(const EquilibriumState& state,
                                           const std::vector<double>& weights,
                                           bool with_logarithm) const {
    const double half = 0.5 * std::numbers::pi * state.temperature;
    const std::vector<Complex> apart = differences(state.order_parameters);
    std::vector<Complex> result(active_.size(), 0.0);
    for (std::size_t s = 0; s < result.size(); ++s) {
        if (!active_[s])
            continue;
        const PairingSite& site = structure_->sites[s];
        // The sum of differences, so that little is lost at high frequencies.
        Complex sum = 0.0;
        for (std::size_t p = 0; p < state.frames.size(); ++p) {
            const double frequency = state.points.points[p].frequency;
            sum += weights[p] * (4.0 * state.order_parameters[s] / frequency -
                                 4.0 * apart[s] / (frequency + mixing_[s]) +
                                 anomalous(state.frames[p][site.node].green_function()));
        }
        result[s] = half * sum;
        if (with_logarithm)
            result[s] +=
                std::log(state.temperature / site.critical_temperature) * state.order_parameters[s];
    }
    return result;
}

std::vector<Complex> GapEquation::residual(const EquilibriumState& state) const {
    std::vector<double> weights;
    weights.reserve(state.points.points.size());
    for (const MatsubaraPoint& point : state.points.points)
        weights.push_back(point.weight);
    return residual(state, weights, true);
}

double GapEquation::tail_error(const EquilibriumState& state) const {
    constexpr double part = 0.1; ///< of the change by the last block
    std::vector<double> weights = weights_without_last_block(state.points);
    for (std::size_t p = 0; p < weights.size(); ++p)
        weights[p] -= state.points.points[p].weight;
    double largest = 0.0;
    for (const Complex& change : residual(state, weights, false))
        largest = std::max(largest, part * std::abs(change));
    return largest;
}

std::vector<Complex> GapEquation::derivative(const EquilibriumState& state,
                                             const std::vector<Complex>& change,
                                             const std::vector<NodeCoordinates>& functions) const {
    const double half = 0.5 * std::numbers::pi * state.temperature;
    const std::vector<Complex> apart = differences(change);
    std::vector<Complex> result(active_.size(), 0.0);
    for (std::size_t s = 0; s < result.size(); ++s) {
        if (!active_[s])
            continue;
        const std::size_t node = structure_->sites[s].node;
        Complex sum = 0.0;
        for (std::size_t p = 0; p < state.frames.size(); ++p) {
            const MatsubaraPoint& point = state.points.points[p];
            sum += point.weight * (anomalous(state.frames[p][node].tangent(functions[p][node])) -
                                   4.0 * apart[s] / (point.frequency + mixing_[s]));
        }
        result[s] = logarithms_[s] * change[s] + half * sum;
    }
    return result;
}

Eigen::VectorXd GapEquation::scaled(const std::vector<Complex>& values, bool unknown) const {
    Eigen::VectorXd result(static_cast<Eigen::Index>(2 * unknowns_));
    Eigen::Index k = 0;
    for (std::size_t s = 0; s < active_.size(); ++s) {
        if (!active_[s])
            continue;
        const double weight = structure_->sites[s].weight;
        const double scale = std::sqrt(unknown ? weight * logarithms_[s] : weight / logarithms_[s]);
        result(k++) = scale * values[s].real();
        result(k++) = scale * values[s].imag();
    }
    return result;
}

Eigen::VectorXd GapEquation::scaled_unknowns(const std::vector<Complex>& order_parameters) const {
    return scaled(order_parameters, true);
}

Eigen::VectorXd GapEquation::scaled_residual(const std::vector<Complex>& residual) const {
    return scaled(residual, false);
}

std::vector<Complex> GapEquation::order_parameters(const Eigen::VectorXd& unknowns) const {
    std::vector<Complex> result(active_.size(), 0.0);
    Eigen::Index k = 0;
    for (std::size_t s = 0; s < active_.size(); ++s) {
        if (!active_[s])
            continue;
        const double scale = std::sqrt(structure_->sites[s].weight * logarithms_[s]);
        result[s] = Complex(unknowns(k), unknowns(k + 1)) / scale;
        k += 2;
    }
    return result;
}

Eigen::VectorXd GapEquation::apply(const EquilibriumState& state,
                                   const std::vector<LinearResponse>& responses,
                                   const Eigen::VectorXd& change) const {
    const std::vector<Complex> parameters = order_parameters(change);
    return scaled_residual(derivative(
        state, parameters, change_of_functions(*structure_, state, responses, parameters)));
}

} // namespace sidejump::usadel
