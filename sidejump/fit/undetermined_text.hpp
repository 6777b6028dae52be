// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/fit/fit_run.hpp"

namespace sidejump::fit {

/// Parameters that have no standard error, or one that a bound makes light of, and why, in
/// sentences.
std::vector<std::string> undetermined_text(const FitProblem& problem, const FitRun& run);

} // namespace sidejump::fit
