// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/chain_kernel.hpp"

#include "sidejump/usadel/chain_kernels.hpp"

namespace sidejump::usadel {

const ChainKernel& chain_kernel() {
#ifdef SIDEJUMP_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") != 0)
        return avx512::chain_kernel;
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        return avx2::chain_kernel;
#endif
    return baseline::chain_kernel;
}

const BlockKernel& block_kernel() {
#ifdef SIDEJUMP_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") != 0)
        return avx512::block_kernel;
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        return avx2::block_kernel;
#endif
    return baseline::block_kernel;
}

} // namespace sidejump::usadel
