// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_kernel.hpp"
#include "sidejump/usadel/chain_kernel.hpp"

namespace sidejump::usadel {

namespace baseline {
extern const ChainKernel chain_kernel;
extern const BlockKernel block_kernel;
} // namespace baseline

#ifdef SIDEJUMP_X86_KERNELS
namespace avx2 {
extern const ChainKernel chain_kernel;
extern const BlockKernel block_kernel;
} // namespace avx2

namespace avx512 {
extern const ChainKernel chain_kernel;
extern const BlockKernel block_kernel;
} // namespace avx512
#endif

} // namespace sidejump::usadel
