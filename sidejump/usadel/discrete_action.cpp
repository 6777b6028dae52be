// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/discrete_action.hpp"

#include "sidejump/usadel/spin_hall_cell.hpp"
#include "sidejump/usadel/spin_hall_term.hpp"
#include "sidejump/usadel/transmission_term.hpp"

#include <algorithm>
#include <stdexcept>

namespace sidejump::usadel {

void DiscreteAction::check_node(std::size_t node) const {
    if (node >= nodes())
        throw std::invalid_argument("a term of the action refers to a node that is not there");
}

void DiscreteAction::connect(std::size_t one, std::size_t other) {
    const auto insert = [](std::vector<std::size_t>& list, std::size_t node) {
        const auto place = std::ranges::lower_bound(list, node);
        if (place == list.end() || *place != node)
            list.insert(place, node);
    };
    insert(neighbours_[one], other);
    insert(neighbours_[other], one);
}

void DiscreteAction::add_on_site(std::size_t node, const NambuMatrix& x, const NambuMatrix& m) {
    const ConstantFactor first(x);
    const ConstantFactor second(m);
    const auto join = [&](OnSiteTerm& term, const NambuMatrix& more) {
        term.m = ConstantFactor(term.m.matrix() + more);
        term.ratio = term.m.ratio(term.x);
    };
    for (OnSiteTerm& term : on_site_[node]) {
        // The trace is the same in either order.
        if (const auto ratio = first.ratio(term.x)) {
            join(term, *ratio * m);
            return;
        }
        if (const auto ratio = second.ratio(term.x)) {
            join(term, *ratio * x);
            return;
        }
    }
    on_site_[node].push_back({first, second, second.ratio(first)});
}

void DiscreteAction::add(const TraceTerm& term) {
    const auto& factors = term.factors;
    if (factors.empty() || factors.size() > 3)
        throw std::invalid_argument("a term of the action has one to three Green functions");
    for (const TraceFactor& factor : factors)
        check_node(factor.node);
    for (const TraceFactor& one : factors)
        for (const TraceFactor& other : factors)
            if (one.node != other.node)
                connect(one.node, other.node);
    if (factors.size() == 1)
        constants_.push_back({factors[0].node, term.coefficient * factors[0].left});
    else if (factors.size() == 3)
        triples_.push_back({term.coefficient,
                            {TripleFactor{ConstantFactor(factors[0].left), factors[0].node},
                             TripleFactor{ConstantFactor(factors[1].left), factors[1].node},
                             TripleFactor{ConstantFactor(factors[2].left), factors[2].node}}});
    else if (factors[0].node == factors[1].node)
        add_on_site(factors[0].node, factors[0].left, term.coefficient * factors[1].left);
    else
        links_.push_back({term.coefficient, factors[0].node, factors[1].node,
                          ConstantFactor(factors[0].left), ConstantFactor(factors[1].left)});
}

void DiscreteAction::add(const SpinHallTerm& term) {
    check_node(term.i);
    check_node(term.j);
    if (term.i == term.j)
        throw std::invalid_argument("a spin Hall link joins two nodes");
    connect(term.i, term.j);
    spin_hall_.push_back(term);
}

void DiscreteAction::add(const SpinHallCellTerm& term) {
    for (const std::size_t corner : term.corners)
        check_node(corner);
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = i + 1; j < 4; ++j) {
            if (term.corners[i] == term.corners[j])
                throw std::invalid_argument("a spin Hall cell has four different corners");
            connect(term.corners[i], term.corners[j]);
        }
    spin_hall_cells_.push_back(term);
}

void DiscreteAction::add(const TransmissionTerm& term) {
    check_node(term.i);
    check_node(term.j);
    if (term.i == term.j)
        throw std::invalid_argument("a contact joins two nodes");
    if (!(term.transmission > 0.0 && term.transmission <= 1.0))
        throw std::invalid_argument("a transmission is above 0 and at most 1");
    connect(term.i, term.j);
    transmissions_.push_back(term);
}

Complex DiscreteAction::value(const std::vector<LocalFrame>& frames) const {
    const auto g = [&](std::size_t node) -> const NambuMatrix& {
        return frames[node].green_function();
    };
    Complex sum = 0.0;
    for (std::size_t n = 0; n < nodes(); ++n) {
        sum -= (sources_[n] * g(n)).trace();
        for (const OnSiteTerm& term : on_site_[n])
            sum += (term.x.before(g(n)) * term.m.before(g(n))).trace();
    }
    for (const OneFactor& term : constants_)
        sum += (term.matrix * g(term.node)).trace();
    for (const LinkTerm& term : links_)
        sum += term.coefficient *
               (term.left_i.before(g(term.i)) * term.left_j.before(g(term.j))).trace();
    for (const TripleTerm& term : triples_) {
        const auto part = [&](std::size_t k) {
            return term.factors[k].left.before(g(term.factors[k].node));
        };
        sum += term.coefficient * (part(0) * part(1) * part(2)).trace();
    }
    for (const SpinHallTerm& term : spin_hall_)
        sum += spin_hall_value(term, frames);
    for (const SpinHallCellTerm& term : spin_hall_cells_)
        sum += spin_hall_value(term, frames);
    for (const TransmissionTerm& term : transmissions_)
        sum -= term.conductance / term.transmission * std::log(contact(term, frames).determinant);
    return sum;
}

std::vector<NambuMatrix> DiscreteAction::gradient(const std::vector<LocalFrame>& frames) const {
    const auto g = [&](std::size_t node) -> const NambuMatrix& {
        return frames[node].green_function();
    };
    std::vector<NambuMatrix> gradients(nodes());
    for (std::size_t n = 0; n < nodes(); ++n) {
        gradients[n] = -sources_[n];
        for (const OnSiteTerm& term : on_site_[n]) {
            if (term.ratio) {
                gradients[n] += 2.0 * *term.ratio * term.x.before(term.x.after(g(n)));
            } else {
                gradients[n] += term.x.before(term.m.after(g(n)));
                gradients[n] += term.m.before(term.x.after(g(n)));
            }
        }
    }
    for (const OneFactor& term : constants_)
        gradients[term.node] += term.matrix;
    for (const LinkTerm& term : links_) {
        gradients[term.i] += term.coefficient * term.left_j.before(term.left_i.after(g(term.j)));
        gradients[term.j] += term.coefficient * term.left_i.before(term.left_j.after(g(term.i)));
    }
    for (const TripleTerm& term : triples_) {
        const auto part = [&](std::size_t k) {
            return term.factors[k].left.before(g(term.factors[k].node));
        };
        const NambuMatrix first = part(0);
        const NambuMatrix second = part(1);
        const NambuMatrix third = part(2);
        gradients[term.factors[0].node] +=
            term.coefficient * term.factors[0].left.after(second * third);
        gradients[term.factors[1].node] +=
            term.coefficient * term.factors[1].left.after(third * first);
        gradients[term.factors[2].node] +=
            term.coefficient * term.factors[2].left.after(first * second);
    }
    add_spin_hall_gradients(spin_hall_, frames, gradients);
    for (const SpinHallCellTerm& term : spin_hall_cells_)
        add_spin_hall_gradients(term, frames, gradients);
    for (const TransmissionTerm& term : transmissions_) {
        // A^-1 commutes with both Green functions.
        const Contact joint = contact(term, frames);
        const double half = -0.5 * term.conductance;
        gradients[term.i] += half * joint.inverse * joint.turned;
        gradients[term.j] +=
            half * joint.back * joint.inverse * frames[term.i].green_function() * term.rotation;
    }
    return gradients;
}

DiscreteAction::FirstDerivatives
DiscreteAction::first_derivatives(const std::vector<LocalFrame>& frames) const {
    const std::vector<NambuMatrix> gradients = gradient(frames);
    FirstDerivatives first;
    first.coordinates.assign(nodes(), LocalFrame::Coordinates::Zero());
    for (std::size_t n = 0; n < nodes(); ++n) {
        if (held_[n])
            continue;
        first.largest_gradient =
            std::max(first.largest_gradient, std::sqrt(gradients[n].cwiseAbs2().maxCoeff()));
        const NambuMatrix inner = frames[n].inverse() * (gradients[n] * frames[n].vectors());
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            first.coordinates[n](m) = inner(LocalFrame::column(m), LocalFrame::row(m));
    }
    return first;
}

} // namespace sidejump::usadel
