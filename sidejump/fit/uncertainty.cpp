// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/uncertainty.hpp"

#include "sidejump/fit/residual_statistics.hpp"

#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <gsl/gsl_cdf.h>
#include <limits>
#include <numeric>

namespace sidejump::fit {
namespace {

// Singular values of the scaled derivatives below that part of the largest are rounding of the
// differences that derivatives are made from.
constexpr double least_singular = 1e-7;
// Part of a standard error within which of a bound a coordinate counts as at it.
constexpr double bound_margin = 1e-3;
// What the objective would fall by beyond a bound counts if the minimum is beyond it by more than
// that part of a standard error, and the slope is above that part of what rounding makes of it.
constexpr double least_pressure = 1e-3;
constexpr double least_gradient = 1e-8;
// A component of an undetermined direction below that part of the largest is left out.
constexpr double least_component = 1e-3;

// Whether no data could tell a place from a bound.
// @param error  standard error were all other coordinates known, infinite if it has no effect
bool is_near(double bound, double u, double error) {
    const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * std::abs(bound);
    const double margin = std::isfinite(error) ? bound_margin * error : 0.0;
    return std::isfinite(bound) && std::abs(u - bound) <= std::max(rounding, margin);
}

// The scatter of the residuals, and what follows from it; the variance is that of a coordinate
// whose derivatives have the norm 1.
double take_noise(Uncertainty& found, const FitProblem& problem, const LossFunction& loss,
                  const Eigen::VectorXd& residuals) {
    const auto count = static_cast<double>(residuals.size());
    const auto parameters = static_cast<double>(problem.coordinates.size());
    found.degrees_of_freedom =
        static_cast<int>(residuals.size()) - static_cast<int>(problem.coordinates.size());
    double squares = 0.0;
    double slope = 0.0;
    double squared_slopes = 0.0;
    for (const double residual : residuals) {
        squares += loss.psi(residual) * loss.psi(residual);
        slope += loss.psi_slope(residual) / count;
        squared_slopes += std::pow(loss.psi_slope(residual), 2) / count;
    }
    found.mean_slope = slope;
    found.noise_estimated = !problem.sigma_known || loss.kind != Loss::none;
    if (!found.noise_estimated)
        return 1.0;
    found.noise = median_scale(residuals, problem.coordinates.size());
    if (!(slope > 0.0))
        return found.per_objective = std::numeric_limits<double>::quiet_NaN();
    const double variance = squares / found.degrees_of_freedom;
    const double spread = std::max(squared_slopes - slope * slope, 0.0);
    const double correction = 1.0 + parameters / count * spread / (slope * slope);
    if (loss.kind == Loss::none)
        found.noise = std::sqrt(variance);
    found.per_objective = slope / (variance * correction * correction);
    return variance * std::pow(correction / slope, 2);
}

// The part of derivatives that those by other coordinates cannot make up for; all of it where
// nothing but rounding is left.
double own_part(const Eigen::VectorXd& derivatives, const Eigen::MatrixXd& others) {
    const double whole = derivatives.norm();
    if (others.cols() == 0)
        return whole;
    const Eigen::VectorXd norms = others.colwise().norm();
    Eigen::ColPivHouseholderQR<Eigen::MatrixXd> decomposition;
    decomposition.setThreshold(least_singular);
    decomposition.compute(others * norms.cwiseInverse().asDiagonal());
    const Eigen::VectorXd along = decomposition.solve(derivatives).cwiseQuotient(norms);
    const double own = (derivatives - others * along).norm();
    return own > least_singular * whole ? own : whole;
}

Eigen::MatrixXd columns(const Eigen::MatrixXd& all, const std::vector<std::size_t>& which) {
    Eigen::MatrixXd part(all.rows(), index(which.size()));
    for (std::size_t i = 0; i < which.size(); ++i)
        part.col(index(i)) = all.col(index(which[i]));
    return part;
}

// Tells coordinates that a descent presses against a bound from those that are free, at a bound or
// not, and those without effect.
// @param all       derivatives by all coordinates
// @param psi       of the residuals
// @param variance  of a coordinate whose derivatives have the norm 1
void take_bounds(Uncertainty& found, const FitProblem& problem, const Eigen::VectorXd& u,
                 const Eigen::MatrixXd& all, const Eigen::VectorXd& psi, double variance) {
    const std::size_t count = problem.coordinates.size();
    std::vector<bool> goes_to_bound(count); // where the objective falls
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; i < count; ++i) {
        const Coordinate& coordinate = problem.coordinates[i];
        const double effect = all.col(index(i)).norm();
        const double error = std::sqrt(variance) / effect;
        const bool is_low = is_near(coordinate.low, u[index(i)], error);
        const bool is_high = is_near(coordinate.high, u[index(i)], error);
        goes_to_bound[i] = all.col(index(i)).dot(psi) > 0.0 ? is_low : is_high;
        if (!is_low && !is_high && effect > 0.0)
            inside.push_back(i);
    }
    const Eigen::MatrixXd others = columns(all, inside);
    for (std::size_t i = 0; i < count; ++i) {
        const Eigen::VectorXd derivatives = all.col(index(i));
        const double effect = derivatives.norm();
        bool is_pressed = false;
        if (goes_to_bound[i]) {
            const double slope = std::abs(derivatives.dot(psi));
            // Newton's step beyond the bound, over the standard error
            const double pressure =
                slope / (found.mean_slope * std::sqrt(variance) * own_part(derivatives, others));
            is_pressed =
                slope > least_gradient * effect * psi.norm() && !(pressure <= least_pressure);
        }
        found.at_bound.push_back(is_pressed);
        if (!is_pressed)
            (effect > 0.0 ? found.free : found.without_effect).push_back(i);
    }
}

bool is_determined(const std::vector<Undetermined>& undetermined, std::size_t coordinate) {
    return std::none_of(undetermined.begin(), undetermined.end(), [&](const Undetermined& one) {
        return one.direction[index(coordinate)] != 0.0;
    });
}

} // namespace

double Uncertainty::threshold(double level) const {
    if (!noise_estimated)
        return gsl_cdf_chisq_Pinv(level, 1.0);
    // F(1, n) is the square of Student's t, whose quantile GSL finds at any n.
    const double t = gsl_cdf_tdist_Pinv(0.5 + 0.5 * level, degrees_of_freedom);
    return t * t;
}

Eigen::VectorXd Uncertainty::standard_errors(std::size_t coordinates) const {
    Eigen::VectorXd errors =
        Eigen::VectorXd::Constant(index(coordinates), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < free.size(); ++i)
        if (is_determined(undetermined, free[i]) && covariance.size() > 0 && !noise_is_rounding)
            errors[index(free[i])] = std::sqrt(covariance(index(i), index(i)));
    return errors;
}

double Uncertainty::correlation(std::size_t i, std::size_t j) const {
    if (!is_determined(undetermined, free[i]) || !is_determined(undetermined, free[j]))
        return std::numeric_limits<double>::quiet_NaN();
    return covariance(index(i), index(j)) /
           std::sqrt(covariance(index(i), index(i)) * covariance(index(j), index(j)));
}

Uncertainty uncertainty_at(const FitProblem& problem, const LossFunction& loss,
                           const Eigen::VectorXd& u) {
    Uncertainty found;
    std::vector<std::size_t> coordinates(problem.coordinates.size());
    std::iota(coordinates.begin(), coordinates.end(), std::size_t{0});
    const Eigen::MatrixXd all = problem.jacobian(u, coordinates);
    const Eigen::VectorXd residuals = problem.residuals(u);
    const double factor = take_noise(found, problem, loss, residuals);
    take_bounds(found, problem, u, all, loss.psi(residuals), factor);
    const Eigen::Index size = index(found.free.size());
    if (size == 0)
        return found;
    const Eigen::MatrixXd jacobian = columns(all, found.free);
    const Eigen::VectorXd norms = jacobian.colwise().norm();
    const Eigen::MatrixXd scaled = jacobian * norms.cwiseInverse().asDiagonal();
    const Eigen::JacobiSVD<Eigen::MatrixXd> decomposition(scaled, Eigen::ComputeThinV);
    const Eigen::VectorXd& singular = decomposition.singularValues();
    found.alone = std::sqrt(factor) * norms.cwiseInverse();
    Eigen::VectorXd inverse = Eigen::VectorXd::Zero(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        if (singular[i] > least_singular * singular[0]) {
            inverse[i] = 1.0 / (singular[i] * singular[i]);
            continue;
        }
        Eigen::VectorXd direction = Eigen::VectorXd::Zero(index(problem.coordinates.size()));
        double largest = 0.0;
        for (Eigen::Index j = 0; j < size; ++j) {
            const std::size_t k = found.free[static_cast<std::size_t>(j)];
            const Coordinate& coordinate = problem.coordinates[k];
            const double change = decomposition.matrixV()(j, i) / norms[j];
            direction[index(k)] = change;
            const double value = coordinate.value(u[index(k)]);
            const double relative = change * coordinate.derivative(u[index(k)]) /
                                    (value != 0.0 ? value : coordinate.unit);
            if (std::abs(relative) > std::abs(largest))
                largest = relative;
        }
        direction /= largest;
        for (double& component : direction)
            if (std::abs(component) < least_component)
                component = 0.0;
        found.undetermined.push_back({direction});
    }
    found.covariance = factor * norms.cwiseInverse().asDiagonal() * decomposition.matrixV() *
                       inverse.asDiagonal() * decomposition.matrixV().transpose() *
                       norms.cwiseInverse().asDiagonal();
    return found;
}

} // namespace sidejump::fit
