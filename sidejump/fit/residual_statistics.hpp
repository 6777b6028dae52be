// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <vector>

namespace sidejump::fit {

/// Whether residuals scatter as noise does.
struct ResidualStatistics {
    int positive = 0;
    int negative = 0;
    int runs = 0;        ///< of equal sign along the abscissa
    double runs_z = 0.0; ///< deviation of their number from its expectation, in standard deviations
    /// Probability of at least that deviation, to either side, among all orders of the signs (Wald
    /// and Wolfowitz). Of n residuals with one sign, of which there is only one order, the
    /// probability 2^(1 - n) of one sign; runs_z is minus infinite then.
    double runs_p = 1.0;
    /// Near 2 for independent residuals, towards 0 for a drift; NaN if all are zero.
    double durbin_watson = 0.0;
};

/// @param x          abscissae, in any order
/// @param residuals  as many
ResidualStatistics residual_statistics(const std::vector<double>& x,
                                       const std::vector<double>& residuals);

/// Standard deviation of the noise that outliers do not draw: the median of the absolute residuals
/// over that of a normal distribution of standard deviation 1. As many as there are parameters may
/// be zero whatever the noise, so that the smallest are left out, but for one.
double median_scale(const Eigen::VectorXd& residuals, std::size_t parameters);

} // namespace sidejump::fit
