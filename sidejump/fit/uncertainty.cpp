// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidejump/fit/uncertainty.hpp"

#include "sidejump/fit/null_space.hpp"
#include "sidejump/fit/parameter_effects.hpp"
#include "sidejump/fit/residual_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <gsl/gsl_cdf.h>
#include <limits>
#include <utility>

namespace sidejump::fit {
namespace {

// Derivatives by differences are not told from those by other coordinates to less than that part.
constexpr double least_by_differences = 1e-7;
// The same of those that are exact.
constexpr double least_exact = 1e-13;
// Part of a standard error, of the size of a coordinate and of the width between its bounds, within
// which of a bound it counts as at it.
constexpr double bound_margin = 1e-3;
// Bounds hold coordinates if beyond them the likelihood-ratio statistic falls by more than that,
// or, up to the second number, if others hardly depend on where these are. Else errors are those
// without the bounds, which are larger; that is told from the third number on.
constexpr double holding_gain = 1.0;
constexpr double firm_gain = 9.0;
constexpr double least_gain = 1e-6;
// Slopes, over what they may be at most, that are rounding.
constexpr double least_gradient = 1e-8;

// Whether no data could tell a place from a bound.
// @param error  standard error were all other coordinates known, infinite if it has no effect
bool is_near(double bound, double u, double error, double width) {
    const double rounding = 4.0 * std::numeric_limits<double>::epsilon() * std::abs(bound);
    const double margin = std::isfinite(error) ? bound_margin * std::min({error, 1.0, width}) : 0.0;
    return std::isfinite(bound) && std::abs(u - bound) <= std::max(rounding, margin);
}

// The scatter of the residuals, and what follows from it; the variance is that of a coordinate
// whose derivatives have the norm 1.
// @param rank  number of parameters that the residuals determine
double take_noise(Uncertainty& found, const FitProblem& problem, const LossFunction& loss,
                  const Eigen::VectorXd& residuals, std::size_t rank) {
    const auto count = static_cast<double>(residuals.size());
    const auto parameters = static_cast<double>(rank);
    found.degrees_of_freedom = static_cast<int>(residuals.size()) - static_cast<int>(rank);
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
    found.noise = median_scale(residuals, rank);
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

Eigen::MatrixXd columns(const Eigen::MatrixXd& all, const std::vector<std::size_t>& which) {
    Eigen::MatrixXd part(all.rows(), index(which.size()));
    for (std::size_t i = 0; i < which.size(); ++i)
        part.col(index(i)) = all.col(index(which[i]));
    return part;
}

// Of columns, and what they leave undetermined.
NullSpace null_space_of(const FitProblem& problem, const ParameterEffects& effects,
                        const std::vector<std::size_t>& which) {
    Eigen::VectorXd rounding(index(which.size()));
    Eigen::VectorXd least(index(which.size()));
    for (std::size_t i = 0; i < which.size(); ++i) {
        rounding[index(i)] = effects.rounding[index(which[i])];
        least[index(i)] =
            problem.quantity_of(which[i]).is_background ? least_exact : least_by_differences;
    }
    return null_space(columns(effects.columns, which), rounding, least);
}

// What the coordinates at bounds, or at the minimum of their square, could gain beyond them.
class Pressure {
  public:
    // @param inside    coordinates that are not pressed
    // @param psi       of the residuals
    // @param variance  of a coordinate whose derivatives have the norm 1
    Pressure(const FitProblem& problem, const ParameterEffects& effects,
             std::vector<std::size_t> inside, const Eigen::VectorXd& psi, double mean_slope,
             double variance)
        : problem_(problem), effects_(effects), inside_(std::move(inside)),
          slopes_(effects.columns.transpose() * psi / (mean_slope * std::sqrt(variance))) {}

    // By how much the likelihood-ratio statistic falls on Newton's step with some of them released,
    // and all others held.
    [[nodiscard]] double gain(const std::vector<std::size_t>& released) const {
        Eigen::VectorXd slopes(index(released.size()));
        for (std::size_t i = 0; i < released.size(); ++i)
            slopes[index(i)] = slopes_[index(released[i])];
        return slopes.dot(inverse_with(released).bottomRightCorner(slopes.size(), slopes.size()) *
                          slopes);
    }
    // Whether they add more to the variance of others than these have with them held: pressed by t
    // standard errors one of them keeps to about 1/t of its own.
    [[nodiscard]] bool spread(const std::vector<std::size_t>& released, double gain) const {
        if (inside_.empty())
            return false;
        const auto variances = [&](const std::vector<std::size_t>& which) -> Eigen::ArrayXd {
            return inverse_with(which).diagonal().head(index(inside_.size())).array();
        };
        const Eigen::ArrayXd without = variances({});
        return (variances(released) - without > gain * without).any();
    }

  private:
    [[nodiscard]] Eigen::MatrixXd inverse_with(const std::vector<std::size_t>& released) const {
        std::vector<std::size_t> all = inside_;
        all.insert(all.end(), released.begin(), released.end());
        return null_space_of(problem_, effects_, all).inverse;
    }

    const FitProblem& problem_;
    const ParameterEffects& effects_;
    std::vector<std::size_t> inside_;
    Eigen::VectorXd slopes_; // of half the statistic
};

// Tells coordinates that a descent presses against a bound from those that are free, at a bound or
// not, and those without effect. That the square of a stationary one is not negative is a bound of
// it as well.
// @param psi       of the residuals
// @param variance  of a coordinate whose derivatives have the norm 1
void take_bounds(Uncertainty& found, const FitProblem& problem, const Eigen::VectorXd& u,
                 const ParameterEffects& effects, const Eigen::VectorXd& psi, double variance) {
    const std::size_t count = problem.coordinates.size();
    const Eigen::VectorXd norms = effects.columns.colwise().norm();
    std::vector<std::size_t> pressed;
    std::vector<std::size_t> inside;
    for (std::size_t i = 0; i < count; ++i) {
        const Coordinate& coordinate = problem.coordinates[i];
        const double norm = norms[index(i)];
        const double slope = effects.columns.col(index(i)).dot(psi);
        const double error = std::sqrt(variance) / norm;
        const double width = coordinate.high - coordinate.low;
        const bool goes_to_bound =
            slope > 0.0
                ? effects.stationary[i] || is_near(coordinate.low, u[index(i)], error, width)
                : !effects.stationary[i] && is_near(coordinate.high, u[index(i)], error, width);
        if (effects.stationary[i])
            found.stationary.push_back(i);
        if (effects.hidden[i])
            found.hidden.push_back(i);
        if (effects.none[i])
            found.without_effect.push_back(i);
        if (!(norm > 0.0))
            continue;
        if (goes_to_bound && std::abs(slope) > least_gradient * norm * psi.norm())
            pressed.push_back(i);
        else
            inside.push_back(i);
    }
    const Pressure pressure(problem, effects, inside, psi, found.mean_slope, variance);
    double gain = 0.0;
    while (!pressed.empty()) {
        gain = pressure.gain(pressed);
        if (gain <= holding_gain || (gain <= firm_gain && pressure.spread(pressed, gain)))
            break;
        pressed.erase(
            std::max_element(pressed.begin(), pressed.end(), [&](std::size_t a, std::size_t b) {
                return pressure.gain({a}) < pressure.gain({b});
            }));
    }
    found.free = inside;
    found.free.insert(found.free.end(), pressed.begin(), pressed.end());
    std::sort(found.free.begin(), found.free.end());
    for (std::size_t i = 0; i < count; ++i)
        found.at_bound.push_back(norms[index(i)] > 0.0 && !effects.stationary[i] &&
                                 !std::binary_search(found.free.begin(), found.free.end(), i));
    if (gain > least_gain)
        for (const std::size_t i : pressed)
            if (!effects.stationary[i])
                found.light_pressures.push_back({i, gain});
}

// How many parameters the residuals determine, those at bounds among them.
std::size_t rank_of(const FitProblem& problem, const ParameterEffects& effects) {
    std::vector<std::size_t> effective;
    for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
        if (effects.columns.col(index(i)).norm() > 0.0)
            effective.push_back(i);
    if (effective.empty())
        return 0;
    return effective.size() - null_space_of(problem, effects, effective).directions.size();
}

bool has_error(const Uncertainty& of, std::size_t coordinate) {
    return std::count(of.stationary.begin(), of.stationary.end(), coordinate) == 0 &&
           std::none_of(
               of.undetermined.begin(), of.undetermined.end(),
               [&](const Undetermined& one) { return one.direction[index(coordinate)] != 0.0; });
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
        if (has_error(*this, free[i]) && covariance.size() > 0 && !noise_is_rounding)
            errors[index(free[i])] = std::sqrt(covariance(index(i), index(i)));
    return errors;
}

double Uncertainty::correlation(std::size_t i, std::size_t j) const {
    if (!has_error(*this, free[i]) || !has_error(*this, free[j]))
        return std::numeric_limits<double>::quiet_NaN();
    return covariance(index(i), index(j)) /
           std::sqrt(covariance(index(i), index(i)) * covariance(index(j), index(j)));
}

Uncertainty uncertainty_at(const FitProblem& problem, const LossFunction& loss,
                           const Eigen::VectorXd& u) {
    Uncertainty found;
    const Eigen::VectorXd residuals = problem.residuals(u);
    const double about = take_noise(found, problem, loss, residuals, problem.coordinates.size());
    const ParameterEffects effects = parameter_effects(problem, u, std::sqrt(about));
    const double variance = take_noise(found, problem, loss, residuals, rank_of(problem, effects));
    take_bounds(found, problem, u, effects, loss.psi(residuals), variance);
    if (found.free.empty())
        return found;
    const Eigen::VectorXd norms = columns(effects.columns, found.free).colwise().norm();
    found.alone = std::sqrt(variance) * norms.cwiseInverse();
    for (std::size_t i = 0; i < found.free.size(); ++i)
        if (effects.stationary[found.free[i]])
            found.alone[index(i)] = std::numeric_limits<double>::quiet_NaN();
    const NullSpace space = null_space_of(problem, effects, found.free);
    for (const Eigen::VectorXd& scaled : space.directions) {
        Undetermined one = {Eigen::VectorXd::Zero(index(problem.coordinates.size()))};
        for (std::size_t i = 0; i < found.free.size(); ++i)
            one.direction[index(found.free[i])] = scaled[index(i)] / norms[index(i)];
        found.undetermined.push_back(one);
    }
    found.covariance = variance * space.inverse;
    return found;
}

} // namespace sidejump::fit
