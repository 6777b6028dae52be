// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/component_basis.hpp"

#include "sidejump/math/wigner.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace sidejump::response {

using kinetics::Moment;

double clebsch_gordan(int j1, int m1, int j2, int m2, int J, int M) {
    if (m1 + m2 != M || std::abs(m1) > j1 || std::abs(m2) > j2 || std::abs(M) > J)
        return 0.0;
    return math::sign_of_power(j1 - j2 + M) * std::sqrt(2.0 * J + 1.0) *
           math::wigner_3j(2 * j1, 2 * j2, 2 * J, 2 * m1, 2 * m2, -2 * M);
}

double cosine_element(int lambda, int mu) {
    return std::sqrt(static_cast<double>(lambda * lambda - mu * mu) /
                     static_cast<double>(4 * lambda * lambda - 1));
}

ProjectionBlock projection_block(const MomentCollisions& collisions, int M) {
    ProjectionBlock block;
    for (int lambda = 0; lambda <= collisions.order; ++lambda)
        for (int s = 0; s <= 1; ++s)
            for (int m = -s; m <= s; ++m)
                if (std::abs(M - m) <= lambda)
                    block.components.push_back({lambda, M - m, s, m});

    // Coupled moments of this projection, and the transformation from them to the components.
    std::vector<Eigen::Index> coupled;
    for (std::size_t i = 0; i < collisions.moments.size(); ++i)
        if (std::abs(M) <= collisions.moments[i].J)
            coupled.push_back(static_cast<Eigen::Index>(i));
    const auto moment = [&](Eigen::Index i) {
        return collisions.moments[static_cast<std::size_t>(coupled[static_cast<std::size_t>(i)])];
    };
    const auto size = static_cast<Eigen::Index>(block.components.size());
    Eigen::MatrixXd transformation = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index row = 0; row < size; ++row) {
        const Component& c = block.components[static_cast<std::size_t>(row)];
        for (Eigen::Index column = 0; column < size; ++column)
            if (const Moment of = moment(column); of.lambda == c.lambda && of.s == c.s)
                transformation(row, column) = clebsch_gordan(c.lambda, c.mu, c.s, c.m, of.J, M);
    }

    Eigen::MatrixXd velocity = -collisions.side_jump(coupled, coupled);
    for (Eigen::Index row = 0; row < size; ++row)
        for (Eigen::Index column = 0; column < size; ++column)
            if (velocity(row, column) != 0.0)
                velocity(row, column) *=
                    clebsch_gordan(moment(column).J, M, 1, 0, moment(row).J, M);
    block.relaxation =
        transformation * collisions.relaxation(coupled, coupled) * transformation.transpose();
    block.velocity = transformation * velocity * transformation.transpose();
    for (Eigen::Index row = 0; row < size; ++row)
        for (Eigen::Index column = 0; column < size; ++column) {
            const Component& to = block.components[static_cast<std::size_t>(row)];
            const Component& from = block.components[static_cast<std::size_t>(column)];
            if (to.s != from.s || to.m != from.m)
                continue;
            if (to.lambda == from.lambda + 1)
                block.velocity(row, column) += cosine_element(to.lambda, to.mu);
            else if (to.lambda == from.lambda - 1)
                block.velocity(row, column) -= cosine_element(from.lambda, to.mu);
        }
    return block;
}

} // namespace sidejump::response
