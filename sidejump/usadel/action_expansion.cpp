// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/discrete_action.hpp"
#include "sidejump/usadel/pair_block.hpp"

#include <algorithm>
#include <array>

namespace sidejump::usadel {
namespace {

using Block = DiscreteAction::Block;

/// What the curvature of g = g + T - g T^2 / 2 adds: H(m, n) -= Tr[G g (E_m E_n + E_n E_m)] / 2, G
/// in the frame.
void add_curvature(const NambuMatrix& gradient, Block& block) {
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

std::size_t DiscreteAction::place(std::size_t here, std::size_t there) const {
    if (here == there)
        return 0;
    const auto& list = neighbours_[here];
    return 1 + static_cast<std::size_t>(std::ranges::lower_bound(list, there) - list.begin());
}

void DiscreteAction::add_to_blocks(std::size_t here, std::size_t there, const Block& block,
                                   Expansion& expansion) const {
    expansion.second[here][place(here, there)] += block;
    expansion.second[there][place(there, here)] += block.transpose();
}

DiscreteAction::Expansion DiscreteAction::expand(const std::vector<LocalFrame>& frames) const {
    Expansion expansion;
    expansion.first.resize(nodes());
    expansion.second.resize(nodes());
    const std::vector<NambuMatrix> gradients = gradient(frames);
    for (std::size_t n = 0; n < nodes(); ++n)
        expansion.second[n].assign(1 + neighbours_[n].size(), Block::Zero());
    for (const LinkTerm& term : links_)
        expand(term, frames, expansion);
    for (const TripleTerm& term : triples_)
        expand(term, frames, expansion);
    std::vector<Partners> partners;
    if (!spin_hall_.empty())
        partners.assign(nodes(), {NambuMatrix::Zero(), NambuMatrix::Zero(), NambuMatrix::Zero()});
    for (const SpinHallTerm& term : spin_hall_)
        expand(term, frames, partners, expansion);
    for (const SpinHallCellTerm& term : spin_hall_cells_)
        expand(term, frames, expansion);
    for (const TransmissionTerm& term : transmissions_)
        expand(term, frames, expansion);
    for (std::size_t n = 0; n < nodes(); ++n) {
        Block& block = expansion.second[n].front();
        if (held_[n]) {
            expansion.first[n].setZero();
            block.setIdentity();
            continue;
        }
        const NambuMatrix inner = frames[n].inverse() * (gradients[n] * frames[n].vectors());
        for (int m = 0; m < LocalFrame::coordinates; ++m)
            expansion.first[n](m) = inner(LocalFrame::column(m), LocalFrame::row(m));
        add_curvature(inner, block);
        expand_on_site(n, frames[n], partners.empty() ? nullptr : &partners[n], block);
    }
    return expansion;
}

void DiscreteAction::expand_on_site(std::size_t node, const LocalFrame& frame,
                                    const Partners* partners, Block& block) const {
    // Tr[X T M T'] + Tr[X T' M T]
    Block half = Block::Zero();
    const auto inner = [&](const ConstantFactor& factor) -> NambuMatrix {
        return frame.inverse() * factor.before(frame.vectors());
    };
    for (const OnSiteTerm& term : on_site_[node]) {
        const NambuMatrix x = inner(term.x);
        if (term.ratio)
            add_pair(*term.ratio, x, x, half);
        else
            add_pair(1.0, inner(term.m), x, half);
    }
    if (partners != nullptr) {
        static const std::array<ConstantFactor, 3> factors{ConstantFactor(tau_sigma(0, 3)),
                                                           ConstantFactor(tau_sigma(3, 0)),
                                                           ConstantFactor(tau_sigma(3, 3))};
        for (std::size_t k = 0; k < factors.size(); ++k)
            add_pair(1.0, frame.inverse() * ((*partners)[k] * frame.vectors()), inner(factors[k]),
                     half);
    }
    block += half;
    block += half.transpose();
}

void DiscreteAction::expand(const LinkTerm& term, const std::vector<LocalFrame>& frames,
                            Expansion& expansion) const {
    if (held_[term.i] || held_[term.j])
        return;
    const LocalFrame& i = frames[term.i];
    const LocalFrame& j = frames[term.j];
    Block block = Block::Zero();
    add_pair(term.coefficient, i.inverse() * term.left_j.before(j.vectors()),
             j.inverse() * term.left_i.before(i.vectors()), block);
    add_to_blocks(term.i, term.j, block, expansion);
}

void DiscreteAction::expand(const TripleTerm& term, const std::vector<LocalFrame>& frames,
                            Expansion& expansion) const {
    for (std::size_t k = 0; k < 3; ++k) {
        // Tr[E_k L_l E_l (L_m g_m L_k)]
        const TripleFactor& first = term.factors[k];
        const TripleFactor& second = term.factors[(k + 1) % 3];
        const TripleFactor& third = term.factors[(k + 2) % 3];
        if (held_[first.node] || held_[second.node])
            continue;
        const LocalFrame& i = frames[first.node];
        const LocalFrame& j = frames[second.node];
        Block block = Block::Zero();
        add_pair(term.coefficient, i.inverse() * second.left.before(j.vectors()),
                 j.inverse() * (third.left.before(frames[third.node].green_function()) *
                                first.left.before(i.vectors())),
                 block);
        if (first.node == second.node) {
            expansion.second[first.node].front() += block + block.transpose();
            continue;
        }
        add_to_blocks(first.node, second.node, block, expansion);
    }
}

} // namespace sidejump::usadel
