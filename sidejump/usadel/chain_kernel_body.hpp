// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernel of chain_kernel.hpp, included by one file for each set of instructions. Everything
// here has internal linkage and calls no inline function of a library: the linker could keep the
// copy of it that needs instructions which the processor lacks.

#include "sidejump/usadel/chain_kernel.hpp"

namespace sidejump::usadel {
namespace {

// NOLINTNEXTLINE(modernize-use-using): an alias takes no such attribute
typedef double Lanes __attribute__((vector_size(64)));

struct Column {
    Lanes re;
    Lanes im;
};

inline Column load(const SplitBlock& block, int column) {
    return {*reinterpret_cast<const Lanes*>(block.re[column]),
            *reinterpret_cast<const Lanes*>(block.im[column])};
}

inline void store(SplitBlock& block, int column, const Column& value) {
    *reinterpret_cast<Lanes*>(block.re[column]) = value.re;
    *reinterpret_cast<Lanes*>(block.im[column]) = value.im;
}

/// to -= column * (re + i im)
inline void subtract(Column& to, const Column& column, double re, double im) {
    to.re -= column.re * re;
    to.re += column.im * im;
    to.im -= column.re * im;
    to.im -= column.im * re;
}

inline Column split(const double* interleaved) {
    Column column;
    for (int row = 0; row < 8; ++row) {
        column.re[row] = interleaved[2L * row];
        column.im[row] = interleaved[2L * row + 1];
    }
    return column;
}

/// Gauss-Jordan elimination with partial pivoting, the rows left in their places: after it, row
/// pivot[k] of a right side holds the k-th component of the solution.
void factorise(const double* diagonal, const double* coupling, const ChainNode* previous,
               ChainNode* node) {
    Column columns[16];
    for (int column = 0; column < 8; ++column)
        columns[column] = split(diagonal + 16L * column);
    if (previous != nullptr)
        for (int column = 0; column < 8; ++column)
            for (int k = 0; k < 8; ++k)
                subtract(columns[column], load(previous->coupling_transposed, k),
                         previous->behind.re[column][k], previous->behind.im[column][k]);
    const int count = coupling == nullptr ? 8 : 16;
    if (coupling != nullptr)
        for (int column = 0; column < 8; ++column) {
            columns[8 + column] = split(coupling + 16L * column);
            for (int row = 0; row < 8; ++row) {
                node->coupling_transposed.re[row][column] = columns[8 + column].re[row];
                node->coupling_transposed.im[row][column] = columns[8 + column].im[row];
            }
        }
    bool used[8] = {};
    for (int k = 0; k < 8; ++k) {
        const Lanes sizes = columns[k].re * columns[k].re + columns[k].im * columns[k].im;
        int pivot = -1;
        for (int row = 0; row < 8; ++row)
            if (!used[row] && (pivot < 0 || sizes[row] > sizes[pivot]))
                pivot = row;
        used[pivot] = true;
        const double inverse_re = columns[k].re[pivot] / sizes[pivot];
        const double inverse_im = -columns[k].im[pivot] / sizes[pivot];
        node->pivot[k] = pivot;
        node->inverse_re[k] = inverse_re;
        node->inverse_im[k] = inverse_im;
        // What leaves the row of the pivot with its own share.
        Column multipliers = columns[k];
        multipliers.re[pivot] -= 1.0;
        store(node->multipliers, k, multipliers);
        for (int column = k + 1; column < count; ++column) {
            const double re = columns[column].re[pivot];
            const double im = columns[column].im[pivot];
            subtract(columns[column], multipliers, re * inverse_re - im * inverse_im,
                     re * inverse_im + im * inverse_re);
        }
    }
    for (int column = 8; column < count; ++column)
        for (int k = 0; k < 8; ++k) {
            node->behind.re[column - 8][k] = columns[column].re[node->pivot[k]];
            node->behind.im[column - 8][k] = columns[column].im[node->pivot[k]];
        }
}

void solve(const ChainNode* nodes, std::size_t count, const double* right_hand_side,
           double* solution) {
    for (std::size_t n = 0; n < count; ++n) {
        Column rest = split(right_hand_side + 16 * n);
        if (n > 0)
            for (int k = 0; k < 8; ++k)
                subtract(rest, load(nodes[n - 1].coupling_transposed, k),
                         solution[16 * (n - 1) + 2 * static_cast<std::size_t>(k)],
                         solution[16 * (n - 1) + 2 * static_cast<std::size_t>(k) + 1]);
        const ChainNode& node = nodes[n];
        for (int k = 0; k < 8; ++k) {
            const double re = rest.re[node.pivot[k]];
            const double im = rest.im[node.pivot[k]];
            subtract(rest, load(node.multipliers, k),
                     re * node.inverse_re[k] - im * node.inverse_im[k],
                     re * node.inverse_im[k] + im * node.inverse_re[k]);
        }
        for (int k = 0; k < 8; ++k) {
            solution[16 * n + 2 * static_cast<std::size_t>(k)] = rest.re[node.pivot[k]];
            solution[16 * n + 2 * static_cast<std::size_t>(k) + 1] = rest.im[node.pivot[k]];
        }
    }
    for (std::size_t n = count; n-- > 1;) {
        Column here = split(solution + 16 * (n - 1));
        for (int k = 0; k < 8; ++k)
            subtract(here, load(nodes[n - 1].behind, k),
                     solution[16 * n + 2 * static_cast<std::size_t>(k)],
                     solution[16 * n + 2 * static_cast<std::size_t>(k) + 1]);
        for (int row = 0; row < 8; ++row) {
            solution[16 * (n - 1) + 2 * static_cast<std::size_t>(row)] = here.re[row];
            solution[16 * (n - 1) + 2 * static_cast<std::size_t>(row) + 1] = here.im[row];
        }
    }
}

} // namespace
} // namespace sidejump::usadel
