// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sidejump::fit {

/// Whether residuals scatter as noise does.
struct ResidualStatistics {
    int positive = 0;
    int negative = 0;
    int runs = 0;        ///< of equal sign along the abscissa
    double runs_z = 0.0; ///< deviation of their number from its expectation, in standard deviations
    /// Two-sided probability of a larger one (Wald and Wolfowitz). Of n residuals with one sign,
    /// for which that test has no distribution, the probability 2^(1 - n) of one sign; runs_z is
    /// minus infinite then.
    double runs_p = 1.0;
    double durbin_watson = 0.0; ///< near 2 for independent residuals, towards 0 for a drift
};

/// @param x          abscissae, in any order
/// @param residuals  as many
ResidualStatistics residual_statistics(const std::vector<double>& x,
                                       const std::vector<double>& residuals);

} // namespace sidejump::fit
