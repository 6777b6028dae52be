// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

namespace sidejump::device {

/// Kronecker's delta.
constexpr double delta(int i, int j) {
    return i == j ? 1.0 : 0.0;
}

/// Levi-Civita's symbol for axes 0, 1, 2; levi_civita(0, 1, 2) = 1.
constexpr double levi_civita(int i, int j, int k) {
    return 0.5 * (i - j) * (j - k) * (k - i);
}

/// Row or column of a conduction tensor that belongs to an axis of space and a field.
constexpr Eigen::Index index_of(int axis, int field) {
    return 4 * Eigen::Index{axis} + field;
}

/// The matrix of u -> v x u.
inline Eigen::Matrix3d cross_matrix(const Eigen::Vector3d& v) {
    Eigen::Matrix3d matrix;
    matrix << 0.0, -v.z(), v.y(), //
        v.z(), 0.0, -v.x(),       //
        -v.y(), v.x(), 0.0;
    return matrix;
}

} // namespace sidejump::device
