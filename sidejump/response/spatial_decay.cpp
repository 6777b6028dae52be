// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/response/spatial_decay.hpp"

#include "sidejump/response/component_basis.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace sidejump::response {
namespace {

using kinetics::Moment;

constexpr int largest_order = 127;
// Rates are differences with this accuracy, relative to the outflow; it keeps a matrix with a
// conserved density invertible, and lengths beyond its square root are infinite.
constexpr double rounding = 1e-15;
// The discrete spectrum ends at the ballistic length. Approximants of the continuum stay below it
// but for rounding.
constexpr double continuum_margin = 1e-6;

// Moments that a spin of this polarisation reaches, of one parity in lambda. About x the projection
// is M = 0 or 1. For M = 0 a reflection in a plane through x parts J = lambda +- 1 from charge and
// from J = lambda.
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

class Pencil {
  public:
    Pencil(const MomentCollisions& collisions, Polarisation polarisation, int order)
        : collisions_(collisions), M_(polarisation == Polarisation::longitudinal ? 0 : 1),
          even_(sector(polarisation, 0, order)), odd_(sector(polarisation, 1, order)),
          even_places_(places(collisions, even_)), odd_places_(places(collisions, odd_)) {}

    // With f_odd eliminated, Lambda_e f_e = -(1/length^2) v_eo Lambda_o^-1 v_oe f_e: the
    // eigenvalues are the squares of the lengths.
    [[nodiscard]] Eigen::VectorXcd squared_lengths() const {
        const Eigen::MatrixXd inner = relaxation(odd_places_)
                                          .partialPivLu()
                                          .solve(velocity(odd_, odd_places_, even_, even_places_));
        const Eigen::MatrixXd outer = velocity(even_, even_places_, odd_, odd_places_);
        const Eigen::MatrixXd squared =
            relaxation(even_places_).partialPivLu().solve(-outer * inner);
        return Eigen::EigenSolver<Eigen::MatrixXd>(squared, false).eigenvalues();
    }

  private:
    [[nodiscard]] Eigen::MatrixXd relaxation(const std::vector<Eigen::Index>& at) const {
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

    [[nodiscard]] Eigen::MatrixXd velocity(const std::vector<Moment>& rows,
                                           const std::vector<Eigen::Index>& row_places,
                                           const std::vector<Moment>& columns,
                                           const std::vector<Eigen::Index>& column_places) const {
        Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows.size()),
                                                       static_cast<Eigen::Index>(columns.size()));
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t column = 0; column < columns.size(); ++column) {
                double element = kinetics::CollisionForms::unit_vector(rows[row], columns[column]);
                if (row_places[row] >= 0 && column_places[column] >= 0)
                    element -= collisions_.side_jump(row_places[row], column_places[column]);
                if (element != 0.0)
                    matrix(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                        element * clebsch_gordan(columns[column].J, M_, 1, 0, rows[row].J, M_);
            }
        return matrix;
    }

    const MomentCollisions& collisions_;
    int M_;
    std::vector<Moment> even_;
    std::vector<Moment> odd_;
    std::vector<Eigen::Index> even_places_;
    std::vector<Eigen::Index> odd_places_;
};

std::vector<std::complex<double>> discrete_lengths(const MomentCollisions& collisions,
                                                   Polarisation polarisation, int order) {
    const double shortest = (1.0 + continuum_margin) * ballistic_length(collisions);
    std::vector<std::complex<double>> lengths;
    for (const std::complex<double> squared :
         Pencil(collisions, polarisation, order).squared_lengths()) {
        std::complex<double> length = std::sqrt(squared);
        if (!(length.real() > shortest))
            continue;
        if (std::norm(length) > 1e-3 / rounding * shortest * shortest)
            length = std::numeric_limits<double>::infinity();
        else if (std::abs(length.imag()) < 1e-9 * length.real())
            length = length.real();
        lengths.push_back(length);
    }
    std::sort(lengths.begin(), lengths.end(), [](const auto& a, const auto& b) {
        return a.real() != b.real() ? a.real() > b.real() : a.imag() > b.imag();
    });
    return lengths;
}

} // namespace

double ballistic_length(const MomentCollisions& collisions) {
    return 1.0 / collisions.outflow_rate;
}

SpatialDecay spatial_decay(const MomentCollisions& collisions, Polarisation polarisation,
                           double tolerance) {
    SpatialDecay decay;
    decay.order = collisions.order + 4;
    decay.lengths = discrete_lengths(collisions, polarisation, decay.order);
    do {
        const auto previous = decay.lengths;
        decay.order = 2 * decay.order + 1;
        decay.lengths = discrete_lengths(collisions, polarisation, decay.order);
        const bool found = !decay.lengths.empty() && !previous.empty();
        decay.error = !found ? 1.0
                      : decay.lengths[0] == previous[0]
                          ? 0.0
                          : std::abs(1.0 - previous[0] / decay.lengths[0]);
    } while (decay.error > tolerance && 2 * decay.order < largest_order);
    return decay;
}

} // namespace sidejump::response
