// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/aggregation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sidejump::usadel {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Coupling {
    std::size_t row;
    const SplitBlock* block;
    double size;
};

/// The strong couplings of each row.
std::vector<std::vector<Coupling>> strong_couplings(const BlockMatrix& matrix) {
    constexpr double least = 0.25; ///< of the largest one of either row
    std::vector<std::vector<Coupling>> all(matrix.rows());
    std::vector<double> largest(matrix.rows(), 0.0);
    for (std::size_t n = 0; n < matrix.rows(); ++n)
        for (const BlockRows* triangle : {&matrix.lower, &matrix.upper})
            for (std::size_t k = triangle->start[n]; k < triangle->start[n + 1]; ++k) {
                const double size = norm(triangle->block[k]);
                all[n].push_back({triangle->column[k], &triangle->block[k], size});
                largest[n] = std::max(largest[n], size);
            }
    for (std::size_t n = 0; n < matrix.rows(); ++n)
        std::erase_if(all[n], [&](const Coupling& coupling) {
            return !(coupling.size > 0.0) ||
                   coupling.size < least * std::max(largest[n], largest[coupling.row]);
        });
    return all;
}

SplitBlock unit_block() {
    SplitBlock result{};
    for (std::size_t k = 0; k < 8; ++k)
        result.re[k][k] = 1.0;
    return result;
}

/// What carries a change to the row of a coupling from its column: -Tr[g_i g_j] has the unit
/// matrix between X of the one and Y of the other, so rows change places.
SplitBlock carrier(const Coupling& coupling) {
    constexpr std::array<std::size_t, 8> partner{4, 6, 5, 7, 0, 2, 1, 3};
    const double factor = -std::sqrt(8.0) / coupling.size;
    SplitBlock result;
    for (std::size_t column = 0; column < 8; ++column)
        for (std::size_t row = 0; row < 8; ++row) {
            result.re[column][row] = factor * coupling.block->re[column][partner[row]];
            result.im[column][row] = factor * coupling.block->im[column][partner[row]];
        }
    return result;
}

SplitBlock times(const SplitBlock& one, const SplitBlock& other) {
    SplitBlock result{};
    block_kernel().add_block(one, other, &result);
    return result;
}

/// The aggregate of each row, and what carries a change there from the row where it began.
struct Aggregates {
    std::vector<std::size_t> of_row;
    std::vector<SplitBlock> carried;
    std::size_t count = 0;

    explicit Aggregates(const std::vector<std::vector<Coupling>>& couplings)
        : of_row(couplings.size(), none), carried(couplings.size()) {
        for (std::size_t n = 0; n < couplings.size(); ++n)
            if (!couplings[n].empty() && std::ranges::all_of(couplings[n], [&](const Coupling& c) {
                    return of_row[c.row] == none;
                }))
                begin(n, couplings);
        // Rows that are left join the neighbour they are coupled to most, of those that there are.
        const std::vector<std::size_t> before = of_row;
        for (std::size_t n = 0; n < couplings.size(); ++n) {
            if (before[n] != none)
                continue;
            const Coupling* best = nullptr;
            for (const Coupling& coupling : couplings[n])
                if (before[coupling.row] != none && (!best || coupling.size > best->size))
                    best = &coupling;
            if (best != nullptr) {
                of_row[n] = before[best->row];
                carried[n] = times(carrier(*best), carried[best->row]);
            }
        }
        for (std::size_t n = 0; n < couplings.size(); ++n)
            if (of_row[n] == none && !couplings[n].empty())
                begin(n, couplings);
    }

  private:
    void begin(std::size_t row, const std::vector<std::vector<Coupling>>& couplings) {
        of_row[row] = count;
        carried[row] = unit_block();
        for (const Coupling& coupling : couplings[row]) {
            if (of_row[coupling.row] != none)
                continue;
            of_row[coupling.row] = count;
            const auto& back = couplings[coupling.row];
            const auto same = std::ranges::find(back, row, &Coupling::row);
            carried[coupling.row] = carrier(*same);
        }
        ++count;
    }
};

/// Blocks of one row by their column.
class Row {
  public:
    explicit Row(std::size_t columns) : place_(columns, none) {}

    SplitBlock& at(std::size_t column) {
        if (place_[column] == none) {
            place_[column] = columns_.size();
            columns_.push_back(column);
            blocks_.emplace_back();
        }
        return blocks_[place_[column]];
    }
    [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }
    [[nodiscard]] const std::vector<SplitBlock>& blocks() const { return blocks_; }
    void clear() {
        for (const std::size_t column : columns_)
            place_[column] = none;
        columns_.clear();
        blocks_.clear();
    }

  private:
    std::vector<std::size_t> place_;
    std::vector<std::size_t> columns_;
    std::vector<SplitBlock> blocks_;
};

} // namespace

BlockRows smoothed_aggregates(const BlockMatrix& matrix,
                              const std::vector<SplitBlock>& inverse_pivots, std::size_t& columns) {
    // Two thirds of a step with the diagonal, which is larger than the pivots.
    constexpr double part = 0.57;
    const auto couplings = strong_couplings(matrix);
    const Aggregates aggregates(couplings);
    columns = aggregates.count;
    BlockRows result;
    Row row(columns);
    for (std::size_t n = 0; n < matrix.rows(); ++n) {
        row.clear();
        if (aggregates.of_row[n] != none) {
            block_kernel().add_block(matrix.diagonal[n], aggregates.carried[n],
                                     &row.at(aggregates.of_row[n]));
            for (const Coupling& coupling : couplings[n])
                block_kernel().add_block(*coupling.block, aggregates.carried[coupling.row],
                                         &row.at(aggregates.of_row[coupling.row]));
        }
        for (std::size_t k = 0; k < row.columns().size(); ++k) {
            const std::size_t column = row.columns()[k];
            SplitBlock block = times(inverse_pivots[n], row.blocks()[k]);
            const bool own = column == aggregates.of_row[n];
            const SplitBlock& carried = aggregates.carried[n];
            for (std::size_t j = 0; j < 8; ++j)
                for (std::size_t i = 0; i < 8; ++i) {
                    block.re[j][i] = (own ? carried.re[j][i] : 0.0) - part * block.re[j][i];
                    block.im[j][i] = (own ? carried.im[j][i] : 0.0) - part * block.im[j][i];
                }
            result.add(column, block);
        }
        result.end_row();
    }
    return result;
}

BlockMatrix coarse_matrix(const BlockMatrix& matrix, const BlockRows& interpolation,
                          std::size_t columns) {
    // The upper triangle with the diagonal; the sum over all rows is symmetric.
    std::vector<std::vector<std::size_t>> places(columns);
    std::vector<std::vector<SplitBlock>> blocks(columns);
    const auto entry = [&](std::size_t row, std::size_t column) -> SplitBlock& {
        const auto found = std::ranges::find(places[row], column);
        const auto place = static_cast<std::size_t>(found - places[row].begin());
        if (found == places[row].end()) {
            places[row].push_back(column);
            blocks[row].emplace_back();
        }
        return blocks[row][place];
    };
    Row row(columns);
    const auto add = [&](const SplitBlock& block, std::size_t at) {
        for (std::size_t k = interpolation.start[at]; k < interpolation.start[at + 1]; ++k)
            block_kernel().add_block(block, interpolation.block[k],
                                     &row.at(interpolation.column[k]));
    };
    for (std::size_t n = 0; n < matrix.rows(); ++n) {
        if (interpolation.start[n] == interpolation.start[n + 1])
            continue;
        row.clear();
        add(matrix.diagonal[n], n);
        for (const BlockRows* triangle : {&matrix.lower, &matrix.upper})
            for (std::size_t k = triangle->start[n]; k < triangle->start[n + 1]; ++k)
                add(triangle->block[k], triangle->column[k]);
        for (std::size_t k = interpolation.start[n]; k < interpolation.start[n + 1]; ++k) {
            const SplitBlock left = transposed(interpolation.block[k]);
            const std::size_t coarse = interpolation.column[k];
            for (std::size_t other = 0; other < row.columns().size(); ++other)
                if (row.columns()[other] >= coarse)
                    block_kernel().add_block(left, row.blocks()[other],
                                             &entry(coarse, row.columns()[other]));
        }
    }
    BlockMatrix result;
    for (std::size_t c = 0; c < columns; ++c) {
        std::vector<std::size_t> order(places[c].size());
        for (std::size_t k = 0; k < order.size(); ++k)
            order[k] = k;
        std::ranges::sort(order, {}, [&](std::size_t k) { return places[c][k]; });
        result.diagonal.push_back(entry(c, c));
        for (const std::size_t k : order)
            if (places[c][k] != c)
                result.upper.add(places[c][k], blocks[c][k]);
        result.upper.end_row();
    }
    result.lower = result.upper.transposed(columns);
    return result;
}

} // namespace sidejump::usadel
