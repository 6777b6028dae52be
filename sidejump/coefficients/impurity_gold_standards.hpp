// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sidejump/coefficients/gold_standards.hpp"

#include <vector>

namespace sidejump::coefficients {

/// Adds the closed forms that the models of impurities must reproduce
/// (docs/theory/impurity-models).
void add_impurity_models(std::vector<GoldStandard>& list);

} // namespace sidejump::coefficients
