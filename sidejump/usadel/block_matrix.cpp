// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/block_matrix.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

constexpr Eigen::Index block_size = LocalFrame::coordinates;

Eigen::Index first_of(std::size_t node) {
    return static_cast<Eigen::Index>(node) * block_size;
}

} // namespace

BlockMatrix::BlockMatrix(const DiscreteAction& action, const DiscreteAction::Expansion& expansion)
    : start_(action.nodes() + 1), diagonal_(action.nodes()) {
    for (std::size_t n = 0; n < action.nodes(); ++n) {
        const auto& neighbours = action.neighbours(n);
        start_[n] = column_.size();
        bool placed = false;
        const auto place_diagonal = [&] {
            diagonal_[n] = column_.size();
            column_.push_back(n);
            block_.push_back(expansion.second[n].front());
            placed = true;
        };
        for (std::size_t k = 0; k < neighbours.size(); ++k) {
            if (!placed && neighbours[k] > n)
                place_diagonal();
            column_.push_back(neighbours[k]);
            block_.push_back(expansion.second[n][k + 1]);
        }
        if (!placed)
            place_diagonal();
    }
    start_.back() = column_.size();
}

Eigen::VectorXcd BlockMatrix::operator*(const Eigen::VectorXcd& vector) const {
    Eigen::VectorXcd product(unknowns());
    for (std::size_t n = 0; n < rows(); ++n) {
        LocalFrame::Coordinates sum = LocalFrame::Coordinates::Zero();
        for (std::size_t k = start_[n]; k < start_[n + 1]; ++k)
            sum.noalias() += block_[k] * vector.segment<block_size>(first_of(column_[k]));
        product.segment<block_size>(first_of(n)) = sum;
    }
    return product;
}

Eigen::SparseMatrix<Complex> BlockMatrix::to_sparse() const {
    std::vector<Eigen::Triplet<Complex>> entries;
    entries.reserve(block_.size() * block_size * block_size);
    for (std::size_t n = 0; n < rows(); ++n)
        for (std::size_t k = start_[n]; k < start_[n + 1]; ++k)
            for (Eigen::Index j = 0; j < block_size; ++j)
                for (Eigen::Index i = 0; i < block_size; ++i)
                    entries.emplace_back(first_of(n) + i, first_of(column_[k]) + j,
                                         block_[k](i, j));
    Eigen::SparseMatrix<Complex> matrix(unknowns(), unknowns());
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

IncompleteFactors::IncompleteFactors(BlockMatrix matrix) : factors_(std::move(matrix)) {
    auto& [start, column, block, diagonal] = factors_;
    for (std::size_t n = 0; n < factors_.rows(); ++n) {
        for (std::size_t k = start[n]; k < diagonal[n]; ++k) {
            const std::size_t m = column[k];
            block[k] = (block[k] * block[diagonal[m]]).eval();
            // Row n -= L(n, m) row m, where row n has a place for it.
            std::size_t place = k + 1;
            for (std::size_t j = diagonal[m] + 1; j < start[m + 1]; ++j) {
                while (place < start[n + 1] && column[place] < column[j])
                    ++place;
                if (place < start[n + 1] && column[place] == column[j])
                    block[place].noalias() -= block[k] * block[j];
            }
        }
        block[diagonal[n]] = block[diagonal[n]].inverse().eval();
        if (!block[diagonal[n]].allFinite())
            throw std::runtime_error("the Usadel equation is singular where it was linearised");
    }
}

Eigen::VectorXcd IncompleteFactors::solve(const Eigen::VectorXcd& right_hand_side) const {
    const auto& [start, column, block, diagonal] = factors_;
    Eigen::VectorXcd x = right_hand_side;
    for (std::size_t n = 0; n < factors_.rows(); ++n) {
        LocalFrame::Coordinates rest = x.segment<block_size>(first_of(n));
        for (std::size_t k = start[n]; k < diagonal[n]; ++k)
            rest.noalias() -= block[k] * x.segment<block_size>(first_of(column[k]));
        x.segment<block_size>(first_of(n)) = rest;
    }
    for (std::size_t n = factors_.rows(); n-- > 0;) {
        LocalFrame::Coordinates rest = x.segment<block_size>(first_of(n));
        for (std::size_t k = diagonal[n] + 1; k < start[n + 1]; ++k)
            rest.noalias() -= block[k] * x.segment<block_size>(first_of(column[k]));
        x.segment<block_size>(first_of(n)).noalias() = block[diagonal[n]] * rest;
    }
    return x;
}

} // namespace sidejump::usadel
