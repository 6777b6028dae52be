// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/usadel/newton_step.hpp"

#include <Eigen/LU>
#include <Eigen/SparseLU>
#include <cmath>
#include <stdexcept>

namespace sidejump::usadel {
namespace {

using Block = DiscreteAction::Block;
using Coordinates = LocalFrame::Coordinates;

constexpr int size = LocalFrame::coordinates;
constexpr const char* singular = "the Usadel equation is singular where it was linearised";

bool is_chain(const DiscreteAction& action) {
    for (std::size_t n = 0; n < action.nodes(); ++n)
        for (const std::size_t other : action.neighbours(n))
            if (other != n + 1 && other + 1 != n)
                return false;
    return true;
}

/// The derivative by the coordinates of a node and of the next one.
Block coupling(const DiscreteAction& action, const DiscreteAction::Expansion& expansion,
               std::size_t node) {
    const auto& neighbours = action.neighbours(node);
    if (neighbours.empty() || neighbours.back() != node + 1)
        return Block::Zero();
    return expansion.second[node].back();
}

std::vector<Coordinates> chain_step(const DiscreteAction& action,
                                    const DiscreteAction::Expansion& expansion) {
    const std::size_t nodes = action.nodes();
    std::vector<Coordinates> step(nodes);
    // Behind[n] = (pivot of n)^-1 (coupling of n to the next node).
    std::vector<Block> behind(nodes);
    for (std::size_t n = 0; n < nodes; ++n) {
        Block pivot = expansion.second[n].front();
        step[n] = -expansion.first[n];
        if (n > 0) {
            // Second derivatives do not depend on the order: the block below the diagonal is the
            // transpose of that above.
            const Block below = coupling(action, expansion, n - 1).transpose();
            pivot.noalias() -= below * behind[n - 1];
            step[n].noalias() -= below * step[n - 1];
        }
        const Eigen::PartialPivLU<Block> factors(pivot);
        step[n] = factors.solve(step[n]).eval();
        if (n + 1 < nodes)
            behind[n] = factors.solve(coupling(action, expansion, n));
    }
    for (std::size_t n = nodes - 1; n-- > 0;)
        step[n].noalias() -= behind[n] * step[n + 1];
    return step;
}

std::vector<Coordinates> sparse_step(const DiscreteAction& action,
                                     const DiscreteAction::Expansion& expansion) {
    const auto unknowns = static_cast<Eigen::Index>(action.nodes()) * size;
    std::vector<Eigen::Triplet<Complex>> entries;
    const auto add = [&](std::size_t node, std::size_t other, const Block& block) {
        for (int n = 0; n < size; ++n)
            for (int m = 0; m < size; ++m)
                entries.emplace_back(static_cast<int>(node) * size + m,
                                     static_cast<int>(other) * size + n, block(m, n));
    };
    Eigen::VectorXcd right_hand_side(unknowns);
    for (std::size_t n = 0; n < action.nodes(); ++n) {
        right_hand_side.segment<size>(static_cast<Eigen::Index>(n) * size) = -expansion.first[n];
        add(n, n, expansion.second[n].front());
        for (std::size_t k = 0; k < action.neighbours(n).size(); ++k)
            add(n, action.neighbours(n)[k], expansion.second[n][k + 1]);
    }
    Eigen::SparseMatrix<Complex> matrix(unknowns, unknowns);
    matrix.setFromTriplets(entries.begin(), entries.end());
    const Eigen::SparseLU<Eigen::SparseMatrix<Complex>> factors(matrix);
    if (factors.info() != Eigen::Success)
        throw std::runtime_error(singular);
    const Eigen::VectorXcd solution = factors.solve(right_hand_side);
    std::vector<Coordinates> step(action.nodes());
    for (std::size_t n = 0; n < action.nodes(); ++n)
        step[n] = solution.segment<size>(static_cast<Eigen::Index>(n) * size);
    return step;
}

} // namespace

std::vector<Coordinates> newton_step(const DiscreteAction& action,
                                     const DiscreteAction::Expansion& expansion) {
    std::vector<Coordinates> step =
        is_chain(action) ? chain_step(action, expansion) : sparse_step(action, expansion);
    for (const Coordinates& coordinates : step)
        if (!coordinates.allFinite())
            throw std::runtime_error(singular);
    return step;
}

} // namespace sidejump::usadel
