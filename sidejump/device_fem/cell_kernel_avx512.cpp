// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/cell_kernel_body.hpp"
#include "sidejump/device_fem/cell_kernels.hpp"

namespace sidejump::device_fem::avx512 {

CellKernel<double> double_kernel(int dimension, int degree) {
    return kernel_of<double>(dimension, degree);
}

CellKernel<float> float_kernel(int dimension, int degree) {
    return kernel_of<float>(dimension, degree);
}

} // namespace sidejump::device_fem::avx512
