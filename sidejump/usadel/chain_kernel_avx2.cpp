// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/block_kernel_body.hpp"
#include "sidejump/usadel/chain_kernel_body.hpp"
#include "sidejump/usadel/chain_kernels.hpp"

namespace sidejump::usadel::avx2 {

const ChainKernel chain_kernel{factorise, solve};
const BlockKernel block_kernel{pivot, sweep, add_diagonal, add_product, substitute_back, add_block};

} // namespace sidejump::usadel::avx2
