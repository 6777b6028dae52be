// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device_fem/cell_kernel.hpp"

#include "sidejump/device_fem/cell_kernels.hpp"

#include <stdexcept>

namespace sidejump::device_fem {
namespace {

enum class Instructions { baseline, avx2, avx512 };

Instructions widest_instructions() {
#ifdef SIDEJUMP_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") != 0)
        return Instructions::avx512;
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        return Instructions::avx2;
#endif
    return Instructions::baseline;
}

template <class Number>
CellKernel<Number>
choose(CellKernel<Number> (*baseline_kernel)(int, int), CellKernel<Number> (*avx2_kernel)(int, int),
       CellKernel<Number> (*avx512_kernel)(int, int), int dimension, int degree) {
    static const Instructions instructions = widest_instructions();
    CellKernel<Number> kernel = nullptr;
    switch (instructions) {
    case Instructions::avx512:
        kernel = avx512_kernel(dimension, degree);
        break;
    case Instructions::avx2:
        kernel = avx2_kernel(dimension, degree);
        break;
    case Instructions::baseline:
        kernel = baseline_kernel(dimension, degree);
    }
    if (kernel == nullptr)
        throw std::invalid_argument("no kernel for cells of this degree");
    return kernel;
}

} // namespace

template <>
CellKernel<double> cell_kernel(int dimension, int degree) {
    return choose<double>(baseline::double_kernel, avx2::double_kernel, avx512::double_kernel,
                          dimension, degree);
}

template <>
CellKernel<float> cell_kernel(int dimension, int degree) {
    return choose<float>(baseline::float_kernel, avx2::float_kernel, avx512::float_kernel,
                         dimension, degree);
}

} // namespace sidejump::device_fem
