// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/device_fem/cell_kernel.hpp"

namespace sidejump::device_fem {

// The kernel for each set of instructions; null for a degree that has none.

namespace baseline {
CellKernel<double> double_kernel(int dimension, int degree);
CellKernel<float> float_kernel(int dimension, int degree);
} // namespace baseline

#ifdef SIDEJUMP_X86_KERNELS
namespace avx2 {
CellKernel<double> double_kernel(int dimension, int degree);
CellKernel<float> float_kernel(int dimension, int degree);
} // namespace avx2

namespace avx512 {
CellKernel<double> double_kernel(int dimension, int degree);
CellKernel<float> float_kernel(int dimension, int degree);
} // namespace avx512
#else
namespace avx2 = baseline;
namespace avx512 = baseline;
#endif

} // namespace sidejump::device_fem
