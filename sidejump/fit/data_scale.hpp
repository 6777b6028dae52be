// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/data_file.hpp"

#include <span>

namespace sidejump::fit {

/// Of numbers of any size, whose squares may be none.
double root_mean_square(std::span<const double> values);

/// Of all y, in the unit of the model.
double root_mean_square_of(const std::vector<DataSet>& sets);

/// Root mean square deviation of y from the means of their curves, the scale of what a fit has to
/// tell; where there is none, from the mean of all, and then that of y itself. Above what is
/// rounding of y, and never zero.
double scatter_of(const std::vector<DataSet>& sets);

/// Whether residuals are only what the rounding of a curve and the accuracy of a search leave, at
/// any standard deviations.
/// @param values     the curve, as measured
/// @param residuals  as many, in the same unit
bool is_rounding(std::span<const double> values, std::span<const double> residuals);

} // namespace sidejump::fit
