// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/local_frame.hpp"

#include <Eigen/LU>
#include <Eigen/QR>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using Pair = Eigen::Matrix<Complex, 4, 2>;

/// Two orthonormal vectors that span the same plane.
Pair orthonormal(const Pair& vectors) {
    Pair result;
    result.col(0) = vectors.col(0).normalized();
    const Complex overlap = result.col(0).dot(vectors.col(1));
    result.col(1) = (vectors.col(1) - overlap * result.col(0)).normalized();
    return result;
}

/// The plane that a projector of rank two projects on.
Pair range(const NambuMatrix& projector) {
    const Eigen::ColPivHouseholderQR<NambuMatrix> decomposition(projector);
    const NambuMatrix orthogonal = decomposition.householderQ();
    return orthogonal.leftCols<2>();
}

} // namespace

LocalFrame::LocalFrame() {
    take_vectors(NambuMatrix::Identity());
}

LocalFrame::LocalFrame(const NambuMatrix& green_function) {
    constexpr double tolerance = 1e-8;
    const NambuMatrix unit = NambuMatrix::Identity();
    if (!((green_function * green_function - unit).norm() <
          tolerance * (1.0 + green_function.squaredNorm())))
        throw std::invalid_argument("the square of a Green function is not 1");
    if (std::abs(green_function.trace()) > tolerance * (1.0 + green_function.norm()))
        throw std::invalid_argument("the trace of a Green function is not 0");
    NambuMatrix vectors;
    vectors.leftCols<2>() = range(0.5 * (unit + green_function));
    vectors.rightCols<2>() = range(0.5 * (unit - green_function));
    take_vectors(vectors);
}

void LocalFrame::take_vectors(const NambuMatrix& vectors) {
    vectors_.leftCols<2>() = orthonormal(vectors.leftCols<2>());
    vectors_.rightCols<2>() = orthonormal(vectors.rightCols<2>());
    inverse_ = vectors_.inverse();
    // V diag(1, 1, -1, -1) V^-1 = 2 P - 1 with the projector P on the first two vectors.
    green_function_ = 2.0 * vectors_.leftCols<2>() * inverse_.topRows<2>();
    green_function_.diagonal().array() -= 1.0;
}

void LocalFrame::move(const Coordinates& step) {
    // In the frame W = -diag(1, 1, -1, -1) [[0, X], [Y, 0]].
    NambuMatrix half = NambuMatrix::Identity();
    for (int m = 0; m < coordinates; ++m)
        half(row(m), column(m)) += (m < 4 ? -0.5 : 0.5) * step(m);
    take_vectors(vectors_ * half);
}

NambuMatrix LocalFrame::tangent(const Coordinates& step) const {
    NambuMatrix inner = NambuMatrix::Zero();
    for (int m = 0; m < coordinates; ++m)
        inner(row(m), column(m)) = step(m);
    return vectors_ * inner * inverse_;
}

} // namespace sidejump::usadel
