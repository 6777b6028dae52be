// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/superconductor/discrete_action.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sidejump::superconductor {
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

} // namespace

void DiscreteAction::add(TraceTerm term) {
    if (term.factors.empty() || term.factors.size() > largest_factors)
        throw std::invalid_argument("a term of the action has one to three Green functions");
    for (const TraceFactor& factor : term.factors)
        if (factor.node >= nodes())
            throw std::invalid_argument("a term of the action refers to a node that is not there");
    for (const TraceFactor& one : term.factors)
        for (const TraceFactor& other : term.factors) {
            if (one.node == other.node)
                continue;
            auto& list = neighbours_[one.node];
            const auto place = std::ranges::lower_bound(list, other.node);
            if (place == list.end() || *place != other.node)
                list.insert(place, other.node);
        }
    terms_.push_back(std::move(term));
}

Complex DiscreteAction::value(const std::vector<LocalFrame>& frames) const {
    Complex sum = 0.0;
    for (const TraceTerm& term : terms_) {
        NambuMatrix product = NambuMatrix::Identity();
        for (const TraceFactor& factor : term.factors)
            product = product * factor.left * frames[factor.node].green_function();
        sum += term.coefficient * product.trace();
    }
    return sum;
}

std::vector<NambuMatrix> DiscreteAction::gradient(const std::vector<LocalFrame>& frames) const {
    std::vector<NambuMatrix> gradients(nodes(), NambuMatrix::Zero());
    for (const TraceTerm& term : terms_)
        for (std::size_t k = 0; k < term.factors.size(); ++k)
            gradients[term.factors[k].node] += term.coefficient * between(term, frames, k, k);
    return gradients;
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
        for (std::size_t k = 0; k < term.factors.size(); ++k)
            for (std::size_t l = 0; l < term.factors.size(); ++l) {
                const std::size_t here = term.factors[k].node;
                const std::size_t there = term.factors[l].node;
                if (k == l || held_[here] || held_[there])
                    continue;
                std::size_t place = 0;
                if (here != there)
                    place = 1 + static_cast<std::size_t>(
                                    std::ranges::lower_bound(neighbours_[here], there) -
                                    neighbours_[here].begin());
                add_pair(
                    term.coefficient,
                    frames[here].inverse() * between(term, frames, k, l) * frames[there].vectors(),
                    frames[there].inverse() * between(term, frames, l, k) * frames[here].vectors(),
                    expansion.second[here][place]);
            }
    return expansion;
}

} // namespace sidejump::superconductor
