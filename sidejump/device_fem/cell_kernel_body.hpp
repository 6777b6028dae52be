// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernel of cell_kernel.hpp, included by one file for each set of instructions. Everything
// here has internal linkage and calls no inline function of a library: the linker could keep the
// copy of it that needs instructions which the processor lacks.

#include "sidejump/device_fem/cell_kernel.hpp"

#include <cstddef>

namespace sidejump::device_fem {
namespace {

template <class Number>
struct Register {
    // NOLINTNEXTLINE(modernize-use-using): an alias takes no attribute that depends on a type
    typedef Number Lanes __attribute__((vector_size(64)));
};
template <class Number>
using Lanes = typename Register<Number>::Lanes;

constexpr std::size_t power(std::size_t base, std::size_t exponent) {
    std::size_t result = 1;
    for (std::size_t i = 0; i < exponent; ++i)
        result *= base;
    return result;
}

/// out = (or +=) the n x n matrix, or its transpose, applied along one coordinate; in may be out.
template <std::size_t dim, std::size_t n, bool transposed, bool adding, class Number>
inline void apply_along(std::size_t direction, const Number* matrix, const Lanes<Number>* in,
                        Lanes<Number>* out) {
    const std::size_t stride = direction == 0 ? 1 : direction == 1 ? n : n * n;
    const std::size_t blocks = power(n, dim - 1) / stride;
    for (std::size_t block = 0; block < blocks; ++block)
        for (std::size_t offset = 0; offset < stride; ++offset) {
            const std::size_t start = block * stride * n + offset;
            Lanes<Number> line[n];
            for (std::size_t j = 0; j < n; ++j)
                line[j] = in[start + j * stride];
            for (std::size_t i = 0; i < n; ++i) {
                Lanes<Number> sum = line[0] * (transposed ? matrix[i] : matrix[i * n]);
                for (std::size_t j = 1; j < n; ++j)
                    sum += line[j] * (transposed ? matrix[j * n + i] : matrix[i * n + j]);
                if (adding)
                    out[start + i * stride] += sum;
                else
                    out[start + i * stride] = sum;
            }
        }
}

template <class Number>
Number read(const CellBatchWork<Number>& work, std::uint32_t place) {
    if (place < first_following)
        return work.source[place];
    Number sum = 0;
    if (place != no_unknown) {
        const std::uint32_t row = place - first_following;
        for (std::size_t k = work.following.row_begin[row]; k < work.following.row_begin[row + 1];
             ++k)
            sum += work.following.value[k] * work.source[work.following.column[k]];
    }
    return sum;
}

template <class Number>
void add(const CellBatchWork<Number>& work, std::uint32_t place, Number value) {
    if (place < first_following) {
        work.result[place] += value;
    } else if (place != no_unknown) {
        const std::uint32_t row = place - first_following;
        for (std::size_t k = work.following.row_begin[row]; k < work.following.row_begin[row + 1];
             ++k)
            work.result[work.following.column[k]] += work.following.value[k] * value;
    }
}

/// flux = sigma gradient at a point, both in the directions of the reference cell and times the
/// volume of the point.
template <std::size_t dim, CellShape shape, class Number>
inline void conduct(const SparseRows<Number>& conduction, const Lanes<Number>* metric,
                    const Lanes<Number>& volume, std::size_t stride, Lanes<Number>* gradients) {
    Lanes<Number> gradient[4 * dim];
    Lanes<Number> flux[4 * dim];
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t e = 0; e < dim; ++e) {
            if (shape == CellShape::box) {
                gradient[4 * e + a] = metric[e] * gradients[(4 * e + a) * stride];
            } else {
                Lanes<Number> sum = metric[e] * gradients[a * stride];
                for (std::size_t d = 1; d < dim; ++d)
                    sum += metric[d * dim + e] * gradients[(4 * d + a) * stride];
                gradient[4 * e + a] = sum;
            }
        }
    for (std::size_t row = 0; row < 4 * dim; ++row) {
        Lanes<Number> sum = {};
        for (std::size_t k = conduction.row_begin[row]; k < conduction.row_begin[row + 1]; ++k)
            sum += conduction.value[k] * gradient[conduction.column[k]];
        flux[row] = sum * volume;
    }
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t d = 0; d < dim; ++d) {
            if (shape == CellShape::box) {
                gradients[(4 * d + a) * stride] = metric[d] * flux[4 * d + a];
            } else {
                Lanes<Number> sum = metric[d * dim] * flux[a];
                for (std::size_t e = 1; e < dim; ++e)
                    sum += metric[d * dim + e] * flux[4 * e + a];
                gradients[(4 * d + a) * stride] = sum;
            }
        }
}

template <std::size_t dim, std::size_t n, CellShape shape, class Number>
void apply_to_shape(const CellBatchWork<Number>& work) {
    constexpr std::size_t nodes = power(n, dim);
    constexpr std::size_t width = lanes<Number>;
    constexpr std::size_t metric_size = shape == CellShape::box ? dim + 1 : dim * dim + 1;
    const std::size_t fields = work.fields;
    Lanes<Number> values[8 * nodes]; // [field][node or point]
    Lanes<Number> result[8 * nodes];
    Lanes<Number> gradients[4 * dim * nodes]; // [direction][field][point]

    if (work.plain) {
        for (std::size_t i = 0; i < fields * nodes; ++i)
            for (std::size_t lane = 0; lane < width; ++lane)
                values[i][lane] = work.source[work.index[i * width + lane]];
    } else {
        for (std::size_t i = 0; i < fields * nodes; ++i)
            for (std::size_t lane = 0; lane < width; ++lane)
                values[i][lane] = read(work, work.index[i * width + lane]);
    }
    for (std::size_t a = 0; a < fields; ++a)
        for (std::size_t d = 0; d < dim; ++d)
            apply_along<dim, n, false, false>(d, work.shape_values, values + a * nodes,
                                              values + a * nodes);

    const auto* metric = reinterpret_cast<const Lanes<Number>*>(work.metric);
    const auto volume_at = [&](std::size_t q) {
        if constexpr (shape == CellShape::general)
            return metric[q * metric_size + metric_size - 1];
        else
            return metric[metric_size - 1] * work.weights[q];
    };
    for (std::size_t q = 0; q < nodes; ++q) {
        const Lanes<Number> volume = volume_at(q);
        for (std::size_t a = 0; a < fields; ++a) {
            Lanes<Number> sum = {};
            for (std::size_t k = work.reaction.row_begin[a]; k < work.reaction.row_begin[a + 1];
                 ++k)
                sum += work.reaction.value[k] * values[work.reaction.column[k] * nodes + q];
            result[a * nodes + q] = sum * volume;
        }
    }
    for (std::size_t part = 0; part < fields; part += 4) {
        for (std::size_t a = 0; a < 4; ++a)
            for (std::size_t d = 0; d < dim; ++d)
                apply_along<dim, n, false, false>(d, work.derivatives, values + (part + a) * nodes,
                                                  gradients + (4 * d + a) * nodes);
        for (std::size_t q = 0; q < nodes; ++q)
            conduct<dim, shape>(work.conduction,
                                metric + (shape == CellShape::general ? q * metric_size : 0),
                                volume_at(q), nodes, gradients + q);
        for (std::size_t a = 0; a < 4; ++a)
            for (std::size_t d = 0; d < dim; ++d)
                apply_along<dim, n, true, true>(d, work.derivatives,
                                                gradients + (4 * d + a) * nodes,
                                                result + (part + a) * nodes);
    }
    for (std::size_t a = 0; a < fields; ++a)
        for (std::size_t d = 0; d < dim; ++d)
            apply_along<dim, n, true, false>(d, work.shape_values, result + a * nodes,
                                             result + a * nodes);
    if (work.plain) {
        for (std::size_t i = 0; i < fields * nodes; ++i)
            for (std::size_t lane = 0; lane < width; ++lane)
                work.result[work.index[i * width + lane]] += result[i][lane];
    } else {
        for (std::size_t i = 0; i < fields * nodes; ++i)
            for (std::size_t lane = 0; lane < width; ++lane)
                add(work, work.index[i * width + lane], Number{result[i][lane]});
    }
}

template <std::size_t dim, std::size_t n, class Number>
void apply_to_cells(const CellBatchWork<Number>& work) {
    switch (work.shape) {
    case CellShape::box:
        return apply_to_shape<dim, n, CellShape::box>(work);
    case CellShape::general:
        return apply_to_shape<dim, n, CellShape::general>(work);
    }
}

template <std::size_t dim, class Number>
CellKernel<Number> kernel_of_degree(int degree) {
    switch (degree) {
    case 1:
        return apply_to_cells<dim, 2, Number>;
    case 2:
        return apply_to_cells<dim, 3, Number>;
    case 3:
        return apply_to_cells<dim, 4, Number>;
    case 4:
        return apply_to_cells<dim, 5, Number>;
    default:
        return nullptr;
    }
}

template <class Number>
CellKernel<Number> kernel_of(int dimension, int degree) {
    return dimension == 2 ? kernel_of_degree<2, Number>(degree)
                          : kernel_of_degree<3, Number>(degree);
}

} // namespace
} // namespace sidejump::device_fem
