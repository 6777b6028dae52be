// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/transmission_term.hpp"

#include "sidejump/usadel/pair_block.hpp"

#include <Eigen/LU>

namespace sidejump::usadel {

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
    add_to_blocks(term.i, term.j, cross, expansion);
}

} // namespace sidejump::usadel
