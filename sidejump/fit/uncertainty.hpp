// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/least_squares.hpp"

namespace sidejump::fit {

/// How far coordinates may go together without the residuals changing.
struct Undetermined {
    /// Change of each coordinate in u, of a stationary one that of the square of its distance from
    /// the minimum; 0 for those that do not take part, by what they would do to the residuals.
    Eigen::VectorXd direction;
};

/// A coordinate that has come to rest at a bound which does not hold it.
struct LightPressure {
    std::size_t coordinate = 0;
    double gain = 0.0; ///< what the likelihood-ratio statistic would fall by beyond all such bounds
};

/// What the derivatives at a minimum tell about it.
///
/// For M-estimators P. J. Huber's covariance, K^2 (sum psi^2/(n - k))/(mean psi')^2 (J^T J)^{-1}
/// with K = 1 + (k/n) var psi'/(mean psi')^2 (Robust Statistics, 1981, section 7.6), which without
/// a loss is the usual one.
struct Uncertainty {
    std::vector<std::size_t> free; ///< coordinates that no bound holds, in order
    /// For each coordinate, whether it is at a bound that holds it: beyond it, and beyond other
    /// such bounds, the likelihood-ratio statistic falls by more than 1; more than 9 where others
    /// would spread with it. At a bound without that it is one of `free`.
    std::vector<bool> at_bound;
    std::vector<LightPressure> light_pressures; ///< of coordinates in `free`
    Eigen::MatrixXd covariance;                 ///< of `free`, in u; empty if it is singular
    Eigen::VectorXd alone; ///< standard errors of `free` were the others known, in u
    std::vector<Undetermined> undetermined;
    std::vector<std::size_t> without_effect; ///< coordinates that change no residual
    std::vector<std::size_t> stationary;     ///< those that change none to first order
    std::vector<std::size_t> hidden;         ///< those whose changes near by are lost in rounding
    /// Standard deviation of the residuals, with a loss by their median; 1 where sigma is known and
    /// there is no loss.
    double noise = 1.0;
    bool noise_estimated = false;
    /// The residuals are none, but rounding: then there are no standard errors.
    bool noise_is_rounding = false;
    double per_objective = 1.0; ///< likelihood-ratio statistic over the rise of the objective
    /// Mean of psi', 1 without a loss; with Huber's the part of the points at their full weight.
    /// Not above zero there are no errors.
    double mean_slope = 1.0;
    int degrees_of_freedom = 0; ///< points less the parameters that they determine

    /// Quantile of the likelihood-ratio statistic of one parameter: of chi^2 where the noise is
    /// known, of F(1, degrees of freedom) where it is estimated.
    [[nodiscard]] double threshold(double level) const;
    /// Likelihood-ratio statistic of a place.
    [[nodiscard]] double statistic(double objective, double lowest) const {
        return (objective - lowest) * per_objective;
    }
    /// Standard errors in u of all coordinates; NaN for what is at a bound,
    /// undetermined or stationary.
    [[nodiscard]] Eigen::VectorXd standard_errors(std::size_t coordinates) const;
    /// Correlation of free[i] and free[j]; NaN if one of them has no standard error: of an
    /// undetermined one the covariance has only the part across the direction in which it is not
    /// determined.
    [[nodiscard]] double correlation(std::size_t i, std::size_t j) const;
};

Uncertainty uncertainty_at(const FitProblem& problem, const LossFunction& loss,
                           const Eigen::VectorXd& u);

} // namespace sidejump::fit
