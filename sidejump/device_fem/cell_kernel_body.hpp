// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernel of cell_kernel.hpp, included by one file for each set of instructions. Everything
// here has internal linkage and calls no inline function of a library: the linker could keep the
// copy of it that needs instructions which the processor lacks.

#include "sidejump/device_fem/cell_kernel.hpp"

namespace sidejump::device_fem {
namespace {

template <class Number>
struct Register {
    // NOLINTNEXTLINE(modernize-use-using): an alias takes no attribute that depends on a type
    typedef Number Lanes __attribute__((vector_size(64)));
};
template <class Number>
using Lanes = typename Register<Number>::Lanes;

constexpr unsigned power(unsigned base, unsigned exponent) {
    unsigned result = 1;
    for (unsigned i = 0; i < exponent; ++i)
        result *= base;
    return result;
}

/// out = (or +=) the n x n matrix, or its transpose, applied along one coordinate; in may be out.
template <unsigned dim, unsigned n, bool transposed, bool adding, class Number>
inline void apply_along(unsigned direction, const Number* matrix, const Lanes<Number>* in,
                        Lanes<Number>* out) {
    const unsigned stride = direction == 0 ? 1 : direction == 1 ? n : n * n;
    const unsigned blocks = power(n, dim - 1) / stride;
    for (unsigned block = 0; block < blocks; ++block)
        for (unsigned offset = 0; offset < stride; ++offset) {
            const unsigned start = block * stride * n + offset;
            Lanes<Number> line[n];
            for (unsigned j = 0; j < n; ++j)
                line[j] = in[start + j * stride];
            for (unsigned i = 0; i < n; ++i) {
                Lanes<Number> sum = line[0] * (transposed ? matrix[i] : matrix[i * n]);
                for (unsigned j = 1; j < n; ++j)
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
        for (unsigned k = work.following.row_begin[row]; k < work.following.row_begin[row + 1]; ++k)
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
        for (unsigned k = work.following.row_begin[row]; k < work.following.row_begin[row + 1]; ++k)
            work.result[work.following.column[k]] += work.following.value[k] * value;
    }
}

/// flux = sigma gradient at a point, both in the directions of the reference cell and times the
/// volume of the point.
template <unsigned dim, CellShape shape, class Number>
inline void conduct(const SparseRows<Number>& conduction, const Lanes<Number>* metric,
                    const Lanes<Number>& volume, unsigned stride, Lanes<Number>* gradients) {
    Lanes<Number> gradient[4 * dim];
    Lanes<Number> flux[4 * dim];
    for (unsigned a = 0; a < 4; ++a)
        for (unsigned e = 0; e < dim; ++e) {
            if (shape == CellShape::box) {
                gradient[4 * e + a] = metric[e] * gradients[(4 * e + a) * stride];
            } else {
                Lanes<Number> sum = metric[e] * gradients[a * stride];
                for (unsigned d = 1; d < dim; ++d)
                    sum += metric[d * dim + e] * gradients[(4 * d + a) * stride];
                gradient[4 * e + a] = sum;
            }
        }
    for (unsigned row = 0; row < 4 * dim; ++row) {
        Lanes<Number> sum = {};
        for (unsigned k = conduction.row_begin[row]; k < conduction.row_begin[row + 1]; ++k)
            sum += conduction.value[k] * gradient[conduction.column[k]];
        flux[row] = sum * volume;
    }
    for (unsigned a = 0; a < 4; ++a)
        for (unsigned d = 0; d < dim; ++d) {
            if (shape == CellShape::box) {
                gradients[(4 * d + a) * stride] = metric[d] * flux[4 * d + a];
            } else {
                Lanes<Number> sum = metric[d * dim] * flux[a];
                for (unsigned e = 1; e < dim; ++e)
                    sum += metric[d * dim + e] * flux[4 * e + a];
                gradients[(4 * d + a) * stride] = sum;
            }
        }
}

template <unsigned dim, unsigned n, CellShape shape, class Number>
void apply_to_shape(const CellBatchWork<Number>& work) {
    constexpr unsigned nodes = power(n, dim);
    constexpr unsigned width = lanes<Number>;
    constexpr unsigned metric_size = shape == CellShape::box ? dim + 1 : dim * dim + 1;
    const unsigned fields = work.fields;
    Lanes<Number> values[8 * nodes]; // [field][node or point]
    Lanes<Number> result[8 * nodes];
    Lanes<Number> gradients[4 * dim * nodes]; // [direction][field][point]

    if (work.plain) {
        for (unsigned i = 0; i < fields * nodes; ++i)
            for (unsigned lane = 0; lane < width; ++lane)
                values[i][lane] = work.source[work.index[i * width + lane]];
    } else {
        for (unsigned i = 0; i < fields * nodes; ++i)
            for (unsigned lane = 0; lane < width; ++lane)
                values[i][lane] = read(work, work.index[i * width + lane]);
    }
    for (unsigned a = 0; a < fields; ++a)
        for (unsigned d = 0; d < dim; ++d)
            apply_along<dim, n, false, false>(d, work.shape_values, values + a * nodes,
                                              values + a * nodes);

    const auto* metric = reinterpret_cast<const Lanes<Number>*>(work.metric);
    const auto volume_at = [&](unsigned q) {
        if constexpr (shape == CellShape::general)
            return metric[q * metric_size + metric_size - 1];
        else
            return metric[metric_size - 1] * work.weights[q];
    };
    for (unsigned q = 0; q < nodes; ++q) {
        const Lanes<Number> volume = volume_at(q);
        for (unsigned a = 0; a < fields; ++a) {
            Lanes<Number> sum = {};
            for (unsigned k = work.reaction.row_begin[a]; k < work.reaction.row_begin[a + 1]; ++k)
                sum += work.reaction.value[k] * values[work.reaction.column[k] * nodes + q];
            result[a * nodes + q] = sum * volume;
        }
    }
    for (unsigned part = 0; part < fields; part += 4) {
        for (unsigned a = 0; a < 4; ++a)
            for (unsigned d = 0; d < dim; ++d)
                apply_along<dim, n, false, false>(d, work.derivatives, values + (part + a) * nodes,
                                                  gradients + (4 * d + a) * nodes);
        for (unsigned q = 0; q < nodes; ++q)
            conduct<dim, shape>(work.conduction,
                                metric + (shape == CellShape::general ? q * metric_size : 0),
                                volume_at(q), nodes, gradients + q);
        for (unsigned a = 0; a < 4; ++a)
            for (unsigned d = 0; d < dim; ++d)
                apply_along<dim, n, true, true>(d, work.derivatives,
                                                gradients + (4 * d + a) * nodes,
                                                result + (part + a) * nodes);
    }
    for (unsigned a = 0; a < fields; ++a)
        for (unsigned d = 0; d < dim; ++d)
            apply_along<dim, n, true, false>(d, work.shape_values, result + a * nodes,
                                             result + a * nodes);
    if (work.plain) {
        for (unsigned i = 0; i < fields * nodes; ++i)
            for (unsigned lane = 0; lane < width; ++lane)
                work.result[work.index[i * width + lane]] += result[i][lane];
    } else {
        for (unsigned i = 0; i < fields * nodes; ++i)
            for (unsigned lane = 0; lane < width; ++lane)
                add(work, work.index[i * width + lane], Number{result[i][lane]});
    }
}

template <unsigned dim, unsigned n, class Number>
void apply_to_cells(const CellBatchWork<Number>& work) {
    switch (work.shape) {
    case CellShape::box:
        return apply_to_shape<dim, n, CellShape::box>(work);
    case CellShape::general:
        return apply_to_shape<dim, n, CellShape::general>(work);
    }
}

template <unsigned dim, class Number>
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
