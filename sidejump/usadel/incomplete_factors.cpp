// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/incomplete_factors.hpp"

#include <cmath>

namespace sidejump::usadel {
namespace {

constexpr Eigen::Index numbers_of_row = LocalFrame::coordinates;

const double* numbers(const Eigen::VectorXcd& vector) {
    return reinterpret_cast<const double*>(vector.data());
}

double* numbers(Eigen::VectorXcd& vector) {
    return reinterpret_cast<double*>(vector.data());
}

SplitBlock split_block(const DiscreteAction::Block& block) {
    SplitBlock result;
    take_apart(reinterpret_cast<const double*>(block.data()), result);
    return result;
}

bool is_finite(const SplitBlock& block) {
    double sum = 0.0;
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row)
            sum += std::abs(block.re[column][row]) + std::abs(block.im[column][row]);
    return std::isfinite(sum);
}

/// result += block * x
void add_product(const SplitBlock& block, const double* x, double* result) {
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row) {
            const double re = block.re[column][row];
            const double im = block.im[column][row];
            result[2 * row] += re * x[2 * column] - im * x[2 * column + 1];
            result[2 * row + 1] += re * x[2 * column + 1] + im * x[2 * column];
        }
}

} // namespace

IncompleteFactors::IncompleteFactors(const DiscreteAction& action,
                                     const DiscreteAction::Expansion& expansion)
    : inverse_(action.nodes()), rest_(action.nodes()) {
    diagonal_.reserve(action.nodes());
    std::size_t pairs = 0;
    for (std::size_t n = 0; n < action.nodes(); ++n)
        pairs += action.neighbours(n).size();
    for (Triangle* triangle : {&lower_, &upper_}) {
        triangle->column.reserve(pairs / 2);
        triangle->block.reserve(pairs / 2);
    }
    for (std::size_t n = 0; n < action.nodes(); ++n) {
        lower_.start.push_back(lower_.column.size());
        upper_.start.push_back(upper_.column.size());
        diagonal_.push_back(split_block(expansion.second[n].front()));
        const auto& neighbours = action.neighbours(n);
        for (std::size_t k = 0; k < neighbours.size(); ++k) {
            Triangle& triangle = neighbours[k] < n ? lower_ : upper_;
            triangle.column.push_back(neighbours[k]);
            triangle.block.push_back(split_block(expansion.second[n][k + 1]));
        }
    }
    lower_.start.push_back(lower_.column.size());
    upper_.start.push_back(upper_.column.size());
    const BlockTriangle lower = lower_.view();
    for (std::size_t n = 0; n < rows() && usable_; ++n) {
        block_kernel().pivot(lower, n, diagonal_[n], inverse_.data(), &rest_[n]);
        usable_ = is_finite(inverse_[n]);
    }
}

Eigen::VectorXcd IncompleteFactors::sweep(const Triangle& triangle, bool from_last,
                                          const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd solution(vector.size());
    block_kernel().sweep(triangle.view(), rows(), inverse_.data(), from_last, numbers(vector),
                         numbers(solution));
    return solution;
}

Eigen::VectorXcd IncompleteFactors::forward(const Eigen::VectorXcd& vector) const {
    return sweep(lower_, false, vector);
}

Eigen::VectorXcd IncompleteFactors::backward(const Eigen::VectorXcd& vector) const {
    return sweep(upper_, true, vector);
}

Eigen::VectorXcd IncompleteFactors::preconditioned(const Eigen::VectorXcd& vector) const {
    const Eigen::VectorXcd first = backward(vector);
    Eigen::VectorXcd next(vector.size());
    block_kernel().add_diagonal(rows(), rest_.data(), numbers(first), numbers(vector),
                                numbers(next));
    return first + forward(next);
}

Eigen::VectorXcd IncompleteFactors::product(const Eigen::VectorXcd& vector) const {
    const Eigen::VectorXcd none = Eigen::VectorXcd::Zero(vector.size());
    Eigen::VectorXcd sum(vector.size());
    block_kernel().add_diagonal(rows(), diagonal_.data(), numbers(vector), numbers(none),
                                numbers(sum));
    for (const Triangle* triangle : {&lower_, &upper_})
        for (std::size_t n = 0; n < rows(); ++n)
            for (std::size_t k = triangle->start[n]; k < triangle->start[n + 1]; ++k)
                add_product(triangle->block[k], numbers(vector) + 16 * triangle->column[k],
                            numbers(sum) + 16 * n);
    return sum;
}

Eigen::SparseMatrix<Complex> IncompleteFactors::to_sparse() const {
    std::vector<Eigen::Triplet<Complex>> entries;
    entries.reserve((rows() + lower_.block.size() + upper_.block.size()) * 64);
    const auto place = [&](std::size_t row, std::size_t column, const SplitBlock& block) {
        for (std::size_t j = 0; j < 8; ++j)
            for (std::size_t i = 0; i < 8; ++i)
                entries.emplace_back(static_cast<Eigen::Index>(8 * row + i),
                                     static_cast<Eigen::Index>(8 * column + j),
                                     Complex(block.re[j][i], block.im[j][i]));
    };
    for (std::size_t n = 0; n < rows(); ++n) {
        place(n, n, diagonal_[n]);
        for (const Triangle* triangle : {&lower_, &upper_})
            for (std::size_t k = triangle->start[n]; k < triangle->start[n + 1]; ++k)
                place(n, triangle->column[k], triangle->block[k]);
    }
    const auto unknowns = static_cast<Eigen::Index>(rows()) * numbers_of_row;
    Eigen::SparseMatrix<Complex> matrix(unknowns, unknowns);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

} // namespace sidejump::usadel
