// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace sidejump::usadel {

/// Eight by eight complex numbers: [column][row], real and imaginary parts apart.
struct SplitBlock {
    alignas(64) double re[8][8];
    alignas(64) double im[8][8];
};

/// One node of the block-tridiagonal factorisation of a symmetric matrix.
struct ChainNode {
    /// What the steps of the elimination subtract: x -= multipliers[k] x[pivot[k]] / pivot element
    /// leaves the solution's k-th component in the row pivot[k].
    SplitBlock multipliers;
    SplitBlock behind;              ///< (pivot block)^-1 (coupling to the next node)
    SplitBlock coupling_transposed; ///< of the coupling to the next node
    double inverse_re[8];           ///< of the pivot elements
    double inverse_im[8];
    int pivot[8];
};

/// The two parts of the work, built for one set of instructions. Blocks and vectors that come in
/// and go out are complex numbers one after the other, blocks by columns.
struct ChainKernel {
    /// @param diagonal  second derivatives of this node
    /// @param coupling  to the next node; null for the last one
    /// @param previous  null for the first one
    void (*factorise)(const double* diagonal, const double* coupling, const ChainNode* previous,
                      ChainNode* node);
    void (*solve)(const ChainNode* nodes, std::size_t count, const double* right_hand_side,
                  double* solution);
};

/// The one for the widest registers of this processor.
const ChainKernel& chain_kernel();

} // namespace sidejump::usadel
