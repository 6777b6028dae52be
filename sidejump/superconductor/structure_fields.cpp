// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/structure_fields.hpp"

#include "sidejump/usadel/equilibrium_observables.hpp"
#include "sidejump/usadel/spin_balance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace sidejump::superconductor {
namespace {

using usadel::DiscreteStructure;
using usadel::EquilibriumState;
using Vectors = std::vector<Eigen::Vector3d>;

constexpr std::array<const char*, 3> axes{"x", "y", "z"};

void add_vectors(ResultTable& table, const std::string& name, const ResultUnit& unit,
                 const std::string& meaning, const Vectors& vectors) {
    for (int a = 0; a < 3; ++a) {
        auto& values =
            table.column(name + "_" + axes[static_cast<std::size_t>(a)], unit.name, meaning).values;
        for (const Eigen::Vector3d& vector : vectors)
            values.push_back(unit.factor * vector(a));
    }
}

/// The sum over frequencies of the parts of the balance of spin, of nodes per weight.
struct SpinSources {
    Vectors torque;
    Vectors flow;
};

SpinSources spin_sources(const DiscreteStructure& structure, const EquilibriumState& state) {
    SpinSources sources;
    sources.torque.assign(structure.nodes.size(), Eigen::Vector3d::Zero());
    sources.flow = sources.torque;
    const usadel::SpinBalanceTerms terms(structure);
    for (std::size_t p = 0; p < state.frames.size(); ++p) {
        const usadel::SpinBalance balance = terms.at(state.frames[p]);
        const double weight = std::numbers::pi * state.temperature * state.points.points[p].weight;
        for (std::size_t n = 0; n < structure.nodes.size(); ++n) {
            if (!(structure.nodes[n].weight > 0.0))
                continue;
            const double share = weight / structure.nodes[n].weight;
            sources.torque[n] +=
                share * (balance.spin_hall_torque[n] + balance.swapping_torque[n]).real();
            sources.flow[n] +=
                share * (balance.spin_hall_flow[n] + balance.swapping_flow[n]).real();
        }
    }
    return sources;
}

/// The charge current density at the nodes of a plane: half the currents of the links that meet
/// there, and of the edges of cells, over the width they stand for.
Vectors plane_currents(const SuperconductingModel& model, const usadel::ChargeCurrents& currents) {
    const DiscreteStructure& structure = model.structure;
    std::vector<double> area(structure.nodes.size(), 0.0);
    for (const auto& corners : quadrilaterals(model.plane, model.plane.periodic))
        for (const std::size_t corner : corners)
            area[corner] += 0.25 * model.plane.step[0] * model.plane.step[1];
    Vectors density(structure.nodes.size(), Eigen::Vector3d::Zero());
    const auto add = [&](std::size_t i, std::size_t j, double current) {
        Eigen::Vector3d way = structure.nodes[j].position - structure.nodes[i].position;
        for (std::size_t d = 0; d < 2; ++d)
            if (model.plane.periodic) {
                const double period =
                    static_cast<double>(model.plane.vertices[d]) * model.plane.step[d];
                double& along = way(static_cast<Eigen::Index>(d));
                along -= period * std::round(along / period);
            }
        const Eigen::Vector3d flow = 0.5 * current * way;
        for (const std::size_t node : {i, j})
            if (area[node] > 0.0)
                density[node] += flow / area[node];
    };
    for (std::size_t l = 0; l < structure.links.size(); ++l)
        add(structure.links[l].i, structure.links[l].j, currents.links[l]);
    for (std::size_t c = 0; c < structure.cells.size(); ++c) {
        const auto& corners = structure.cells[c].plaquette.corners;
        for (std::size_t k = 0; k < 4; ++k)
            add(corners[k], corners[(k + 1) % 4], currents.cells[c][k]);
    }
    return density;
}

/// The shares of the nodes of a chain in the current across it, through a line along the chain. A
/// gradient over a ring of a disc drives through that line what it drives over the ring, over its
/// circumference. That of a transverse link is shared by its ends.
std::vector<double> shares_across(const SuperconductingModel& model,
                                  const EquilibriumState& state) {
    const DiscreteStructure& structure = model.structure;
    const usadel::CurrentsAcross currents = usadel::currents_across(structure, state);
    const auto circumference = [&](double x) {
        return model.dimension == 2 ? 2.0 * std::numbers::pi * x : 1.0;
    };
    std::vector<double> shares(structure.nodes.size(), 0.0);
    for (std::size_t n = 0; n < shares.size(); ++n) {
        const double around = circumference(structure.nodes[n].position.x());
        if (around > 0.0)
            shares[n] = currents.nodes[n] / around;
    }
    for (std::size_t t = 0; t < structure.transverse_links.size(); ++t) {
        const auto& link = structure.transverse_links[t];
        const double middle =
            0.5 * (structure.nodes[link.i].position.x() + structure.nodes[link.j].position.x());
        for (const std::size_t node : {link.i, link.j})
            shares[node] += 0.5 * currents.transverse_links[t] / circumference(middle);
    }
    return shares;
}

/// What each node of a chain stands for along it: the way between the middles of its links, or, of
/// a ring of a disc, its area over its circumference.
std::vector<double> extents(const SuperconductingModel& model) {
    const DiscreteStructure& structure = model.structure;
    std::vector<double> result(structure.nodes.size(), 0.0);
    const auto share = [&](double from, double to, double x) {
        if (model.dimension != 2)
            return std::abs(to - from);
        return x > 0.0 ? 0.5 * std::abs(to * to - from * from) / x : 0.0;
    };
    for (const auto& link : structure.links) {
        const double x_i = structure.nodes[link.i].position.x();
        const double x_j = structure.nodes[link.j].position.x();
        const double middle = 0.5 * (x_i + x_j);
        result[link.i] += share(x_i, middle, x_i);
        result[link.j] += share(middle, x_j, x_j);
    }
    if (model.dimension == 2) {
        // Without a node on the axis the innermost one stands for the disc around it.
        const auto innermost = std::ranges::min_element(
            structure.nodes, {}, [](const auto& node) { return node.position.x(); });
        const double x = innermost->position.x();
        result[static_cast<std::size_t>(innermost - structure.nodes.begin())] += share(0.0, x, x);
    }
    return result;
}

void add_positions(ResultTable& table, const SuperconductingModel& model,
                   const Vectors& positions) {
    const ResultUnit length = ResultUnits(model).length();
    const bool plane = model.plane.vertices[0] > 0;
    auto& x = table.column(model.dimension == 2 && !plane ? "r" : "x", length.name, "position");
    for (const auto& position : positions)
        x.values.push_back(length.factor * position.x());
    if (!plane)
        return;
    auto& y = table.column("y", length.name, "position");
    for (const auto& position : positions)
        y.values.push_back(length.factor * position.y());
}

} // namespace

std::vector<Complex> pair_potentials(const DiscreteStructure& structure,
                                     const std::vector<Complex>& order_parameters) {
    std::vector<Complex> sum(structure.nodes.size());
    std::vector<double> weight(structure.nodes.size(), 0.0);
    for (std::size_t s = 0; s < structure.sites.size(); ++s) {
        sum[structure.sites[s].node] += structure.sites[s].weight * order_parameters[s];
        weight[structure.sites[s].node] += structure.sites[s].weight;
    }
    for (std::size_t n = 0; n < sum.size(); ++n) {
        if (weight[n] > 0.0)
            sum[n] /= weight[n];
        else if (structure.nodes[n].weight > 0.0)
            sum[n] = structure.nodes[n].pair_potential / structure.nodes[n].weight;
    }
    for (const auto& reservoir : structure.reservoirs)
        sum[reservoir.node] = reservoir.pair_potential;
    return sum;
}

std::vector<std::array<std::size_t, 4>> quadrilaterals(const PlaneGrid& plane, bool across) {
    std::vector<std::array<std::size_t, 4>> result;
    if (plane.corners.empty())
        return result;
    const bool ends = plane.periodic && !across;
    const std::size_t width = plane.cells(0);
    for (std::size_t j = 0; j + (ends ? 1 : 0) < plane.cells(1); ++j)
        for (std::size_t i = 0; i + (ends ? 1 : 0) < width; ++i) {
            const auto& nodes = plane.corners[i + width * j];
            if (nodes[0] != PlaneGrid::no_node)
                result.push_back(nodes);
        }
    return result;
}

double current_across(const SuperconductingModel& model, const EquilibriumState& state) {
    const std::vector<double> shares = shares_across(model, state);
    return std::accumulate(shares.begin(), shares.end(), 0.0);
}

Fields fields_of(const SuperconductingModel& model, const EquilibriumState& state) {
    Fields fields;
    const ResultUnits units(model);
    const DiscreteStructure& structure = model.structure;
    Vectors positions;
    for (const auto& node : structure.nodes)
        positions.push_back(node.position);
    add_positions(fields.nodes, model, positions);

    const ResultUnit energy = units.energy();
    const auto potentials = pair_potentials(structure, state.order_parameters);
    for (const Complex potential : potentials) {
        fields.nodes.column("pair_potential", energy.name, "|Delta|")
            .values.push_back(energy.factor * std::abs(potential));
        fields.nodes.column("phase", "rad", "phase of Delta").values.push_back(std::arg(potential));
    }
    add_vectors(fields.nodes, "spin_density", units.spin_density(),
                "dF/dh, minus the expectation of sigma beyond the normal state's",
                usadel::spin_densities(structure, state));
    const bool plane = model.plane.vertices[0] > 0;
    const usadel::ChargeCurrents currents = usadel::charge_currents(structure, state);
    if (plane)
        add_vectors(fields.nodes, "current_density", units.current_density(),
                    "charge current density", plane_currents(model, currents));
    if (!plane && !structure.links.empty()) {
        const ResultUnit density = units.current_density();
        auto& across = fields.nodes
                           .column("current_density_across", density.name,
                                   "charge current density along the phase gradient")
                           .values;
        const std::vector<double> shares = shares_across(model, state);
        const std::vector<double> extent = extents(model);
        for (std::size_t n = 0; n < shares.size(); ++n)
            across.push_back(extent[n] > 0.0 ? density.factor * shares[n] / extent[n] : 0.0);
    }
    if (!structure.transverse_links.empty() || !structure.cells.empty()) {
        const SpinSources sources = spin_sources(structure, state);
        add_vectors(fields.nodes, "spin_orbit_torque", units.torque_density(),
                    "change of F with an angle of the spins by the torque of U-78", sources.torque);
        add_vectors(fields.nodes, "spin_hall_divergence", units.torque_density(),
                    "the same by the divergence of the spin Hall and swapping currents",
                    sources.flow);
    }
    if (plane || structure.links.empty())
        return fields;
    Vectors middles;
    for (const auto& link : structure.links)
        middles.push_back(0.5 *
                          (structure.nodes[link.i].position + structure.nodes[link.j].position));
    add_positions(fields.links, model, middles);
    const ResultUnit current = units.current();
    auto& charge = fields.links.column("current", current.name, "charge current").values;
    std::vector<double> transverse(structure.nodes.size(), 0.0);
    for (std::size_t t = 0; t < structure.transverse_links.size(); ++t)
        transverse[structure.transverse_links[t].i] += currents.transverse_links[t];
    for (std::size_t l = 0; l < structure.links.size(); ++l)
        charge.push_back(current.factor * (currents.links[l] + transverse[structure.links[l].i]));
    add_vectors(fields.links, "spin_current", units.free_energy(),
                "dF/d(angle) of turned spins: the current of sigma/2 along the chain",
                usadel::spin_currents(structure, state).links);
    return fields;
}

} // namespace sidejump::superconductor
