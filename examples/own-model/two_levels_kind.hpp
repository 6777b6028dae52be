// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sidejump/impurity/model_kind.hpp>

namespace own_model {

/// model = "two-levels" in [[impurity]], with its parameters in [impurity.two-levels].
const sidejump::impurity::ModelKind& two_levels_kind();

} // namespace own_model
