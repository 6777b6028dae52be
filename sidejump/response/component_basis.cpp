// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/component_basis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace sidejump::response {

using kinetics::Moment;

double clebsch_gordan(int j, int m, int s, int n, int J, int M) {
    if (m + n != M || std::abs(m) > j || std::abs(n) > s || std::abs(M) > J)
        return 0.0;
    if (s == 0)
        return J == j ? 1.0 : 0.0;
    if (s != 1)
        throw std::invalid_argument("spin 0 or 1 is coupled");
    if (J < std::abs(j - 1) || J > j + 1 || (j == 0 && J == 0))
        return 0.0;
    // Varshalovich, Moskalev, Khersonskii, Quantum Theory of Angular Momentum, Table 8.2.
    const double a = j + M;
    const double b = j - M;
    const double d = 2.0 * j + 1.0;
    if (J == j + 1)
        return n == 1   ? std::sqrt(a * (a + 1.0) / (d * (d + 1.0)))
               : n == 0 ? std::sqrt((b + 1.0) * (a + 1.0) / (d * (j + 1.0)))
                        : std::sqrt(b * (b + 1.0) / (d * (d + 1.0)));
    if (J == j)
        return n == 1   ? -std::sqrt(a * (b + 1.0) / (2.0 * j * (j + 1.0)))
               : n == 0 ? M / std::sqrt(j * (j + 1.0))
                        : std::sqrt(b * (a + 1.0) / (2.0 * j * (j + 1.0)));
    return n == 1   ? std::sqrt(b * (b + 1.0) / (2.0 * j * d))
           : n == 0 ? -std::sqrt(b * a / (j * d))
                    : std::sqrt((a + 1.0) * a / (2.0 * j * d));
}

double cosine_element(int lambda, int mu) {
    const double top = lambda; // squares of high orders overflow an int
    const double across = mu;
    return std::sqrt((top * top - across * across) / (4.0 * top * top - 1.0));
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
