// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"

#include <Eigen/LU>
#include <cmath>
#include <numbers>

namespace sidejump::usadel {
namespace {

// At high frequencies g is tau_3 and what a sum over them needs is small of second order. Nothing
// is lost to rounding if all is computed from g - tau_3.

/// g - tau_3: from g^2 = 1 follows g_11 - 1 = -(1 + g_11)^-1 g_12 g_21 and the like.
NambuMatrix above_normal(const NambuMatrix& g) {
    const Eigen::Matrix2cd unit = Eigen::Matrix2cd::Identity();
    const Eigen::Matrix2cd forth = g.topRightCorner<2, 2>();
    const Eigen::Matrix2cd back = g.bottomLeftCorner<2, 2>();
    NambuMatrix result = g;
    result.topLeftCorner<2, 2>() = -(unit + g.topLeftCorner<2, 2>()).inverse() * forth * back;
    result.bottomRightCorner<2, 2>() =
        (unit - g.bottomRightCorner<2, 2>()).inverse() * back * forth;
    return result;
}

/// A term less what it is for tau_3: each factor in turn differs, with Green functions before it
/// and tau_3 after it.
double above_normal(const TraceTerm& term, const std::vector<LocalFrame>& frames,
                    const std::vector<NambuMatrix>& differences) {
    const NambuMatrix normal = tau_sigma(3, 0);
    const std::size_t count = term.factors.size();
    NambuMatrix before = NambuMatrix::Identity();
    Complex sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
        NambuMatrix product = before * term.factors[k].left * differences[term.factors[k].node];
        for (std::size_t after = k + 1; after < count; ++after)
            product = product * term.factors[after].left * normal;
        sum += product.trace();
        before = before * term.factors[k].left * frames[term.factors[k].node].green_function();
    }
    return (term.coefficient * sum).real();
}

/// -(conductance/transmission) ln det(1 + X), X = (transmission/4)({g_i, U g_j U^-1} - 2), by the
/// elementary symmetric functions of the eigenvalues of X.
double above_normal(const TransmissionTerm& term, const std::vector<NambuMatrix>& differences) {
    const NambuMatrix normal = tau_sigma(3, 0);
    const NambuMatrix& one = differences[term.i];
    const NambuMatrix other = term.rotation * differences[term.j] * term.rotation.inverse();
    const NambuMatrix sum = one + other;
    const NambuMatrix x = 0.25 * term.transmission *
                          (normal * sum + sum * normal + one * other + other * one);
    const Complex p1 = x.trace();
    const Complex p2 = (x * x).trace();
    const Complex p3 = (x * x * x).trace();
    const Complex growth = p1 + 0.5 * (p1 * p1 - p2) +
                           (p1 * p1 * p1 - 3.0 * p1 * p2 + 2.0 * p3) / 6.0 + x.determinant();
    return -0.5 * term.conductance / term.transmission *
           std::log1p(2.0 * growth.real() + std::norm(growth));
}

/// Re (S - S_normal) + 2 |Delta|^2/omega of all that pairs.
double summand(const DiscreteStructure& structure, const EquilibriumState& state,
               const DiscreteAction& couplings, std::size_t point) {
    const std::vector<LocalFrame>& frames = state.frames[point];
    const double frequency = state.points.points[point].frequency;
    std::vector<NambuMatrix> differences;
    differences.reserve(frames.size());
    for (const LocalFrame& frame : frames)
        differences.push_back(above_normal(frame.green_function()));
    DiscreteAction sources(frames.size());
    structure.set_sources(sources, frequency, state.order_parameters);
    double value = 0.0;
    for (std::size_t n = 0; n < frames.size(); ++n) {
        if (couplings.is_held(n))
            continue;
        const NodeMatter& node = structure.nodes[n];
        value -= (sources.source(n) * differences[n]).trace().real();
        if (node.weight > 0.0)
            value += 2.0 * std::norm(node.pair_potential) / (node.weight * frequency);
    }
    for (std::size_t s = 0; s < structure.sites.size(); ++s)
        if (!couplings.is_held(structure.sites[s].node))
            value += 2.0 * structure.sites[s].weight * std::norm(state.order_parameters[s]) /
                     frequency;
    for (const TraceTerm& term : couplings.terms())
        value += above_normal(term, frames, differences);
    for (const TransmissionTerm& term : couplings.transmissions())
        value += above_normal(term, differences);
    return value;
}

} // namespace

double free_energy(const DiscreteStructure& structure, const EquilibriumState& state) {
    const DiscreteAction couplings = structure.action();
    std::vector<double> summands(state.frames.size());
    math::parallel_for(summands.size(), [&](std::size_t p) {
        summands[p] = summand(structure, state, couplings, p);
    });
    double sum = 0.0;
    for (std::size_t p = 0; p < summands.size(); ++p)
        sum += state.points.points[p].weight * summands[p];
    double energy = std::numbers::pi * state.temperature * sum;
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        const PairingSite& site = structure.sites[s];
        if (site.critical_temperature > 0.0 && !couplings.is_held(site.node))
            energy += site.weight * std::norm(state.order_parameters[s]) *
                      std::log(state.temperature / site.critical_temperature);
    }
    return energy;
}

} // namespace sidejump::usadel
