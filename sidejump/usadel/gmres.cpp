// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/gmres.hpp"

#include <Eigen/Jacobi>
#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

namespace sidejump::usadel {
namespace {

using Complex = std::complex<double>;
using Map = std::function<Eigen::VectorXcd(const Eigen::VectorXcd&)>;

/// The Krylov space of one cycle and the least-squares problem in it.
struct Cycle {
    std::vector<Eigen::VectorXcd> basis;
    Eigen::MatrixXcd triangle; ///< Hessenberg matrix, turned to upper triangular form
    Eigen::VectorXcd rest;     ///< the turned right-hand side
    std::vector<Eigen::JacobiRotation<Complex>> rotations;

    Cycle(const Eigen::VectorXcd& residual, int length)
        : triangle(Eigen::MatrixXcd::Zero(length + 1, length)),
          rest(Eigen::VectorXcd::Zero(length + 1)) {
        rest(0) = residual.norm();
        basis.push_back(residual / residual.norm());
    }

    /// Takes A times the last basis vector; false if the space is exhausted.
    bool extend(Eigen::VectorXcd product) {
        const auto k = static_cast<Eigen::Index>(rotations.size());
        // One vector after the other: so the method is backward stable (Paige, Rozloznik and
        // Strakos 2006), and no second pass is needed.
        for (Eigen::Index i = 0; i <= k; ++i) {
            const Complex overlap = basis[static_cast<std::size_t>(i)].dot(product);
            triangle(i, k) = overlap;
            product -= overlap * basis[static_cast<std::size_t>(i)];
        }
        const double norm = product.norm();
        triangle(k + 1, k) = norm;
        for (Eigen::Index i = 0; i < k; ++i)
            triangle.col(k).applyOnTheLeft(i, i + 1,
                                           rotations[static_cast<std::size_t>(i)].adjoint());
        Eigen::JacobiRotation<Complex> rotation;
        rotation.makeGivens(triangle(k, k), triangle(k + 1, k));
        triangle.col(k).applyOnTheLeft(k, k + 1, rotation.adjoint());
        rest.applyOnTheLeft(k, k + 1, rotation.adjoint());
        rotations.push_back(rotation);
        if (!(norm > 0.0))
            return false;
        basis.push_back(product / norm);
        return true;
    }

    [[nodiscard]] double residual() const {
        return std::abs(rest(static_cast<Eigen::Index>(rotations.size())));
    }

    [[nodiscard]] Eigen::VectorXcd combination() const {
        const auto k = static_cast<Eigen::Index>(rotations.size());
        const Eigen::VectorXcd coefficients =
            triangle.topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(rest.head(k));
        Eigen::VectorXcd sum = Eigen::VectorXcd::Zero(basis.front().size());
        for (Eigen::Index i = 0; i < k; ++i)
            sum += coefficients(i) * basis[static_cast<std::size_t>(i)];
        return sum;
    }
};

} // namespace

GmresResult gmres(const Map& matrix, const Eigen::VectorXcd& right_hand_side,
                  const GmresOptions& options) {
    constexpr int shortest = 4;
    GmresResult result;
    result.solution = Eigen::VectorXcd::Zero(right_hand_side.size());
    const double scale = right_hand_side.norm();
    if (!(scale > 0.0))
        return result;
    Eigen::VectorXcd residual = right_hand_side;
    while (true) {
        result.residual = residual.norm() / scale;
        if (result.residual <= options.tolerance || result.iterations >= options.largest_iterations)
            return result;
        const int length =
            std::min(options.restart, options.largest_iterations - result.iterations);
        Cycle cycle(residual, length);
        bool slow = false;
        for (int k = 0; k < length && !slow; ++k) {
            ++result.iterations;
            if (!cycle.extend(matrix(cycle.basis.back())) ||
                cycle.residual() <= options.tolerance * scale)
                break;
            slow = result.iterations >= shortest &&
                   cycle.residual() > scale * std::pow(options.slowest, result.iterations);
        }
        result.solution += cycle.combination();
        const Eigen::VectorXcd next = right_hand_side - matrix(result.solution);
        // Rounding, or a matrix that a short basis cannot solve.
        if (!(next.norm() < 0.9 * residual.norm())) {
            result.residual = next.norm() / scale;
            return result;
        }
        residual = next;
        if (slow) {
            result.residual = next.norm() / scale;
            return result;
        }
    }
}

} // namespace sidejump::usadel
