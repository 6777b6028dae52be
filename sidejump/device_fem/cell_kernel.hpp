// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidejump::device_fem {

/// Cells that the kernel works on side by side: one in each lane of the widest registers there are.
template <class Number>
constexpr unsigned lanes = 64 / sizeof(Number);

/// How the cells of a batch lie in space.
enum class CellShape {
    box,    ///< edges along the axes: the metric is one number for each of them
    general ///< an inverse Jacobian at each point
};

/// Entries of a matrix that are not zero: those of row r are at row_begin[r] ... row_begin[r + 1].
template <class Number>
struct SparseRows {
    const unsigned* row_begin = nullptr;
    const unsigned* column = nullptr;
    const Number* value = nullptr;
};

/// An unknown of a cell by its place in the vector: `no_unknown` for one that vanishes, and
/// first_following + r for one that follows from others by row r of the constraints.
constexpr std::uint32_t no_unknown = 0xffffffffU;
constexpr std::uint32_t first_following = 0x80000000U;

/// What the kernel needs to add the weak form of a batch of cells to a vector:
///   result += int grad v . sigma grad u + int v G u.
/// Lanes are the fastest index of `index` and `metric`.
template <class Number>
struct CellBatchWork {
    const Number* source = nullptr;
    Number* result = nullptr;
    unsigned fields = 4; ///< 4, or 8 with the imaginary parts: sigma is the same for both fours
    CellShape shape = CellShape::box;
    bool plain = true; ///< every unknown has a place in the vector
    /// [field][node, the first coordinate fastest]
    const std::uint32_t* index = nullptr;
    SparseRows<Number> following; ///< constraints of unknowns; columns are places in the vector
    /// box: d xi_d / d x_d for each d, then the volume; general: at each point d xi_d / d x_e at
    /// d * dim + e, then the volume of the point
    const Number* metric = nullptr;
    SparseRows<Number> conduction; ///< sigma, row 4 d + a of J_{da}, column 4 e + b of d_e u_b
    SparseRows<Number> reaction;   ///< G, fields x fields
    const Number* shape_values = nullptr; ///< 1D shape functions at 1D points: [point][node]
    const Number* derivatives = nullptr;  ///< of the polynomial through the points: [point][point]
    const Number* weights = nullptr;      ///< of the points in dim dimensions
};

template <class Number>
using CellKernel = void (*)(const CellBatchWork<Number>&);

/// The kernel for cells of this dimension (2, 3) with polynomials of this degree (1 to 4), compiled
/// for the widest registers of the processor on which it is called. Sum factorisation with
/// degree + 1 Gauss points along each axis.
template <class Number>
CellKernel<Number> cell_kernel(int dimension, int degree);

} // namespace sidejump::device_fem
