// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spin_hall_cell.hpp"

#include "sidejump/usadel/pair_block.hpp"

#include <array>

namespace sidejump::usadel {
namespace {

using Corners = std::array<NambuMatrix, 4>;

/// The diagonal of sigma_z.
constexpr std::array<double, 4> up_down{1.0, -1.0, 1.0, -1.0};

double sign(int row) {
    return up_down[static_cast<std::size_t>(row)];
}

/// exp(i gauge tau_3/2) matrix exp(-i gauge tau_3/2)
NambuMatrix turned(const NambuMatrix& matrix, double gauge) {
    NambuMatrix result = matrix;
    const Complex turn = std::polar(1.0, gauge);
    result.topRightCorner<2, 2>() *= turn;
    result.bottomLeftCorner<2, 2>() *= std::conj(turn);
    return result;
}

/// exp(i gauge tau_3/2) matrix
NambuMatrix rows_turned(const NambuMatrix& matrix, double gauge) {
    NambuMatrix result = matrix;
    const Complex turn = std::polar(1.0, 0.5 * gauge);
    result.topRows<2>() *= turn;
    result.bottomRows<2>() *= std::conj(turn);
    return result;
}

/// {sigma_z, a b} + a sigma_z b
NambuMatrix ordered(const NambuMatrix& a, const NambuMatrix& b) {
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row) {
            const Complex up = product(a(row, 0), b(0, column)) + product(a(row, 2), b(2, column));
            const Complex down =
                product(a(row, 1), b(1, column)) + product(a(row, 3), b(3, column));
            const double outer = sign(row) + sign(column);
            result(row, column) = (outer + 1.0) * up + (outer - 1.0) * down;
        }
    return result;
}

/// B(a, b) = {sigma_z, [a, b]} + a sigma_z b - b sigma_z a: the sum over the orders of (x, a, b),
/// with their sign, of Tr[sigma_z 1 2 3] is Tr[x B(a, b)].
NambuMatrix alternating(const NambuMatrix& a, const NambuMatrix& b) {
    return ordered(a, b) - ordered(b, a);
}

/// B of all pairs of corners.
struct Alternating {
    NambuMatrix b01, b12, b23, b30, b02, b13;

    explicit Alternating(const Corners& g)
        : b01(alternating(g[0], g[1])), b12(alternating(g[1], g[2])), b23(alternating(g[2], g[3])),
          b30(alternating(g[3], g[0])), b02(alternating(g[0], g[2])), b13(alternating(g[1], g[3])) {
    }

    /// The four triangles.
    [[nodiscard]] Complex value(const Corners& g) const {
        return (g[0] * (b12 + b23 + b13)).trace() + (g[1] * b23).trace();
    }
};

Corners turned_functions(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames) {
    Corners g;
    for (std::size_t corner = 0; corner < 4; ++corner)
        g[corner] = turned(frames[term.corners[corner]].green_function(), term.gauge[corner]);
    return g;
}

NambuMatrix before_spin(const NambuMatrix& matrix) {
    NambuMatrix result = matrix;
    result.row(1) *= -1.0;
    result.row(3) *= -1.0;
    return result;
}

/// {sigma_z, matrix}
NambuMatrix with_spin(const NambuMatrix& matrix) {
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            result(row, column) = (sign(row) + sign(column)) * matrix(row, column);
    return result;
}

} // namespace

Complex spin_hall_value(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames) {
    const Corners g = turned_functions(term, frames);
    return term.coefficient * Alternating(g).value(g);
}

Complex spin_hall_value_above_normal(const SpinHallCellTerm& term,
                                     const std::vector<NambuMatrix>& above) {
    Corners a;
    for (std::size_t corner = 0; corner < 4; ++corner)
        a[corner] = turned(above[term.corners[corner]], term.gauge[corner]);
    const Alternating pairs(a);
    const NambuMatrix ring = pairs.b01 + pairs.b12 + pairs.b23 + pairs.b30;
    return term.coefficient * (pairs.value(a) + 2.0 * (tau_sigma(3, 0) * ring).trace());
}

void add_spin_hall_gradients(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames,
                             std::vector<NambuMatrix>& gradients) {
    const Alternating b(turned_functions(term, frames));
    const Corners change{b.b12 + b.b23 + b.b13, b.b23 + b.b30 - b.b02, b.b30 + b.b01 - b.b13,
                         b.b01 + b.b12 + b.b02};
    for (std::size_t corner = 0; corner < 4; ++corner)
        gradients[term.corners[corner]] +=
            term.coefficient * turned(change[corner], -term.gauge[corner]);
}

void DiscreteAction::expand(const SpinHallCellTerm& term, const std::vector<LocalFrame>& frames,
                            Expansion& expansion) const {
    const Corners g = turned_functions(term, frames);
    Corners vectors;
    Corners inverse;
    Corners spin_vectors;
    for (std::size_t corner = 0; corner < 4; ++corner) {
        const LocalFrame& frame = frames[term.corners[corner]];
        vectors[corner] = rows_turned(frame.vectors(), term.gauge[corner]);
        spin_vectors[corner] = before_spin(vectors[corner]);
        inverse[corner] = rows_turned(frame.inverse().transpose(), -term.gauge[corner]).transpose();
    }
    // The derivative by corners i and j is that of Tr[g_i B(g_j, m)]:
    //   Tr[E s F m - E {s, m} F + E F {s, m} - E m F s], s = sigma_z, E at i and F at j.
    const auto add = [&](std::size_t i, std::size_t j, const NambuMatrix& m) {
        if (held_[term.corners[i]] || held_[term.corners[j]])
            return;
        const NambuMatrix twice = with_spin(m);
        const auto forth = [&](const NambuMatrix& x) -> NambuMatrix { return inverse[i] * x; };
        const auto back = [&](const NambuMatrix& x) -> NambuMatrix { return inverse[j] * x; };
        Block block = Block::Zero();
        add_pair(term.coefficient, forth(spin_vectors[j]), back(m * vectors[i]), block);
        add_pair(-term.coefficient, forth(twice * vectors[j]), back(vectors[i]), block);
        add_pair(term.coefficient, forth(vectors[j]), back(twice * vectors[i]), block);
        add_pair(-term.coefficient, forth(m * vectors[j]), back(spin_vectors[i]), block);
        add_to_blocks(term.corners[i], term.corners[j], block, expansion);
    };
    add(0, 1, g[2] + g[3]);
    add(1, 2, g[3] + g[0]);
    add(2, 3, g[0] + g[1]);
    add(3, 0, g[1] + g[2]);
    add(0, 2, g[3] - g[1]);
    add(1, 3, g[0] - g[2]);
}

} // namespace sidejump::usadel
