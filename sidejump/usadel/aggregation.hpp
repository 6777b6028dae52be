// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_matrix.hpp"

namespace sidejump::usadel {

/// Interpolation from aggregates of strongly coupled rows to the rows: within an aggregate what the
/// couplings carry, then a step of Jacobi's iteration along the strong couplings. Rows without
/// couplings are in no aggregate.
/// @param inverse_pivots  of the incomplete factorisation
/// @param columns         how many aggregates there are, on return
BlockRows smoothed_aggregates(const BlockMatrix& matrix,
                              const std::vector<SplitBlock>& inverse_pivots, std::size_t& columns);

/// interpolation^T matrix interpolation
BlockMatrix coarse_matrix(const BlockMatrix& matrix, const BlockRows& interpolation,
                          std::size_t columns);

} // namespace sidejump::usadel
