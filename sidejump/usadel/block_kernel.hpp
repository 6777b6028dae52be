// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/chain_kernel.hpp"

#include <cstddef>

namespace sidejump::usadel {

/// A matrix of blocks, or one triangle of it: those of row n are block[start[n]] to block[start[n +
/// 1]], in the columns of the same places.
struct BlockTriangle {
    const std::size_t* start;
    const std::size_t* column;
    const SplitBlock* block;
};

/// The work on matrices of blocks that are no chain, built for one set of instructions. Vectors
/// are complex numbers one after the other, eight for each row.
struct BlockKernel {
    /// The pivot of a row, D = diagonal - sum L D^-1 L^T over its blocks below the diagonal.
    /// @param inverses  D^-1 of all rows above; that of this row on return
    /// @param rest      diagonal - 2 D on return
    void (*pivot)(const BlockTriangle& lower, std::size_t row, const SplitBlock& diagonal,
                  SplitBlock* inverses, SplitBlock* rest);
    /// solution = (D + L)^-1 right_hand_side, or with the upper triangle from the last row on.
    void (*sweep)(const BlockTriangle& triangle, std::size_t rows, const SplitBlock* inverses,
                  bool from_last, const double* right_hand_side, double* solution);
    /// vector + diagonal blocks * factor
    void (*add_diagonal)(std::size_t rows, const SplitBlock* diagonal, const double* factor,
                         const double* vector, double* result);
    /// vector + blocks * factor
    void (*add_product)(const BlockTriangle& blocks, std::size_t rows, const double* factor,
                        const double* vector, double* result);
    /// From the last row on, solution -= D^-1 L^T solution: makes (D + L^T)^-1 D of a vector.
    void (*substitute_back)(const BlockTriangle& upper, std::size_t rows,
                            const SplitBlock* inverses, double* solution);
    /// sum += one * other
    void (*add_block)(const SplitBlock& one, const SplitBlock& other, SplitBlock* sum);
};

/// The one for the widest registers of this processor.
const BlockKernel& block_kernel();

/// Complex numbers by columns, real and imaginary parts taken apart.
inline void take_apart(const double* block, SplitBlock& result) {
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row) {
            result.re[column][row] = block[2 * (8 * column + row)];
            result.im[column][row] = block[2 * (8 * column + row) + 1];
        }
}

} // namespace sidejump::usadel
