// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/null_space.hpp"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>

namespace sidejump::fit {
namespace {

// A singular value is zero if it is below that many times the rounding.
constexpr double certain = 5.0;
// Components of a direction, by what they do to the residuals, that are zero, as far as rounding
// may turn it towards the next one.
constexpr double least_component = 1e-6;
constexpr double most_component = 1e-2;

double combined(const Eigen::VectorXd& direction, const Eigen::VectorXd& rounding) {
    return direction.cwiseProduct(rounding).norm();
}

// Gauss and Jordan's elimination with the largest of all elements as pivots.
// @param rows  a basis
void reduce(Eigen::MatrixXd& rows) {
    for (Eigen::Index done = 0; done < rows.rows(); ++done) {
        Eigen::Index row = 0;
        Eigen::Index pivot = 0;
        rows.bottomRows(rows.rows() - done).cwiseAbs().maxCoeff(&row, &pivot);
        rows.row(done).swap(rows.row(done + row));
        rows.row(done) /= rows(done, pivot);
        for (Eigen::Index other = 0; other < rows.rows(); ++other)
            if (other != done)
                rows.row(other) -= rows(other, pivot) * rows.row(done);
    }
}

} // namespace

NullSpace null_space(const Eigen::MatrixXd& columns, const Eigen::VectorXd& rounding,
                     const Eigen::VectorXd& least) {
    NullSpace found;
    const Eigen::VectorXd norms = columns.colwise().norm();
    const Eigen::MatrixXd scaled = columns * norms.cwiseInverse().asDiagonal();
    const Eigen::JacobiSVD<Eigen::MatrixXd> decomposition(scaled, Eigen::ComputeThinV);
    const Eigen::VectorXd& singular = decomposition.singularValues();
    const Eigen::MatrixXd& v = decomposition.matrixV();
    const Eigen::VectorXd limits = (certain * rounding).cwiseMax(least);
    Eigen::VectorXd inverse = Eigen::VectorXd::Zero(singular.size());
    std::vector<Eigen::Index> null;
    double smallest = 1.0;
    double noise = 0.0;
    for (Eigen::Index i = 0; i < singular.size(); ++i) {
        if (singular[i] > combined(v.col(i), limits)) {
            inverse[i] = 1.0 / (singular[i] * singular[i]);
            smallest = std::min(smallest, singular[i]);
        } else {
            null.push_back(i);
            noise = std::max(noise, combined(v.col(i), rounding));
        }
    }
    Eigen::MatrixXd rows(static_cast<Eigen::Index>(null.size()), columns.cols());
    for (std::size_t i = 0; i < null.size(); ++i)
        rows.row(static_cast<Eigen::Index>(i)) = v.col(null[i]).transpose();
    reduce(rows);
    const double zero =
        std::clamp(2.0 * certain * noise / smallest, least_component, most_component);
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        Eigen::VectorXd direction = rows.row(i).transpose();
        direction /= direction.cwiseAbs().maxCoeff();
        direction = (direction.array().abs() < zero).select(0.0, direction);
        found.directions.push_back(direction);
    }
    found.inverse = norms.cwiseInverse().asDiagonal() * v * inverse.asDiagonal() * v.transpose() *
                    norms.cwiseInverse().asDiagonal();
    return found;
}

} // namespace sidejump::fit
