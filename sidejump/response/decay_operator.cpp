// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/decay_operator.hpp"

#include "sidejump/math/dense_algebra.hpp"
#include "sidejump/response/component_basis.hpp"

#include <algorithm>
#include <cstdlib>

namespace sidejump::response {

using kinetics::Moment;

namespace {

// Moments that a spin of this polarisation reaches, of one parity in lambda.
std::vector<Moment> sector(Polarisation polarisation, int parity, int order) {
    std::vector<Moment> moments;
    for (const Moment moment : moments_up_to(order)) {
        const bool belongs =
            polarisation == Polarisation::longitudinal ? moment.J != moment.lambda : moment.J >= 1;
        if (belongs && moment.lambda % 2 == parity)
            moments.push_back(moment);
    }
    return moments;
}

// Places the moments have among those of the collisions; -1 above their order.
std::vector<Eigen::Index> places(const MomentCollisions& collisions,
                                 const std::vector<Moment>& moments) {
    std::vector<Eigen::Index> found;
    for (const Moment moment : moments) {
        const auto& all = collisions.moments;
        const auto at = std::find(all.begin(), all.end(), moment);
        found.push_back(at == all.end() ? -1 : at - all.begin());
    }
    return found;
}

// i p^_x between coupled moments of one projection, by way of the components, where it is diagonal
// in the spin.
double drift(Moment row, Moment column, int M) {
    if (row.s != column.s || std::abs(row.lambda - column.lambda) != 1 ||
        std::abs(row.J - column.J) > 1)
        return 0.0;
    double sum = 0.0;
    for (int m = -row.s; m <= row.s; ++m) {
        const int upper = std::max(row.lambda, column.lambda);
        if (std::abs(M - m) < upper)
            sum += clebsch_gordan(row.lambda, M - m, row.s, m, row.J, M) *
                   clebsch_gordan(column.lambda, M - m, row.s, m, column.J, M) *
                   cosine_element(upper, M - m);
    }
    return row.lambda > column.lambda ? sum : -sum;
}

} // namespace

DecayOperator::DecayOperator(const MomentCollisions& collisions, Polarisation polarisation,
                             int order)
    : collisions_(collisions), projection_(polarisation == Polarisation::longitudinal ? 0 : 1),
      even_(sector(polarisation, 0, order)), odd_(sector(polarisation, 1, order)),
      even_places_(places(collisions, even_)), odd_places_(places(collisions, odd_)),
      driven_(
          math::solve(relaxation(odd_places_), velocity(odd_, odd_places_, even_, even_places_))),
      diffusion_(-velocity(even_, even_places_, odd_, odd_places_) * driven_) {}

Eigen::MatrixXd DecayOperator::squared_lengths() const {
    return math::solve(relaxation(even_places_), diffusion_);
}

Eigen::MatrixXd DecayOperator::relaxation(const Places& at) const {
    const auto size = static_cast<Eigen::Index>(at.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(size, size);
    for (Eigen::Index row = 0; row < size; ++row) {
        const Eigen::Index r = at[static_cast<std::size_t>(row)];
        if (r < 0) {
            matrix(row, row) = collisions_.outflow_rate;
            continue;
        }
        for (Eigen::Index column = 0; column < size; ++column)
            if (const Eigen::Index c = at[static_cast<std::size_t>(column)]; c >= 0)
                matrix(row, column) = collisions_.relaxation(r, c);
        matrix(row, row) += rounding * collisions_.outflow_rate;
    }
    return matrix;
}

Eigen::MatrixXd DecayOperator::velocity(const std::vector<Moment>& rows, const Places& row_places,
                                        const std::vector<Moment>& columns,
                                        const Places& column_places) const {
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows.size()),
                                                   static_cast<Eigen::Index>(columns.size()));
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < columns.size(); ++column) {
            double element = drift(rows[row], columns[column], projection_);
            if (row_places[row] >= 0 && column_places[column] >= 0) {
                const double jump = collisions_.side_jump(row_places[row], column_places[column]);
                if (jump != 0.0)
                    element -= jump * clebsch_gordan(columns[column].J, projection_, 1, 0,
                                                     rows[row].J, projection_);
            }
            matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) = element;
        }
    return matrix;
}

} // namespace sidejump::response
