// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_run.hpp"

#include <string>

namespace sidejump::fit {

/// fit.json: everything that is needed to draw and to judge the fit again.
Json fit_json(const FitFile& file, const FitRun& run);

/// The fit as a table for people.
std::string fit_table(const FitFile& file, const FitRun& run);

/// curve.csv: the data, the curve at the data and the residuals, in the units of the files.
std::string curve_csv(const FitFile& file, const FitRun& run);

} // namespace sidejump::fit
