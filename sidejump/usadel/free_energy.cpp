// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/math/parallel_for.hpp"
#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/matsubara_sum.hpp"

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

/// coefficient Tr[x g_i y g_j] less what it is for tau_3.
double above_normal(double coefficient, const NambuMatrix& x, const NambuMatrix& difference_i,
                    const NambuMatrix& y, const NambuMatrix& difference_j) {
    const NambuMatrix normal = tau_sigma(3, 0);
    const NambuMatrix in_i = x * difference_i * y;
    return coefficient *
           ((x * normal * y * difference_j).trace() + (in_i * (normal + difference_j)).trace())
               .real();
}

/// Relaxation and pair breaking of a node.
double above_normal(const NodeMatter& node, const NambuMatrix& difference) {
    double value = 0.0;
    const auto add = [&](double coefficient, const NambuMatrix& matrix) {
        if (coefficient != 0.0)
            value += above_normal(coefficient, matrix, difference, matrix, difference);
    };
    for (int a = 1; a <= 3; ++a) {
        add(-node.spin_orbit_rate / 16.0, tau_sigma(0, a));
        add(-node.spin_flip_rate / 12.0, tau_sigma(3, a));
    }
    add(-node.orbital_rate / 4.0, tau_sigma(3, 0));
    return value;
}

/// -(conductance/2) Tr[g_i U g_j U^-1] less what it is for tau_3.
double above_normal(double conductance, double phase, const NambuMatrix& difference_i,
                    const NambuMatrix& difference_j) {
    return above_normal(-0.5 * conductance, gauge_rotation(-phase), difference_i,
                        gauge_rotation(phase), difference_j);
}

/// A contact with transmission: -(conductance/transmission) ln det(1 + X), X =
/// (transmission/4)({g_i, U g_j U^-1} - 2), by the elementary symmetric functions of the
/// eigenvalues of X.
double above_normal(const Junction& junction, const std::vector<NambuMatrix>& differences) {
    const NambuMatrix normal = tau_sigma(3, 0);
    const NambuMatrix& one = differences[junction.i];
    const NambuMatrix other =
        gauge_rotation(junction.phase) * differences[junction.j] * gauge_rotation(-junction.phase);
    const NambuMatrix sum = one + other;
    const NambuMatrix x =
        0.25 * junction.transmission * (normal * sum + sum * normal + one * other + other * one);
    const Complex p1 = x.trace();
    const Complex p2 = (x * x).trace();
    const Complex p3 = (x * x * x).trace();
    const Complex growth = p1 + 0.5 * (p1 * p1 - p2) +
                           (p1 * p1 * p1 - 3.0 * p1 * p2 + 2.0 * p3) / 6.0 + x.determinant();
    return -0.5 * junction.conductance / junction.transmission *
           std::log1p(2.0 * growth.real() + std::norm(growth));
}

/// Links, cells and junctions with an explicit spin: none of them is large where g is tau_3.
DiscreteAction spin_dependent_part(const DiscreteStructure& structure) {
    DiscreteStructure part;
    part.nodes.resize(structure.nodes.size());
    part.transverse_links = structure.transverse_links;
    part.cells = structure.cells;
    for (const Junction& junction : structure.junctions)
        if (junction.law == JunctionLaw::spin_active)
            part.junctions.push_back(junction);
    return part.action();
}

/// Re (S - S_normal) + 2 |Delta|^2/omega of all that pairs, less what GapEquation takes away for
/// metals that mix.
double summand(const DiscreteStructure& structure, const EquilibriumState& state,
               const std::vector<bool>& held, const std::vector<double>& mixing,
               std::size_t point) {
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
        if (held[n])
            continue;
        const NodeMatter& node = structure.nodes[n];
        value += above_normal(node, differences[n]);
        value -= (sources.source(n) * differences[n]).trace().real();
        if (node.weight > 0.0)
            value += 2.0 * std::norm(node.pair_potential) / (node.weight * frequency);
    }
    std::vector<Complex> sums(frames.size(), 0.0);
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        const PairingSite& site = structure.sites[s];
        if (held[site.node])
            continue;
        const double square = 2.0 * site.weight * std::norm(state.order_parameters[s]);
        value += square / frequency;
        if (mixing[site.node] > 0.0)
            value -= square / (frequency + mixing[site.node]);
        sums[site.node] += site.weight * state.order_parameters[s];
    }
    for (std::size_t n = 0; n < frames.size(); ++n)
        if (mixing[n] > 0.0)
            value +=
                2.0 * std::norm(sums[n]) / (structure.nodes[n].weight * (frequency + mixing[n]));
    for (const MetalLink& link : structure.links)
        value +=
            above_normal(link.conductance, link.phase, differences[link.i], differences[link.j]);
    for (const Junction& junction : structure.junctions) {
        if (junction.law == JunctionLaw::tunnel)
            value += above_normal(junction.conductance, junction.phase, differences[junction.i],
                                  differences[junction.j]);
        else if (junction.law == JunctionLaw::transmission)
            value += above_normal(junction, differences);
    }
    return value;
}

} // namespace

double free_energy(const DiscreteStructure& structure, const EquilibriumState& state) {
    std::vector<bool> held(structure.nodes.size(), false);
    for (const Reservoir& reservoir : structure.reservoirs)
        held[reservoir.node] = true;
    const std::vector<double> mixing = mixing_rates(structure);
    const DiscreteAction spin_dependent = spin_dependent_part(structure);
    const Complex normal = spin_dependent.value(std::vector<LocalFrame>(structure.nodes.size()));
    std::vector<double> summands(state.frames.size());
    math::parallel_for(summands.size(), [&](std::size_t p) {
        summands[p] = summand(structure, state, held, mixing, p) +
                      (spin_dependent.value(state.frames[p]) - normal).real();
    });
    double sum = 0.0;
    for (std::size_t p = 0; p < summands.size(); ++p)
        sum += state.points.points[p].weight * summands[p];
    double energy = std::numbers::pi * state.temperature * sum;
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        const PairingSite& site = structure.sites[s];
        if (site.critical_temperature > 0.0 && !held[site.node])
            energy += site.weight * std::norm(state.order_parameters[s]) *
                      std::log(state.temperature / site.critical_temperature);
    }
    return energy;
}

} // namespace sidejump::usadel
