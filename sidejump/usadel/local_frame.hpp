// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/nambu.hpp"

namespace sidejump::usadel {

/// A Green function g with g^2 = 1, Tr g = 0 as g = V diag(1, 1, -1, -1) V^-1. What can be added to
/// it to first order, {T, g} = 0, is T = V [[0, X], [Y, 0]] V^-1: eight complex coordinates, those
/// of X row by row and then those of Y, valid near any g. Along the exact curve
///   g(T) = (1 + W/2) g (1 + W/2)^-1 = g + T - g T^2 / 2 + ...,  W = -g T.
class LocalFrame {
  public:
    static constexpr int coordinates = 8;
    using Coordinates = Eigen::Matrix<Complex, coordinates, 1>;

    /// tau_3
    LocalFrame();

    /// @throws std::invalid_argument if g^2 is not 1 to 1e-8, or g is 1 or -1
    explicit LocalFrame(const NambuMatrix& green_function);

    [[nodiscard]] const NambuMatrix& green_function() const { return green_function_; }
    [[nodiscard]] const NambuMatrix& vectors() const { return vectors_; }
    [[nodiscard]] const NambuMatrix& inverse() const { return inverse_; }

    /// Moves along the curve above.
    void move(const Coordinates& step);

    /// The matrix T of coordinates.
    [[nodiscard]] NambuMatrix tangent(const Coordinates& step) const;

    /// Where a coordinate stands in V^-1 T V.
    static constexpr int row(int coordinate) {
        return coordinate < 4 ? coordinate / 2 : 2 + (coordinate - 4) / 2;
    }
    static constexpr int column(int coordinate) {
        return coordinate < 4 ? 2 + coordinate % 2 : coordinate % 2;
    }

  private:
    void take_vectors(const NambuMatrix& vectors);

    NambuMatrix vectors_;
    NambuMatrix inverse_;
    NambuMatrix green_function_;
};

} // namespace sidejump::usadel
