// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/equilibrium_observables.hpp"

#include "sidejump/math/parallel_for.hpp"

#include <functional>
#include <numbers>
#include <numeric>

namespace sidejump::usadel {
namespace {

using namespace std::complex_literals;

/// A link, junction or cell by itself.
struct Piece {
    DiscreteAction action;
    std::vector<std::size_t> nodes;
};

void add_piece(std::vector<Piece>& pieces, DiscreteStructure part, std::vector<std::size_t> nodes) {
    part.nodes.resize(nodes.size());
    pieces.push_back({part.action(), std::move(nodes)});
}

template <typename Link>
void add_pieces(std::vector<Piece>& pieces, const std::vector<Link>& links,
                std::vector<Link> DiscreteStructure::*member) {
    for (const Link& link : links) {
        DiscreteStructure part;
        (part.*member).push_back(link);
        (part.*member).back().i = 0;
        (part.*member).back().j = 1;
        add_piece(pieces, std::move(part), {link.i, link.j});
    }
}

/// Those that join two nodes: links, transverse links and junctions, one after the other.
std::vector<Piece> joints(const DiscreteStructure& structure) {
    std::vector<Piece> pieces;
    add_pieces(pieces, structure.links, &DiscreteStructure::links);
    add_pieces(pieces, structure.transverse_links, &DiscreteStructure::transverse_links);
    add_pieces(pieces, structure.junctions, &DiscreteStructure::junctions);
    return pieces;
}

std::vector<Piece> cells(const DiscreteStructure& structure) {
    std::vector<Piece> pieces;
    for (PlaneCell cell : structure.cells) {
        const auto& corners = cell.plaquette.corners;
        std::vector<std::size_t> nodes(corners.begin(), corners.end());
        cell.plaquette.corners = {0, 1, 2, 3};
        DiscreteStructure part;
        part.cells.push_back(cell);
        add_piece(pieces, std::move(part), std::move(nodes));
    }
    return pieces;
}

/// The derivatives of a piece for turns exp(i angle generator/2) of the Green functions of its
/// nodes.
std::vector<Complex> turns(const Piece& piece, const std::vector<LocalFrame>& frames,
                           const NambuMatrix& generator) {
    std::vector<LocalFrame> own;
    own.reserve(piece.nodes.size());
    for (const std::size_t node : piece.nodes)
        own.push_back(frames[node]);
    const std::vector<NambuMatrix> gradient = piece.action.gradient(own);
    std::vector<Complex> result;
    for (std::size_t k = 0; k < own.size(); ++k) {
        const NambuMatrix& g = own[k].green_function();
        result.push_back(0.5i * (gradient[k] * (generator * g - g * generator)).trace());
    }
    return result;
}

/// pi T sum over positive frequencies of a vector of real summands.
Eigen::VectorXd sum(const EquilibriumState& state, std::size_t count,
                    const std::function<void(std::size_t, Eigen::VectorXd&)>& summands) {
    std::vector<Eigen::VectorXd> parts(state.frames.size());
    math::parallel_for(parts.size(), [&](std::size_t p) {
        parts[p] = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(count));
        summands(p, parts[p]);
    });
    Eigen::VectorXd total = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(count));
    for (std::size_t p = 0; p < parts.size(); ++p)
        total += state.points.points[p].weight * parts[p];
    return std::numbers::pi * state.temperature * total;
}

} // namespace

std::vector<Eigen::Vector3d> spin_densities(const DiscreteStructure& structure,
                                            const EquilibriumState& state) {
    const std::size_t nodes = structure.nodes.size();
    const Eigen::VectorXd total =
        sum(state, 3 * nodes, [&](std::size_t p, Eigen::VectorXd& result) {
            for (std::size_t n = 0; n < nodes; ++n)
                for (int a = 0; a < 3; ++a)
                    result(static_cast<Eigen::Index>(3 * n) + a) =
                        (1i * (tau_sigma(3, a + 1) * state.frames[p][n].green_function()).trace())
                            .real();
        });
    std::vector<Eigen::Vector3d> densities(nodes, Eigen::Vector3d::Zero());
    for (std::size_t n = 0; n < nodes; ++n)
        if (structure.nodes[n].weight > 0.0)
            densities[n] = total.segment<3>(static_cast<Eigen::Index>(3 * n));
    return densities;
}

ChargeCurrents charge_currents(const DiscreteStructure& structure, const EquilibriumState& state) {
    const std::vector<Piece> pairs = joints(structure);
    const std::vector<Piece> quadruples = cells(structure);
    const auto first_cell = static_cast<Eigen::Index>(pairs.size());
    const NambuMatrix charge = tau_sigma(3, 0);
    const Eigen::VectorXd total =
        2.0 * sum(state, pairs.size() + 4 * quadruples.size(),
                  [&](std::size_t p, Eigen::VectorXd& result) {
                      for (std::size_t k = 0; k < pairs.size(); ++k)
                          result(static_cast<Eigen::Index>(k)) =
                              turns(pairs[k], state.frames[p], charge)[1].real();
                      for (std::size_t c = 0; c < quadruples.size(); ++c) {
                          const std::vector<Complex> corners =
                              turns(quadruples[c], state.frames[p], charge);
                          // A phase on an edge turns the corners behind it, less its part in the
                          // flux.
                          for (std::size_t edge = 0; edge < 4; ++edge)
                              for (std::size_t k = 0; k < 4; ++k)
                                  result(first_cell + static_cast<Eigen::Index>(4 * c + edge)) +=
                                      corners[k].real() *
                                      ((edge < k ? 1.0 : 0.0) - 0.25 * static_cast<double>(k));
                      }
                  });
    ChargeCurrents currents;
    currents.outflow.assign(structure.nodes.size(), 0.0);
    const auto flow = [&](std::size_t i, std::size_t j, double current) {
        currents.outflow[i] += current;
        currents.outflow[j] -= current;
    };
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        const double current = total(static_cast<Eigen::Index>(k));
        flow(pairs[k].nodes[0], pairs[k].nodes[1], current);
        if (k < structure.links.size())
            currents.links.push_back(current);
        else if (k < structure.links.size() + structure.transverse_links.size())
            currents.transverse_links.push_back(current);
        else
            currents.junctions.push_back(current);
    }
    for (std::size_t c = 0; c < quadruples.size(); ++c) {
        std::array<double, 4> edges{};
        for (std::size_t edge = 0; edge < 4; ++edge) {
            edges[edge] = total(first_cell + static_cast<Eigen::Index>(4 * c + edge));
            flow(quadruples[c].nodes[edge], quadruples[c].nodes[(edge + 1) % 4], edges[edge]);
        }
        currents.cells.push_back(edges);
    }
    return currents;
}

double CurrentsAcross::total() const {
    return std::accumulate(transverse_links.begin(), transverse_links.end(),
                           std::accumulate(nodes.begin(), nodes.end(), 0.0));
}

CurrentsAcross currents_across(const DiscreteStructure& structure, const EquilibriumState& state) {
    std::vector<TransverseLink> links = structure.transverse_links;
    for (TransverseLink& link : links)
        link.gradient = 1.0;
    std::vector<Piece> pieces;
    add_pieces(pieces, links, &DiscreteStructure::transverse_links);
    std::vector<bool> held(structure.nodes.size(), false);
    for (const Reservoir& reservoir : structure.reservoirs)
        held[reservoir.node] = true;
    const NambuMatrix charge = tau_sigma(3, 0);
    const std::size_t count = structure.nodes.size();
    const Eigen::VectorXd total =
        2.0 * sum(state, count + pieces.size(), [&](std::size_t p, Eigen::VectorXd& result) {
            const std::vector<LocalFrame>& frames = state.frames[p];
            for (std::size_t n = 0; n < count; ++n) {
                if (held[n])
                    continue;
                const NambuMatrix turned = charge * frames[n].green_function();
                result(static_cast<Eigen::Index>(n)) =
                    -0.25 * structure.nodes[n].flow * ((turned * turned).trace().real() - 4.0);
            }
            for (std::size_t k = 0; k < pieces.size(); ++k) {
                const std::vector<LocalFrame> own{frames[pieces[k].nodes[0]],
                                                  frames[pieces[k].nodes[1]]};
                result(static_cast<Eigen::Index>(count + k)) =
                    pieces[k].action.value_above_normal(own).real();
            }
        });
    CurrentsAcross currents;
    currents.nodes.assign(total.data(), total.data() + count);
    currents.transverse_links.assign(total.data() + count, total.data() + total.size());
    return currents;
}

SpinCurrents spin_currents(const DiscreteStructure& structure, const EquilibriumState& state) {
    const std::vector<Piece> pairs = joints(structure);
    const Eigen::VectorXd total =
        sum(state, 3 * pairs.size(), [&](std::size_t p, Eigen::VectorXd& result) {
            for (std::size_t k = 0; k < pairs.size(); ++k)
                for (int a = 0; a < 3; ++a)
                    result(static_cast<Eigen::Index>(3 * k) + a) =
                        turns(pairs[k], state.frames[p], tau_sigma(0, a + 1))[1].real();
        });
    SpinCurrents currents;
    for (std::size_t k = 0; k < pairs.size(); ++k) {
        const Eigen::Vector3d current = total.segment<3>(static_cast<Eigen::Index>(3 * k));
        if (k < structure.links.size())
            currents.links.push_back(current);
        else if (k < structure.links.size() + structure.transverse_links.size())
            currents.transverse_links.push_back(current);
        else
            currents.junctions.push_back(current);
    }
    return currents;
}

} // namespace sidejump::usadel
