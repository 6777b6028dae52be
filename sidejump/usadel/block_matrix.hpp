// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/usadel/block_kernel.hpp"
#include "sidejump/usadel/discrete_action.hpp"

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <vector>

namespace sidejump::usadel {

/// Blocks of eight by eight complex numbers in rows, each row with its columns. Of vectors eight
/// numbers belong to each row or column.
struct BlockRows {
    std::vector<std::size_t> start{0};
    std::vector<std::size_t> column;
    std::vector<SplitBlock> block;

    [[nodiscard]] std::size_t rows() const { return start.size() - 1; }
    [[nodiscard]] BlockTriangle view() const { return {start.data(), column.data(), block.data()}; }
    void add(std::size_t at, const SplitBlock& entry) {
        column.push_back(at);
        block.push_back(entry);
    }
    void end_row() { start.push_back(column.size()); }

    /// vector + blocks times factor
    [[nodiscard]] Eigen::VectorXcd product(const Eigen::VectorXcd& factor,
                                           const Eigen::VectorXcd& vector) const;
    /// @param columns  how many there are
    [[nodiscard]] BlockRows transposed(std::size_t columns) const;
};

/// A symmetric matrix of blocks, as second derivatives are: its diagonal and both triangles.
struct BlockMatrix {
    BlockRows lower;
    BlockRows upper;
    std::vector<SplitBlock> diagonal;

    BlockMatrix() = default;
    BlockMatrix(const DiscreteAction& action, const DiscreteAction::Expansion& expansion);

    [[nodiscard]] std::size_t rows() const { return diagonal.size(); }
    [[nodiscard]] Eigen::VectorXcd product(const Eigen::VectorXcd& vector) const;
    [[nodiscard]] Eigen::SparseMatrix<Complex> to_sparse() const;
};

inline const double* numbers(const Eigen::VectorXcd& vector) {
    return reinterpret_cast<const double*>(vector.data());
}

inline double* numbers(Eigen::VectorXcd& vector) {
    return reinterpret_cast<double*>(vector.data());
}

SplitBlock transposed(const SplitBlock& block);
/// The root of the sum of the squares of all elements.
double norm(const SplitBlock& block);

} // namespace sidejump::usadel
