// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/response/moment_collisions.hpp"

#include <Eigen/Core>
#include <vector>

namespace sidejump::response {

/// A component of the density matrix on the Fermi surface with the projections of its orbital and
/// spin momentum on the wave vector: Y_{lambda mu} sigma_{s m}.
struct Component {
    int lambda = 0;
    int mu = 0;
    int s = 0;
    int m = 0;
    friend bool operator==(const Component&, const Component&) = default;
};

/// The superoperators between components of one total projection M = mu + m, which a wave vector
/// along z conserves. With the phases of kinetics::CollisionForms all elements are real, and a
/// plane wave exp(i q z) obeys d_t f = -(relaxation + q velocity) f.
struct ProjectionBlock {
    std::vector<Component> components; ///< in the order of lambda
    Eigen::MatrixXd relaxation;        ///< Lambda
    Eigen::MatrixXd velocity;          ///< i (p^_z - V_z), v_F = 1
};

/// The block of projection M, all lambda up to the order of the collisions.
ProjectionBlock projection_block(const MomentCollisions& collisions, int M);

/// The Clebsch-Gordan coefficient <j m s n|J M> of integer momenta with s = 0 or 1, in closed form:
/// sums over factorials overflow at the momenta that are needed here.
/// @throws std::invalid_argument for other s
double clebsch_gordan(int j, int m, int s, int n, int J, int M);

/// Element of p^_z between Y_{lambda mu} and Y_{lambda-1 mu}.
double cosine_element(int lambda, int mu);

} // namespace sidejump::response
