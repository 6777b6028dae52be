// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace sidejump::usadel {

struct MatsubaraPoint {
    double frequency = 0.0; ///< positive; not one of the frequencies where a weight is not 1
    double weight = 0.0;
};

/// How finely sums over frequencies are taken.
struct MatsubaraRule {
    long first = 16;        ///< frequencies that are taken one by one
    int order = 8;          ///< points of a block
    std::size_t powers = 6; ///< of w^-1/2 that are taken out of what is beyond the last block
};

/// The rule for a relative error: eight points to a block leave 1e-11, five 1e-7.
MatsubaraRule matsubara_rule(double relative_error);

/// Points whose weighted sum replaces that over all fermionic frequencies pi T (2 n + 1), n >= 0,
/// up to a cut-off.
struct MatsubaraPoints {
    std::vector<MatsubaraPoint> points; ///< in ascending order
    /// Where each of the blocks that double in length begins in `points`; the first frequencies,
    /// which are taken one by one, stand before all of them.
    std::vector<std::size_t> blocks;
    double cut_off = 0.0; ///< the first frequency that is left out, less pi T
    MatsubaraRule rule = {};
};

/// Blocks of frequencies that double in length are summed by Gauss's rule for sums, which eight
/// points make exact for polynomials up to degree 15 (the polynomials are those of Gram, orthogonal
/// on equally spaced points). For functions that vary on the scale of the frequency itself the
/// relative error is below 1e-11.
/// @param temperature  the unit of all frequencies
/// @param cut_off      sums end where the first block ends that reaches it
/// @throws std::invalid_argument unless temperature > 0 and cut_off is finite
MatsubaraPoints matsubara_points(double temperature, double cut_off,
                                 const MatsubaraRule& rule = {});

} // namespace sidejump::usadel
