// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/nambu.hpp"

#include <Eigen/LU>
#include <array>
#include <cmath>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

Eigen::Matrix2cd pauli(int index) {
    using namespace std::complex_literals;
    Eigen::Matrix2cd matrix;
    switch (index) {
    case 0:
        return Eigen::Matrix2cd::Identity();
    case 1:
        matrix << 0.0, 1.0, 1.0, 0.0;
        return matrix;
    case 2:
        matrix << 0.0, -1i, 1i, 0.0;
        return matrix;
    case 3:
        matrix << 1.0, 0.0, 0.0, -1.0;
        return matrix;
    default:
        throw std::invalid_argument("a Pauli matrix has an index from 0 to 3");
    }
}

} // namespace

NambuMatrix tau_sigma(int i, int a) {
    const Eigen::Matrix2cd tau = pauli(i);
    const Eigen::Matrix2cd sigma = pauli(a);
    NambuMatrix product;
    for (Eigen::Index row = 0; row < 2; ++row)
        for (Eigen::Index column = 0; column < 2; ++column)
            product.block<2, 2>(2 * row, 2 * column) = tau(row, column) * sigma;
    return product;
}

NambuMatrix pairing(Complex order_parameter) {
    using namespace std::complex_literals;
    NambuMatrix matrix = NambuMatrix::Zero();
    matrix(0, 2) = matrix(1, 3) = 1i * order_parameter;
    matrix(2, 0) = matrix(3, 1) = -1i * std::conj(order_parameter);
    return matrix;
}

NambuMatrix gauge_rotation(double phase) {
    NambuMatrix matrix = NambuMatrix::Zero();
    matrix(0, 0) = matrix(1, 1) = std::polar(1.0, phase / 2.0);
    matrix(2, 2) = matrix(3, 3) = std::polar(1.0, -phase / 2.0);
    return matrix;
}

NambuMatrix matrix_sign(const NambuMatrix& matrix) {
    constexpr int largest_steps = 100;
    constexpr double accuracy = 1e-15;
    NambuMatrix sign = matrix;
    for (int step = 0; step < largest_steps; ++step) {
        const NambuMatrix inverse = sign.inverse();
        // The factor takes both to one size, so that the iteration converges from any scale.
        const double scale = std::sqrt(inverse.norm() / sign.norm());
        if (!std::isfinite(scale))
            break;
        const NambuMatrix next = 0.5 * (scale * sign + inverse / scale);
        const double change = (next - sign).norm();
        sign = next;
        if (change <= accuracy * sign.norm())
            return sign;
        if (step > 5 && change < 1e-8 * sign.norm()) {
            // Quadratic convergence: the next step is exact to rounding.
            sign = 0.5 * (sign + sign.inverse().eval());
            return sign;
        }
    }
    throw std::runtime_error("the source term of the Green function has an eigenvalue on the "
                             "imaginary axis: its sign is not defined");
}

} // namespace sidejump::usadel
