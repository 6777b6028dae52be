// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/device/diffusion_problem.hpp"

#include "sidejump/device/axes.hpp"

#include <Eigen/LU>
#include <fmt/format.h>
#include <stdexcept>

namespace sidejump::device {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr const char* axis_names = "xyz";

// The rows or columns of some axes of space.
std::vector<Eigen::Index> field_indices(const std::vector<int>& axes) {
    std::vector<Eigen::Index> indices;
    for (const int axis : axes)
        for (int a = 0; a < 4; ++a)
            indices.push_back(index_of(axis, a));
    return indices;
}

void check(const Embedding& embedding, int dimension) {
    if (dimension < 1 || dimension > 3)
        throw std::invalid_argument(fmt::format("a mesh of {} dimensions", dimension));
    std::array<bool, 3> seen{};
    for (const int axis : embedding.axes)
        if (axis < 0 || axis > 2 || std::exchange(seen[static_cast<std::size_t>(axis)], true))
            throw std::invalid_argument("the axes of a mesh are no permutation of x, y and z");
    for (std::size_t i = 0; i < 3; ++i) {
        const auto axis = static_cast<std::size_t>(embedding.axes[i]);
        const bool extended = i >= static_cast<std::size_t>(dimension) &&
                              embedding.across[i - static_cast<std::size_t>(dimension)] ==
                                  Embedding::Across::extended;
        if (embedding.applied_field[axis] != 0.0 && !extended)
            throw std::invalid_argument(fmt::format(
                "a field of {:.6g} V/m is applied along {}, which is {}; it can only be "
                "applied along an extended axis",
                embedding.applied_field[axis], axis_names[axis],
                i < static_cast<std::size_t>(dimension) ? "an axis of the mesh" : "a thin one"));
    }
}

} // namespace

ReducedConduction reduce(const ConductionTensor& conduction, const Embedding& embedding,
                         int dimension) {
    check(embedding, dimension);
    std::vector<int> mesh_axes;
    std::vector<int> left_out;
    std::vector<int> extended_axes;
    std::vector<int> thin_axes;
    for (std::size_t i = 0; i < 3; ++i) {
        const int axis = embedding.axes[i];
        if (i < static_cast<std::size_t>(dimension)) {
            mesh_axes.push_back(axis);
            continue;
        }
        left_out.push_back(axis);
        const auto across = embedding.across[i - static_cast<std::size_t>(dimension)];
        (across == Embedding::Across::thin ? thin_axes : extended_axes).push_back(axis);
    }
    const std::vector<Eigen::Index> mesh = field_indices(mesh_axes);
    const std::vector<Eigen::Index> thin = field_indices(thin_axes);

    // Gradients along all axes: a linear map of those in the mesh, and a part that the field fixes.
    MatrixXd gradients = MatrixXd::Zero(12, index_of(dimension, 0));
    VectorXd applied = VectorXd::Zero(12);
    for (std::size_t i = 0; i < mesh.size(); ++i)
        gradients(mesh[i], static_cast<Eigen::Index>(i)) = 1.0;
    for (const int axis : extended_axes)
        applied[index_of(axis, 0)] = -embedding.applied_field[static_cast<std::size_t>(axis)];
    if (!thin.empty()) {
        const Eigen::FullPivLU<MatrixXd> block(MatrixXd(conduction(thin, thin)));
        if (!conduction.allFinite() || !block.isInvertible())
            throw std::invalid_argument(
                "no gradients across a thin film make the current through it vanish: the "
                "conduction along its normal is singular (a charge or spin conductivity is zero or "
                "not finite)");
        const MatrixXd rows = conduction(thin, Eigen::all);
        gradients(thin, Eigen::all) = -block.solve(rows * gradients);
        applied(thin) = -block.solve(rows * applied);
    }

    const MatrixXd tensor = conduction * gradients;
    const VectorXd driven = -conduction * applied;
    const std::vector<Eigen::Index> rest = field_indices(left_out);
    ReducedConduction reduced{tensor(mesh, Eigen::all), driven(mesh), tensor(rest, Eigen::all),
                              driven(rest)};
    // Rounding is left of what vanishes by construction.
    for (std::size_t l = 0; l < left_out.size(); ++l)
        if (embedding.across[l] == Embedding::Across::thin) {
            const auto row = static_cast<Eigen::Index>(4 * l);
            reduced.across.middleRows(row, 4).setZero();
            reduced.across_driven.segment(row, 4).setZero();
        }
    return reduced;
}

} // namespace sidejump::device
