// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernel of block_kernel.hpp, included as chain_kernel_body.hpp is.

#include "sidejump/usadel/block_kernel.hpp"
#include "sidejump/usadel/chain_kernel_body.hpp"

namespace sidejump::usadel {
namespace {

/// to -= block * x, in two sums so that one does not wait for the other.
inline void subtract_product(Column& to, const SplitBlock& block, const double* x) {
    Column other{};
    for (int k = 0; k < 8; k += 2) {
        const double* at = x + 2L * k;
        subtract(to, load(block, k), at[0], at[1]);
        subtract(other, load(block, k + 1), at[2], at[3]);
    }
    to.re += other.re;
    to.im += other.im;
}

inline void join(const Column& column, double* interleaved) {
    for (int row = 0; row < 8; ++row) {
        interleaved[2L * row] = column.re[row];
        interleaved[2L * row + 1] = column.im[row];
    }
}

/// The inverse by Gauss-Jordan elimination with partial pivoting, the rows left in their places.
inline void invert(Column* columns, SplitBlock& inverse) {
    for (int column = 0; column < 8; ++column) {
        columns[8 + column] = Column{};
        columns[8 + column].re[column] = 1.0;
    }
    int pivots[8];
    bool used[8] = {};
    for (int k = 0; k < 8; ++k) {
        const Lanes sizes = columns[k].re * columns[k].re + columns[k].im * columns[k].im;
        int pivot = -1;
        for (int row = 0; row < 8; ++row)
            if (!used[row] && (pivot < 0 || sizes[row] > sizes[pivot]))
                pivot = row;
        used[pivot] = true;
        pivots[k] = pivot;
        const double inverse_re = columns[k].re[pivot] / sizes[pivot];
        const double inverse_im = -columns[k].im[pivot] / sizes[pivot];
        Column multipliers = columns[k];
        multipliers.re[pivot] -= 1.0;
        for (int column = k + 1; column < 16; ++column) {
            const double re = columns[column].re[pivot];
            const double im = columns[column].im[pivot];
            subtract(columns[column], multipliers, re * inverse_re - im * inverse_im,
                     re * inverse_im + im * inverse_re);
        }
    }
    for (int column = 0; column < 8; ++column)
        for (int k = 0; k < 8; ++k) {
            inverse.re[column][k] = columns[8 + column].re[pivots[k]];
            inverse.im[column][k] = columns[8 + column].im[pivots[k]];
        }
}

void pivot(const BlockTriangle& lower, std::size_t row, const SplitBlock& diagonal,
           SplitBlock* inverses, SplitBlock* rest) {
    Column columns[16];
    for (int column = 0; column < 8; ++column)
        columns[column] = load(diagonal, column);
    for (std::size_t place = lower.start[row]; place < lower.start[row + 1]; ++place) {
        const SplitBlock& block = lower.block[place];
        const SplitBlock& inverse = inverses[lower.column[place]];
        Column product[8];
        for (int column = 0; column < 8; ++column) {
            product[column] = Column{};
            for (int k = 0; k < 8; ++k)
                subtract(product[column], load(block, k), -inverse.re[column][k],
                         -inverse.im[column][k]);
        }
        for (int column = 0; column < 8; ++column)
            for (int k = 0; k < 8; ++k)
                subtract(columns[column], product[k], block.re[k][column], block.im[k][column]);
    }
    for (int column = 0; column < 8; ++column) {
        const Column whole = load(diagonal, column);
        store(*rest, column,
              {whole.re - 2.0 * columns[column].re, whole.im - 2.0 * columns[column].im});
    }
    invert(columns, inverses[row]);
}

void sweep(const BlockTriangle& triangle, std::size_t rows, const SplitBlock* inverses,
           bool from_last, const double* right_hand_side, double* solution) {
    for (std::size_t step = 0; step < rows; ++step) {
        const std::size_t n = from_last ? rows - 1 - step : step;
        Column rest = split(right_hand_side + 16 * n);
        for (std::size_t place = triangle.start[n]; place < triangle.start[n + 1]; ++place)
            subtract_product(rest, triangle.block[place], solution + 16 * triangle.column[place]);
        double numbers[16];
        join(rest, numbers);
        Column result{};
        subtract_product(result, inverses[n], numbers);
        join({-result.re, -result.im}, solution + 16 * n);
    }
}

void add_diagonal(std::size_t rows, const SplitBlock* diagonal, const double* factor,
                  const double* vector, double* result) {
    for (std::size_t n = 0; n < rows; ++n) {
        const Column start = split(vector + 16 * n);
        Column sum{-start.re, -start.im};
        subtract_product(sum, diagonal[n], factor + 16 * n);
        join({-sum.re, -sum.im}, result + 16 * n);
    }
}

void add_product(const BlockTriangle& blocks, std::size_t rows, const double* factor,
                 const double* vector, double* result) {
    for (std::size_t n = 0; n < rows; ++n) {
        const Column start = split(vector + 16 * n);
        Column sum{-start.re, -start.im};
        for (std::size_t place = blocks.start[n]; place < blocks.start[n + 1]; ++place)
            subtract_product(sum, blocks.block[place], factor + 16 * blocks.column[place]);
        join({-sum.re, -sum.im}, result + 16 * n);
    }
}

void substitute_back(const BlockTriangle& upper, std::size_t rows, const SplitBlock* inverses,
                     double* solution) {
    for (std::size_t n = rows; n-- > 0;) {
        Column sum{};
        for (std::size_t place = upper.start[n]; place < upper.start[n + 1]; ++place)
            subtract_product(sum, upper.block[place], solution + 16 * upper.column[place]);
        double numbers[16];
        join({-sum.re, -sum.im}, numbers);
        Column result = split(solution + 16 * n);
        subtract_product(result, inverses[n], numbers);
        join(result, solution + 16 * n);
    }
}

void add_block(const SplitBlock& one, const SplitBlock& other, SplitBlock* sum) {
    for (int column = 0; column < 8; ++column) {
        Column total = load(*sum, column);
        for (int k = 0; k < 8; ++k)
            subtract(total, load(one, k), -other.re[column][k], -other.im[column][k]);
        store(*sum, column, total);
    }
}

} // namespace
} // namespace sidejump::usadel
