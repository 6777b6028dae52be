// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/block_matrix.hpp"

#include <cmath>

namespace sidejump::usadel {
namespace {

constexpr Eigen::Index numbers_of_row = LocalFrame::coordinates;

SplitBlock split_block(const DiscreteAction::Block& block) {
    SplitBlock result;
    take_apart(reinterpret_cast<const double*>(block.data()), result);
    return result;
}

} // namespace

Eigen::VectorXcd BlockRows::product(const Eigen::VectorXcd& factor,
                                    const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd result(vector.size());
    block_kernel().add_product(view(), rows(), numbers(factor), numbers(vector), numbers(result));
    return result;
}

BlockRows BlockRows::transposed(std::size_t columns) const {
    BlockRows result;
    result.start.assign(columns + 1, 0);
    for (const std::size_t at : column)
        ++result.start[at + 1];
    for (std::size_t k = 0; k < columns; ++k)
        result.start[k + 1] += result.start[k];
    result.column.resize(column.size());
    result.block.resize(block.size());
    std::vector<std::size_t> next(result.start.begin(), result.start.end() - 1);
    for (std::size_t n = 0; n < rows(); ++n)
        for (std::size_t k = start[n]; k < start[n + 1]; ++k) {
            const std::size_t place = next[column[k]]++;
            result.column[place] = n;
            result.block[place] = usadel::transposed(block[k]);
        }
    return result;
}

BlockMatrix::BlockMatrix(const DiscreteAction& action, const DiscreteAction::Expansion& expansion) {
    diagonal.reserve(action.nodes());
    std::size_t pairs = 0;
    for (std::size_t n = 0; n < action.nodes(); ++n)
        pairs += action.neighbours(n).size();
    for (BlockRows* triangle : {&lower, &upper}) {
        triangle->column.reserve(pairs / 2);
        triangle->block.reserve(pairs / 2);
    }
    for (std::size_t n = 0; n < action.nodes(); ++n) {
        diagonal.push_back(split_block(expansion.second[n].front()));
        const auto& neighbours = action.neighbours(n);
        for (std::size_t k = 0; k < neighbours.size(); ++k)
            (neighbours[k] < n ? lower : upper)
                .add(neighbours[k], split_block(expansion.second[n][k + 1]));
        lower.end_row();
        upper.end_row();
    }
}

Eigen::VectorXcd BlockMatrix::product(const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd result(vector.size());
    const Eigen::VectorXcd none = Eigen::VectorXcd::Zero(vector.size());
    block_kernel().add_diagonal(rows(), diagonal.data(), numbers(vector), numbers(none),
                                numbers(result));
    return upper.product(vector, lower.product(vector, result));
}

Eigen::SparseMatrix<Complex> BlockMatrix::to_sparse() const {
    std::vector<Eigen::Triplet<Complex>> entries;
    entries.reserve((rows() + lower.block.size() + upper.block.size()) * 64);
    const auto place = [&](std::size_t row, std::size_t column, const SplitBlock& block) {
        for (std::size_t j = 0; j < 8; ++j)
            for (std::size_t i = 0; i < 8; ++i)
                entries.emplace_back(static_cast<Eigen::Index>(8 * row + i),
                                     static_cast<Eigen::Index>(8 * column + j),
                                     Complex(block.re[j][i], block.im[j][i]));
    };
    for (std::size_t n = 0; n < rows(); ++n) {
        place(n, n, diagonal[n]);
        for (const BlockRows* triangle : {&lower, &upper})
            for (std::size_t k = triangle->start[n]; k < triangle->start[n + 1]; ++k)
                place(n, triangle->column[k], triangle->block[k]);
    }
    const auto unknowns = static_cast<Eigen::Index>(rows()) * numbers_of_row;
    Eigen::SparseMatrix<Complex> matrix(unknowns, unknowns);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

SplitBlock transposed(const SplitBlock& block) {
    SplitBlock result;
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row) {
            result.re[row][column] = block.re[column][row];
            result.im[row][column] = block.im[column][row];
        }
    return result;
}

double norm(const SplitBlock& block) {
    double sum = 0.0;
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row)
            sum += block.re[column][row] * block.re[column][row] +
                   block.im[column][row] * block.im[column][row];
    return std::sqrt(sum);
}

} // namespace sidejump::usadel
