// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spin_balance.hpp"

#include <algorithm>
#include <utility>

namespace sidejump::usadel {
namespace {

using namespace std::complex_literals;
using Field = SpinBalance::Field;

/// i/2 Tr{gradient [sigma_a, g]}
Eigen::Vector3cd turned(const NambuMatrix& gradient, const NambuMatrix& g) {
    const NambuMatrix commutator = g * gradient - gradient * g;
    Eigen::Vector3cd change;
    for (int a = 0; a < 3; ++a)
        change(a) = 0.5i * (commutator * tau_sigma(0, a + 1)).trace();
    return change;
}

Field turned(const DiscreteAction& action, const std::vector<LocalFrame>& frames) {
    const std::vector<NambuMatrix> gradient = action.gradient(frames);
    Field field(frames.size());
    for (std::size_t n = 0; n < frames.size(); ++n)
        field[n] = turned(gradient[n], frames[n].green_function());
    return field;
}

} // namespace

Field SpinBalance::residual() const {
    Field sum(exchange.size(), Eigen::Vector3cd::Zero());
    for (const Field* field : {&exchange, &relaxation, &flow, &spin_hall_flow, &spin_hall_torque,
                               &swapping_flow, &swapping_torque})
        for (std::size_t n = 0; n < sum.size(); ++n)
            sum[n] += (*field)[n];
    return sum;
}

SpinBalanceTerms::SpinBalanceTerms(const DiscreteStructure& structure)
    : nodes_(structure.nodes.size()), exchange_(nodes_), relaxation_(nodes_), flow_(nodes_) {
    for (std::size_t n = 0; n < nodes_; ++n) {
        const NodeMatter& matter = structure.nodes[n];
        exchange_.set_source(n, source_matrix(0.0, matter.exchange_field, 0.0));
        if (matter.spin_orbit_rate != 0.0)
            add_spin_orbit_relaxation(relaxation_, n, 1.0, matter.spin_orbit_rate);
        if (matter.spin_flip_rate != 0.0)
            add_spin_flip_pair_breaking(relaxation_, n, 1.0, matter.spin_flip_rate);
    }
    DiscreteStructure flow;
    flow.nodes.resize(nodes_);
    flow.links = structure.links;
    flow.junctions = structure.junctions;
    flow_ = flow.action();
    for (const TransverseLink& link : structure.transverse_links) {
        if (link.gradient == 0.0)
            continue;
        if (link.spin_hall != 0.0) {
            Part& part = add_part(spin_hall_, structure, {link.i, link.j});
            add_spin_hall_link(part.action, 0, 1, link.gradient * link.spin_hall);
        }
        if (link.swapping != 0.0) {
            Part& part = add_part(swapping_, structure, {link.i, link.j});
            add_swapping_link(part.action, 0, 1, link.gradient * link.swapping);
        }
    }
    for (const PlaneCell& cell : structure.cells) {
        const auto& corners = cell.plaquette.corners;
        const Plaquette local{{0, 1, 2, 3}, cell.plaquette.phases};
        if (cell.spin_hall != 0.0) {
            Part& part = add_part(spin_hall_, structure, {corners.begin(), corners.end()});
            add_spin_hall_plaquette(part.action, local, cell.spin_hall);
        }
        if (cell.swapping != 0.0) {
            Part& part = add_part(swapping_, structure, {corners.begin(), corners.end()});
            add_swapping_plaquette(part.action, local, cell.swapping);
        }
    }
}

SpinBalanceTerms::Part& SpinBalanceTerms::add_part(std::vector<Part>& parts,
                                                   const DiscreteStructure& structure,
                                                   std::vector<std::size_t> nodes) {
    std::vector<double> shares;
    double sum = 0.0;
    for (const std::size_t node : nodes) {
        shares.push_back(structure.nodes[node].weight > 0.0 ? 1.0 : 0.0);
        sum += shares.back();
    }
    for (double& share : shares)
        share /= std::max(sum, 1.0);
    const std::size_t count = nodes.size();
    parts.push_back({std::move(nodes), DiscreteAction(count), std::move(shares)});
    return parts.back();
}

SpinBalance SpinBalanceTerms::at(const std::vector<LocalFrame>& frames) const {
    SpinBalance balance;
    balance.exchange = turned(exchange_, frames);
    balance.relaxation = turned(relaxation_, frames);
    balance.flow = turned(flow_, frames);
    const auto split = [&](const std::vector<Part>& parts, Field& divergence, Field& torque) {
        divergence.assign(nodes_, Eigen::Vector3cd::Zero());
        torque = divergence;
        std::vector<LocalFrame> local;
        for (const Part& part : parts) {
            local.clear();
            for (const std::size_t node : part.nodes)
                local.push_back(frames[node]);
            const Field change = turned(part.action, local);
            Eigen::Vector3cd total = Eigen::Vector3cd::Zero();
            for (const Eigen::Vector3cd& corner : change)
                total += corner;
            for (std::size_t corner = 0; corner < part.nodes.size(); ++corner) {
                const Eigen::Vector3cd share = part.shares[corner] * total;
                divergence[part.nodes[corner]] += change[corner] - share;
                torque[part.nodes[corner]] += share;
            }
        }
    };
    split(spin_hall_, balance.spin_hall_flow, balance.spin_hall_torque);
    split(swapping_, balance.swapping_flow, balance.swapping_torque);
    return balance;
}

} // namespace sidejump::usadel
