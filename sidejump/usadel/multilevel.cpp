// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/multilevel.hpp"

#include "sidejump/usadel/aggregation.hpp"

#include <stdexcept>

namespace sidejump::usadel {

Multilevel::Multilevel(const BlockMatrix& matrix, const IncompleteFactors& factors)
    : first_(&matrix), first_factors_(&factors) {
    constexpr std::size_t few = 24;
    constexpr std::size_t most = 150; // that a dense factorisation is taken for
    const BlockMatrix* above = first_;
    const IncompleteFactors* factors_above = first_factors_;
    while (above->rows() > few && factors_above->is_usable()) {
        auto level = std::make_unique<Level>();
        std::size_t columns = 0;
        level->interpolation =
            smoothed_aggregates(*above, factors_above->inverse_pivots(), columns);
        if (columns == 0 || 10 * columns > 7 * above->rows())
            break;
        level->restriction = level->interpolation.transposed(columns);
        level->matrix = coarse_matrix(*above, level->interpolation, columns);
        above = &level->matrix;
        level->factors = std::make_unique<const IncompleteFactors>(*above);
        factors_above = level->factors.get();
        levels_.push_back(std::move(level));
    }
    if (above->rows() > most)
        throw std::runtime_error("the nodes do not join to few aggregates");
    last_.compute(Eigen::MatrixXcd(above->to_sparse()));
    if (!(last_.rcond() > 1e-14))
        throw std::runtime_error("the last level is singular");
}

std::vector<std::size_t> Multilevel::rows() const {
    std::vector<std::size_t> result;
    for (const auto& level : levels_)
        result.push_back(level->matrix.rows());
    return result;
}

const BlockMatrix& Multilevel::matrix(std::size_t level) const {
    return level == 0 ? *first_ : levels_[level - 1]->matrix;
}

const IncompleteFactors& Multilevel::factors(std::size_t level) const {
    return level == 0 ? *first_factors_ : *levels_[level - 1]->factors;
}

Eigen::VectorXcd Multilevel::apply(const Eigen::VectorXcd& residual) const {
    return cycle(0, residual);
}

Eigen::VectorXcd Multilevel::cycle(std::size_t level, const Eigen::VectorXcd& residual) const {
    if (level == levels_.size())
        return last_.solve(residual);
    const Level& below = *levels_[level];
    const auto coarse_size = static_cast<Eigen::Index>(8 * below.matrix.rows());
    const auto correction = [&](const Eigen::VectorXcd& rest) {
        return cycle(level + 1,
                     below.restriction.product(rest, Eigen::VectorXcd::Zero(coarse_size)));
    };
    Eigen::VectorXcd x;
    if (level == 0) {
        x = below.interpolation.product(correction(residual),
                                        Eigen::VectorXcd::Zero(residual.size()));
    } else {
        x = factors(level).solve(residual);
        x = below.interpolation.product(correction(residual - matrix(level).product(x)), x);
    }
    return x + factors(level).solve(residual - matrix(level).product(x));
}

} // namespace sidejump::usadel
