// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

constexpr std::size_t largest_factors = 3;

/// L_{first+1} g L ... g L_last, cyclic: all that stands between g_first and g_last.
NambuMatrix between(const TraceTerm& term, const std::vector<LocalFrame>& frames, std::size_t first,
                    std::size_t last) {
    const std::size_t count = term.factors.size();
    std::size_t k = (first + 1) % count;
    NambuMatrix product = term.factors[k].left;
    while (k != last) {
        product *= frames[term.factors[k].node].green_function();
        k = (k + 1) % count;
        product *= term.factors[k].left;
    }
    return product;
}

/// H(m, n) += coefficient Tr[E_m A E_n B], E_m the unit matrices of the coordinates.
void add_pair(Complex coefficient, const NambuMatrix& a, const NambuMatrix& b,
              DiscreteAction::Block& block) {
    for (int n = 0; n < LocalFrame::coordinates; ++n)
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            block(m, n) += coefficient * a(LocalFrame::column(m), LocalFrame::row(n)) *
                           b(LocalFrame::column(n), LocalFrame::row(m));
}

/// What the curvature of g = g + T - g T^2 / 2 adds: H(m, n) -= Tr[G g (E_m E_n + E_n E_m)] / 2, G
/// in the frame.
void add_curvature(const NambuMatrix& gradient, DiscreteAction::Block& block) {
    NambuMatrix product = gradient;
    product.rightCols<2>() *= -1.0;
    for (int n = 0; n < LocalFrame::coordinates; ++n)
        for (int m = 0; m < LocalFrame::coordinates; ++m) {
            if (LocalFrame::column(m) == LocalFrame::row(n))
                block(m, n) -= 0.5 * product(LocalFrame::column(n), LocalFrame::row(m));
            if (LocalFrame::column(n) == LocalFrame::row(m))
                block(m, n) -= 0.5 * product(LocalFrame::column(m), LocalFrame::row(n));
        }
}

/// What a contact with transmission holds, its second Green function turned to the first.
struct Contact {
    NambuMatrix turned;  ///< U g_j U^-1
    NambuMatrix back;    ///< U^-1
    NambuMatrix inverse; ///< A^-1, A = 1 + (transmission/4)({g_i, U g_j U^-1} - 2)
    Complex determinant; ///< of A
};

Contact contact(const TransmissionTerm& term, const std::vector<LocalFrame>& frames) {
    Contact result;
    result.back = term.rotation.inverse();
    result.turned = term.rotation * frames[term.j].green_function() * result.back;
    const NambuMatrix& g = frames[term.i].green_function();
    NambuMatrix a = 0.25 * term.transmission * (g * result.turned + result.turned * g);
    a.diagonal().array() += 1.0 - 0.5 * term.transmission;
    result.inverse = a.inverse();
    result.determinant = a.determinant();
    return result;
}

} // namespace

void DiscreteAction::check_node(std::size_t node) const {
    if (node >= nodes())
        throw std::invalid_argument("a term of the action refers to a node that is not there");
}

void DiscreteAction::connect(std::size_t one, std::size_t other) {
    auto& list = neighbours_[one];
    const auto place = std::ranges::lower_bound(list, other);
    if (place == list.end() || *place != other)
        list.insert(place, other);
}

std::size_t DiscreteAction::place(std::size_t here, std::size_t there) const {
    if (here == there)
        return 0;
    const auto& list = neighbours_[here];
    return 1 + static_cast<std::size_t>(std::ranges::lower_bound(list, there) - list.begin());
}

void DiscreteAction::add(TraceTerm term) {
    if (term.factors.empty() || term.factors.size() > largest_factors)
        throw std::invalid_argument("a term of the action has one to three Green functions");
    for (const TraceFactor& factor : term.factors)
        check_node(factor.node);
    for (const TraceFactor& one : term.factors)
        for (const TraceFactor& other : term.factors)
            if (one.node != other.node)
                connect(one.node, other.node);
    terms_.push_back(std::move(term));
}

void DiscreteAction::add(const TransmissionTerm& term) {
    check_node(term.i);
    check_node(term.j);
    if (term.i == term.j)
        throw std::invalid_argument("a contact joins two nodes");
    if (!(term.transmission > 0.0 && term.transmission <= 1.0))
        throw std::invalid_argument("a transmission is above 0 and at most 1");
    connect(term.i, term.j);
    connect(term.j, term.i);
    transmissions_.push_back(term);
}

Complex DiscreteAction::value(const std::vector<LocalFrame>& frames) const {
    Complex sum = 0.0;
    for (std::size_t n = 0; n < nodes(); ++n)
        sum -= (sources_[n] * frames[n].green_function()).trace();
    for (const TraceTerm& term : terms_) {
        NambuMatrix product = NambuMatrix::Identity();
        for (const TraceFactor& factor : term.factors)
            product = product * factor.left * frames[factor.node].green_function();
        sum += term.coefficient * product.trace();
    }
    for (const TransmissionTerm& term : transmissions_)
        sum -= term.conductance / term.transmission * std::log(contact(term, frames).determinant);
    return sum;
}

std::vector<NambuMatrix> DiscreteAction::gradient(const std::vector<LocalFrame>& frames) const {
    std::vector<NambuMatrix> gradients(nodes());
    for (std::size_t n = 0; n < nodes(); ++n)
        gradients[n] = -sources_[n];
    for (const TraceTerm& term : terms_)
        for (std::size_t k = 0; k < term.factors.size(); ++k)
            gradients[term.factors[k].node] += term.coefficient * between(term, frames, k, k);
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

std::vector<LocalFrame::Coordinates>
DiscreteAction::first_derivatives(const std::vector<LocalFrame>& frames) const {
    const std::vector<NambuMatrix> gradients = gradient(frames);
    std::vector<LocalFrame::Coordinates> first(nodes(), LocalFrame::Coordinates::Zero());
    for (std::size_t n = 0; n < nodes(); ++n) {
        if (held_[n])
            continue;
        const NambuMatrix inner = frames[n].inverse() * gradients[n] * frames[n].vectors();
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            first[n](m) = inner(LocalFrame::column(m), LocalFrame::row(m));
    }
    return first;
}

DiscreteAction::Expansion DiscreteAction::expand(const std::vector<LocalFrame>& frames) const {
    Expansion expansion;
    expansion.first.resize(nodes());
    expansion.second.resize(nodes());
    const std::vector<NambuMatrix> gradients = gradient(frames);
    for (std::size_t n = 0; n < nodes(); ++n) {
        expansion.second[n].assign(1 + neighbours_[n].size(), Block::Zero());
        if (held_[n]) {
            expansion.first[n].setZero();
            expansion.second[n].front().setIdentity();
            continue;
        }
        const NambuMatrix inner = frames[n].inverse() * gradients[n] * frames[n].vectors();
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            expansion.first[n](m) = inner(LocalFrame::column(m), LocalFrame::row(m));
        add_curvature(inner, expansion.second[n].front());
    }
    for (const TraceTerm& term : terms_)
        expand(term, frames, expansion);
    for (const TransmissionTerm& term : transmissions_)
        expand(term, frames, expansion);
    return expansion;
}

void DiscreteAction::expand(const TraceTerm& term, const std::vector<LocalFrame>& frames,
                            Expansion& expansion) const {
    for (std::size_t k = 0; k < term.factors.size(); ++k)
        for (std::size_t l = 0; l < term.factors.size(); ++l) {
            const std::size_t here = term.factors[k].node;
            const std::size_t there = term.factors[l].node;
            if (k == l || held_[here] || held_[there])
                continue;
            add_pair(term.coefficient,
                     frames[here].inverse() * between(term, frames, k, l) * frames[there].vectors(),
                     frames[there].inverse() * between(term, frames, l, k) * frames[here].vectors(),
                     expansion.second[here][place(here, there)]);
        }
}

void DiscreteAction::expand(const TransmissionTerm& term, const std::vector<LocalFrame>& frames,
                            Expansion& expansion) const {
    // The second order of -(G/t) Tr ln A in the changes E of g_i and F of U g_j U^-1, with
    // dA = (t/4)({E, U g_j U^-1} + {g_i, F} + {E, F}):
    //   -(G/t) (Tr[A^-1 (t/4) {E, F}] - Tr[A^-1 dA A^-1 dA]/2).
    const Contact joint = contact(term, frames);
    const LocalFrame& frame_i = frames[term.i];
    const LocalFrame& frame_j = frames[term.j];
    const NambuMatrix& a = joint.inverse;
    const NambuMatrix& g_i = frame_i.green_function();
    const NambuMatrix& g_j = joint.turned;
    const NambuMatrix vectors_j = term.rotation * frame_j.vectors();
    const NambuMatrix inverse_j = frame_j.inverse() * joint.back;
    const double linear = -0.25 * term.conductance;
    const double quadratic = term.conductance * term.transmission / 16.0;
    const auto add = [&](double coefficient, const NambuMatrix& left, const NambuMatrix& vectors,
                         const NambuMatrix& x, const NambuMatrix& other_inverse,
                         const NambuMatrix& other_vectors, const NambuMatrix& y, Block& block) {
        add_pair(coefficient, left * x * other_vectors, other_inverse * y * vectors, block);
    };
    const auto own = [&](std::size_t node, const NambuMatrix& vectors, const NambuMatrix& inverse,
                         const NambuMatrix& other) {
        if (held_[node])
            return;
        Block& block = expansion.second[node].front();
        const NambuMatrix b = other * a;
        add(2.0 * quadratic, inverse, vectors, b, inverse, vectors, b, block);
        add(2.0 * quadratic, inverse, vectors, a, inverse, vectors, a, block);
    };
    own(term.i, frame_i.vectors(), frame_i.inverse(), g_j);
    own(term.j, vectors_j, inverse_j, g_i);
    if (held_[term.i] || held_[term.j])
        return;
    Block cross = Block::Zero();
    const NambuMatrix unit = NambuMatrix::Identity();
    const auto add_cross = [&](double coefficient, const NambuMatrix& x, const NambuMatrix& y) {
        add(coefficient, frame_i.inverse(), frame_i.vectors(), x, inverse_j, vectors_j, y, cross);
    };
    add_cross(linear, unit, a);
    add_cross(linear, a, unit);
    add_cross(quadratic, g_j * a * g_i, a);
    add_cross(quadratic, g_j * a, g_i * a);
    add_cross(quadratic, a * g_i, a * g_j);
    add_cross(quadratic, a, g_i * a * g_j);
    expansion.second[term.i][place(term.i, term.j)] += cross;
    expansion.second[term.j][place(term.j, term.i)] += cross.transpose();
}

} // namespace sidejump::usadel
