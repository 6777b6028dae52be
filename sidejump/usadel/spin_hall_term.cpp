// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/spin_hall_term.hpp"

#include "sidejump/usadel/pair_block.hpp"

#include <array>
#include <optional>

namespace sidejump::usadel {
namespace {

using namespace std::complex_literals;

using Signs = std::array<double, 4>; ///< a diagonal matrix

constexpr Signs spin{1.0, -1.0, 1.0, -1.0};
constexpr Signs charge{1.0, 1.0, -1.0, -1.0};
constexpr Signs both{1.0, -1.0, -1.0, 1.0};

NambuMatrix before(const Signs& signs, const NambuMatrix& matrix) {
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            result(row, column) = signs[static_cast<std::size_t>(row)] * matrix(row, column);
    return result;
}

NambuMatrix after(const NambuMatrix& matrix, const Signs& signs) {
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        result.col(column) = signs[static_cast<std::size_t>(column)] * matrix.col(column);
    return result;
}

NambuMatrix anticommutator(const Signs& signs, const NambuMatrix& matrix) {
    NambuMatrix result;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            result(row, column) =
                (signs[static_cast<std::size_t>(row)] + signs[static_cast<std::size_t>(column)]) *
                matrix(row, column);
    return result;
}

/// Q(g)
NambuMatrix quadratic(const NambuMatrix& g) {
    const NambuMatrix with_spin = g * before(spin, g);
    const NambuMatrix with_charge = g * before(charge, g);
    const NambuMatrix with_both = g * before(both, g);
    NambuMatrix sum = anticommutator(charge, with_spin) - 2.0 * anticommutator(spin, with_charge) -
                      2.0 * with_both;
    for (int k = 0; k < 4; ++k)
        sum(k, k) += 4.0 * both[static_cast<std::size_t>(k)];
    return sum;
}

/// The gradients of Tr[b Q(a)] by a and of Tr[a Q(b)] by b.
struct Gradients {
    NambuMatrix by_a;
    NambuMatrix by_b;
};

Gradients of_quadratics(const NambuMatrix& a, const NambuMatrix& b) {
    const NambuMatrix ab = a * b;
    const NambuMatrix ba = b * a;
    const NambuMatrix a_charge_b = a * before(charge, b);
    const NambuMatrix b_charge_a = b * before(charge, a);
    const NambuMatrix a_spin_b = a * before(spin, b);
    const NambuMatrix b_spin_a = b * before(spin, a);
    // With {s, b} for b s + s b: a {s, b} = ab s + a s b.
    const auto by = [&](const NambuMatrix& forth, const NambuMatrix& back,
                        const NambuMatrix& forth_charge, const NambuMatrix& back_charge,
                        const NambuMatrix& forth_spin, const NambuMatrix& back_spin) {
        const NambuMatrix first = after(forth, charge) + forth_charge;
        const NambuMatrix second = before(charge, back) + back_charge;
        const NambuMatrix third = after(forth, spin) + forth_spin + before(spin, forth);
        const NambuMatrix fourth = before(spin, back) + back_spin + after(back, spin);
        NambuMatrix sum = before(spin, first) + after(second, spin);
        sum -= 2.0 * (before(charge, third) + after(fourth, charge));
        return sum;
    };
    return {by(ab, ba, a_charge_b, b_charge_a, a_spin_b, b_spin_a),
            by(ba, ab, b_charge_a, a_charge_b, b_spin_a, a_spin_b)};
}

} // namespace

Complex spin_hall_value(const SpinHallTerm& term, const std::vector<LocalFrame>& frames) {
    const NambuMatrix& a = frames[term.i].green_function();
    const NambuMatrix& b = frames[term.j].green_function();
    return 0.5i * term.coefficient * ((b * quadratic(a)).trace() - (a * quadratic(b)).trace());
}

void add_spin_hall_gradients(const std::vector<SpinHallTerm>& terms,
                             const std::vector<LocalFrame>& frames,
                             std::vector<NambuMatrix>& gradients) {
    std::vector<std::optional<NambuMatrix>> quadratics(terms.empty() ? 0 : frames.size());
    const auto quadratic_at = [&](std::size_t node) -> const NambuMatrix& {
        if (!quadratics[node])
            quadratics[node] = quadratic(frames[node].green_function());
        return *quadratics[node];
    };
    for (const SpinHallTerm& term : terms) {
        const Gradients change =
            of_quadratics(frames[term.i].green_function(), frames[term.j].green_function());
        const Complex factor = 0.5i * term.coefficient;
        gradients[term.i] += factor * (change.by_a - quadratic_at(term.j));
        gradients[term.j] -= factor * (change.by_b - quadratic_at(term.i));
    }
}

void DiscreteAction::expand(const SpinHallTerm& term, const std::vector<LocalFrame>& frames,
                            std::vector<Partners>& partners, Expansion& expansion) const {
    const LocalFrame& i = frames[term.i];
    const LocalFrame& j = frames[term.j];
    const NambuMatrix& a = i.green_function();
    const NambuMatrix& b = j.green_function();
    const Complex factor = 0.5i * term.coefficient;
    const auto own = [&](Partners& of, Complex sign, const NambuMatrix& other) {
        of[0] += sign * anticommutator(charge, other);
        of[1] -= 2.0 * sign * anticommutator(spin, other);
        of[2] -= 2.0 * sign * other;
    };
    own(partners[term.i], factor, b);
    own(partners[term.j], -factor, a);
    if (held_[term.i] || held_[term.j])
        return;
    // Tr[E_i P E_j R], the first matrix of each pair in the frames (i, j), the second in (j, i).
    const auto forth = [&](const NambuMatrix& p) -> NambuMatrix {
        return i.inverse() * (p * j.vectors());
    };
    const auto back = [&](const NambuMatrix& r) -> NambuMatrix {
        return j.inverse() * (r * i.vectors());
    };
    const NambuMatrix forth_unit = i.inverse() * j.vectors();
    const NambuMatrix forth_spin = i.inverse() * before(spin, j.vectors());
    const NambuMatrix forth_charge = i.inverse() * before(charge, j.vectors());
    const NambuMatrix back_unit = j.inverse() * i.vectors();
    const NambuMatrix back_spin = j.inverse() * before(spin, i.vectors());
    const NambuMatrix back_charge = j.inverse() * before(charge, i.vectors());
    Block block = Block::Zero();
    add_pair(factor, forth(before(spin, a) - after(b, spin)), back_charge, block);
    add_pair(factor, forth_charge, back(after(a, spin) - before(spin, b)), block);
    add_pair(-2.0 * factor, forth(before(charge, a) - after(b, charge)), back_spin, block);
    add_pair(-2.0 * factor, forth_spin, back(after(a, charge) - before(charge, b)), block);
    const NambuMatrix charge_a_spin = before(charge, after(a, spin));
    const NambuMatrix spin_a_charge = before(spin, after(a, charge));
    const NambuMatrix charge_b_spin = before(charge, after(b, spin));
    const NambuMatrix spin_b_charge = before(spin, after(b, charge));
    add_pair(factor, forth_unit,
             back(charge_a_spin - 2.0 * spin_a_charge - 2.0 * after(a, both) - spin_b_charge +
                  2.0 * charge_b_spin + 2.0 * before(both, b)),
             block);
    add_pair(factor,
             forth(spin_a_charge - 2.0 * charge_a_spin - 2.0 * before(both, a) - charge_b_spin +
                   2.0 * spin_b_charge + 2.0 * after(b, both)),
             back_unit, block);
    add_to_blocks(term.i, term.j, block, expansion);
}

} // namespace sidejump::usadel
